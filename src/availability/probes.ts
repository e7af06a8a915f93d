import type { Clock } from '../clock.js'
import { GpuProbe } from './gpu-probe.js'
import type { AvailabilityComponents } from './index.js'
import { UserProbe } from './user-probe.js'

/**
 * What Linux tells without a library.
 *
 * @param environment - where `nvidia-smi` is found.
 */
export function systemProbes(
  clock: Clock,
  environment: Readonly<Record<string, string | undefined>>,
): AvailabilityComponents['probes'] {
  const user = new UserProbe({ clock })
  const gpu = new GpuProbe({ environment })
  return { user: () => user.idleMs(), gpu: () => gpu.idleMs() }
}
