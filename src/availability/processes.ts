import { readdir, readFile } from 'node:fs/promises'

/** Linux counts processor time of processes in hundredths of a second, whatever the hardware. */
const TICK_MS = 10

/** A process as the system shows it. */
interface ProcessFacts {
  readonly pid: number
  /** True for this process and for those that it has started: the engines. */
  readonly isOwn: boolean
  /** Processor time since it was started, milliseconds. */
  readonly cpuMs: number
}

/** @throws {NodeJS.ErrnoException} when there is no such process, or it is hidden. */
export async function readProcess(pid: number): Promise<ProcessFacts> {
  const line = await readFile(`/proc/${String(pid)}/stat`, 'utf8')
  // `pid (name) state parent …`, and the name may hold anything: what comes after it is field 3 and on, see proc(5)
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  const [parent, userTicks, systemTicks] = [fields[1], fields[11], fields[12]].map(Number)
  return {
    pid,
    isOwn: pid === process.pid || parent === process.pid,
    cpuMs: ((userTicks ?? 0) + (systemTicks ?? 0)) * TICK_MS,
  }
}

/** This process and those that it has started. */
export async function ownProcesses(): Promise<readonly ProcessFacts[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const read = await Promise.allSettled(pids.map((pid) => readProcess(pid)))
  return read.flatMap((result) => (result.status === 'fulfilled' && result.value.isOwn ? [result.value] : []))
}
