import { cpus } from 'node:os'
import { ownProcesses } from './processes.js'

/** Processor time since the machine started, milliseconds of all processors together. */
interface Sample {
  readonly busyMs: number
  readonly idleMs: number
  /** Of this node's own processes, by process id. */
  readonly own: ReadonlyMap<number, number>
}

/** How much of the processors is used by others than this node. */
export class CpuLoad {
  #before: Sample | undefined

  /**
   * Share of all processors that others have used since the last call, 0 to 1.
   *
   * @throws at the first call, where there is no `/proc`, and when a process of this node has ended meanwhile: what it
   * used would look like the work of others.
   */
  async others(): Promise<number> {
    const before = this.#before
    const now = await sample()
    this.#before = now
    if (before === undefined) throw new Error('nothing to compare with')
    if ([...before.own.keys()].some((pid) => !now.own.has(pid))) throw new Error('a process of this node has ended')
    const ownMs = [...now.own].reduce((sum, [pid, cpuMs]) => sum + cpuMs - (before.own.get(pid) ?? 0), 0)
    const busyMs = now.busyMs - before.busyMs
    const allMs = busyMs + now.idleMs - before.idleMs
    return allMs <= 0 ? 0 : Math.max(0, busyMs - ownMs) / allMs
  }
}

async function sample(): Promise<Sample> {
  const own = await ownProcesses()
  const times = cpus().map((cpu) => cpu.times)
  return {
    busyMs: times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0),
    idleMs: times.reduce((sum, { idle }) => sum + idle, 0),
    own: new Map(own.map(({ pid, cpuMs }) => [pid, cpuMs])),
  }
}
