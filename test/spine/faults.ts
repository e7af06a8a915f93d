import { setTimeout as sleep } from 'node:timers/promises'
import type { SpineNode } from './mesh.js'

export type FaultName = 'kill-node' | 'kill-engine' | 'freeze-node' | 'freeze-engine' | 'cut' | 'partition' | 'slow'

/** What can befall a serving node. */
export interface Fault {
  /** As a reader of the report understands it. */
  readonly means: string
  /** Shortest and longest time that it lasts, milliseconds. */
  readonly lastsMs: readonly [number, number]
  /** Resolves when it is over, at once when `signal` fires; the node is then as it was. */
  strike(victim: SpineNode, lastsMs: number, signal: AbortSignal): Promise<void>
}

/** From a blip that nothing should notice to a silence that counts as death. */
const SILENT_MS = [500, 14_000] as const
/** Longer than any gap between tokens that is waited for. */
const STUCK_MS = [500, 35_000] as const
const SLOW_ONE_WAY_MS = 150

export const FAULTS: Readonly<Record<FaultName, Fault>> = {
  'kill-node': {
    means: 'the node’s process is killed (SIGKILL) and started again',
    lastsMs: [200, 2_000],
    async strike(victim, lastsMs, signal) {
      await victim.process.kill()
      await lasting(lastsMs, signal)
      await victim.start()
    },
  },
  'kill-engine': {
    means: 'the process that holds the model is killed; its node starts another',
    lastsMs: [0, 0],
    async strike(victim) {
      for (const pid of await enginePids(victim)) process.kill(pid, 'SIGKILL')
    },
  },
  'freeze-node': {
    means: 'the node’s process is stopped (SIGSTOP) and goes on later',
    lastsMs: SILENT_MS,
    async strike({ process: { pid } }, lastsMs, signal) {
      await frozen(pid === undefined ? [] : [pid], lastsMs, signal)
    },
  },
  'freeze-engine': {
    means: 'the process that holds the model is stopped, while its node answers pings',
    lastsMs: STUCK_MS,
    async strike(victim, lastsMs, signal) {
      await frozen(await enginePids(victim), lastsMs, signal)
    },
  },
  cut: {
    means: 'every connection of the node ends without a word',
    lastsMs: [0, 0],
    strike({ cables }) {
      for (const cable of cables) cable.cut()
      return Promise.resolve()
    },
  },
  partition: {
    means: 'no byte gets through to the node or from it, and no socket closes',
    lastsMs: SILENT_MS,
    async strike({ cables }, lastsMs, signal) {
      for (const cable of cables) cable.hold()
      await lasting(lastsMs, signal)
      for (const cable of cables) cable.release()
    },
  },
  slow: {
    means: `every byte to the node and from it takes ${String(SLOW_ONE_WAY_MS)} ms longer`,
    lastsMs: [2_000, 15_000],
    async strike({ cables }, lastsMs, signal) {
      for (const cable of cables) cable.delayMs = SLOW_ONE_WAY_MS
      await lasting(lastsMs, signal)
      for (const cable of cables) cable.delayMs = 0
    },
  },
}

/** @param list - names of {@link FAULTS} with commas between; one that stands twice comes twice as often. */
export function parseFaults(list: string): readonly FaultName[] {
  return list.split(',').map((name) => {
    if (!isFault(name)) throw new RangeError(`no fault is called ${name}; there are ${Object.keys(FAULTS).join(', ')}`)
    return name
  })
}

function isFault(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name)
}

/** Process ids of the engines of a node that answers. */
export async function enginePids({ process }: SpineNode): Promise<readonly number[]> {
  const { engines } = await process.status()
  return engines.flatMap(({ pid }) => pid ?? [])
}

async function frozen(pids: readonly number[], lastsMs: number, signal: AbortSignal): Promise<void> {
  for (const pid of pids) process.kill(pid, 'SIGSTOP')
  await lasting(lastsMs, signal)
  // A node may have given a stuck engine up meanwhile.
  for (const pid of pids.filter(isAlive)) process.kill(pid, 'SIGCONT')
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Resolves after a time, or as soon as `signal` fires. */
export async function lasting(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
