import type { PeerRecord } from '../../src/directory/index.js'
import type { Random } from '../spine/random.js'
import { sample } from './draws.js'

/** As many as the scheduler asks for one request. */
const ATTEMPTS = 5

/**
 * A way to choose in place of the score: whom to ask first, among those who may and can answer. It comes into the real
 * scheduler as the `order` of the request, which ranks before the score; filters, reservations and failover stay.
 */
export type Chooser = (candidates: readonly PeerRecord[]) => readonly PeerRecord[]

/** What users of other meshes get, by name; `undefined` is the score of the scheduler itself. */
export const CHOOSERS: Readonly<Record<string, (random: Random) => Chooser | undefined>> = {
  'sov-node': () => undefined,
  'round robin': () => roundRobin(),
  random: (random) => (candidates) => sample(random, candidates, ATTEMPTS),
  'least in flight': () => leastFirst(inFlight),
}

/** The next one each time, in the order of peer ids. */
export function roundRobin(): Chooser {
  let last = ''
  return (candidates) => {
    const turn = afterLast(candidates, last)
    last = turn[0]?.peer ?? last
    return turn.slice(0, ATTEMPTS)
  }
}

/** The one with the least of something; among equals the next one each time. */
export function leastFirst(of: (candidate: PeerRecord) => number): Chooser {
  let last = ''
  return (candidates) => {
    const ranked = afterLast(candidates, last)
      .map((candidate) => [of(candidate), candidate] as const)
      .sort(([a], [b]) => a - b)
      .map(([, candidate]) => candidate)
    last = ranked[0]?.peer ?? last
    return ranked.slice(0, ATTEMPTS)
  }
}

/** The one that was given the least since this node runs, whatever became of it. */
export function lifetimeLeastUsed(): Chooser {
  const used = new Map<string, number>()
  const choose = leastFirst(({ peer }) => used.get(peer) ?? 0)
  return (candidates) => {
    const ranked = choose(candidates)
    const [first] = ranked
    if (first !== undefined) used.set(first.peer, (used.get(first.peer) ?? 0) + 1)
    return ranked
  }
}

export function inFlight({ running, queued, models }: PeerRecord): number {
  return running + queued + models.reduce((sum, { busyWithOthers }) => sum + busyWithOthers, 0)
}

function afterLast(candidates: readonly PeerRecord[], last: string): readonly PeerRecord[] {
  const sorted = [...candidates].sort((a, b) => (a.peer < b.peer ? -1 : 1))
  const next = sorted.findIndex(({ peer }) => peer > last)
  return next === -1 ? sorted : [...sorted.slice(next), ...sorted.slice(0, next)]
}
