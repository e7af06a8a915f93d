import type { Random } from '../spine/random.js'
import { chance, exponential } from './draws.js'

export interface Region {
  readonly name: string
  readonly jurisdiction: string
  /** Part of all nodes. */
  readonly share: number
}

const REGIONS: readonly Region[] = [
  { name: 'Oslo', jurisdiction: 'NO', share: 0.04 },
  { name: 'Stockholm', jurisdiction: 'SE', share: 0.13 },
  { name: 'Frankfurt', jurisdiction: 'DE', share: 0.25 },
  { name: 'Paris', jurisdiction: 'FR', share: 0.16 },
  { name: 'Warsaw', jurisdiction: 'PL', share: 0.1 },
  { name: 'Ashburn', jurisdiction: 'US', share: 0.22 },
  { name: 'Singapore', jurisdiction: 'SG', share: 0.1 },
]
/** It has the fewest nodes, the slowest, and half of all requests are for it alone. */
export const SATURATED = REGIONS[0]!
export const GROUPS: ReadonlyMap<string, readonly string[]> = new Map([['EU', ['DE', 'FR', 'PL', 'SE']]])

/** Round trips in milliseconds, rounded, of the size that is usual between such places. */
const RTT_MS: readonly (readonly number[])[] = [
  [4],
  [12, 4],
  [28, 26, 4],
  [34, 32, 12, 4],
  [32, 26, 20, 28, 4],
  [105, 110, 92, 85, 108, 6],
  [190, 185, 165, 158, 175, 225, 4],
]
/** Part of the round trip that waiting in routers adds on average. */
const JITTER = 0.05
const LOSS = 0.000_1
const LOSSY_LOSS = 0.03
/** First pause of TCP before it sends again, without the round trip; doubled each time. */
const RETRANSMISSION_MS = 200
/** Part of the nodes that are behind a bad link. */
export const LOSSY_SHARE = 0.06

/** Where a node is, and how good its link is. */
export interface Place {
  readonly region: Region
  readonly isLossy: boolean
}

/** In the order of shares, so that every region has some even of few nodes. */
export function regionOf(index: number, count: number): Region {
  const saturated = Math.max(3, Math.round(count * SATURATED.share))
  if (index < saturated) return SATURATED
  let left = (index - saturated) / (count - saturated)
  const others = REGIONS.filter((region) => region !== SATURATED)
  const all = others.reduce((sum, { share }) => sum + share, 0)
  return others.find(({ share }) => (left -= share / all) < 0) ?? others[0]!
}

/** A place for somebody who asks. */
export function homeOf(index: number): Place {
  return { region: REGIONS[(2 * index + 2) % REGIONS.length]!, isLossy: false }
}

/** One message, one way, milliseconds: half the round trip, what routers add, and what TCP needs to send it again. */
export function delayMs(random: Random, from: Place, to: Place): number {
  const rttMs = baseRttMs(from, to)
  let delay = rttMs / 2 + exponential(random, JITTER * rttMs)
  const loss = from.isLossy || to.isLossy ? LOSSY_LOSS : LOSS
  for (let pauseMs = RETRANSMISSION_MS + rttMs; chance(random, loss); pauseMs *= 2) delay += pauseMs
  return delay
}

function baseRttMs(from: Place, to: Place): number {
  const [a, b] = [REGIONS.indexOf(from.region), REGIONS.indexOf(to.region)]
  return RTT_MS[Math.max(a, b)]![Math.min(a, b)]!
}

export const LOSS_MODEL = [
  'Links are TCP: no message is lost or overtaken, a lost packet makes its message late. Of the packets',
  `${String(100 * LOSS)} % are lost, ${String(100 * LOSSY_LOSS)} % on the links of ${String(100 * LOSSY_SHARE)} % of the nodes;`,
  `each loss costs ${String(RETRANSMISSION_MS)} ms and the round trip, twice that the next time. Routers add ${String(100 * JITTER)} % of the`,
  'round trip on average. Links break only with a node, or when the consumer gives a silent one up.',
].join('\n')
