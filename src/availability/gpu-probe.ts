import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { GPU_QUERY_TIMEOUT_MS } from '../limits.js'
import { readProcess } from './processes.js'

const run = promisify(execFile)

interface GpuProbeInit {
  /** Environment of `nvidia-smi`; its `PATH` says where that is. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** @default GPU_QUERY_TIMEOUT_MS */
  readonly timeoutMs?: number
}

/** Whether a process that is not of this node computes on an NVIDIA GPU, as its driver's own tool says. */
export class GpuProbe {
  readonly #init: GpuProbeInit

  constructor(init: GpuProbeInit) {
    this.#init = init
  }

  /** See {@link Probe}. */
  async idleMs(): Promise<number> {
    const { environment, timeoutMs = GPU_QUERY_TIMEOUT_MS } = this.#init
    const { stdout } = await run('nvidia-smi', ['--query-compute-apps=pid', '--format=csv,noheader'], {
      env: environment,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    })
    const pids = stdout.split('\n').filter((line) => line.trim() !== '')
    const areOwn = await Promise.all(pids.map((pid) => isOwn(Number(pid))))
    return areOwn.every(Boolean) ? Infinity : 0
  }
}

async function isOwn(pid: number): Promise<boolean> {
  if (!Number.isInteger(pid)) throw new Error('nvidia-smi does not tell which processes there are')
  // one that is hidden from this user is of another
  return readProcess(pid).then(
    (process) => process.isOwn,
    () => false,
  )
}
