import { inFlight, leastFirst, lifetimeLeastUsed, roundRobin, type Chooser } from '../../test/sim/choosers.js'
import { Twins } from '../../test/sim/twins.js'
import { table } from './table.js'

const BURST = 37
const USED_BEFORE = 40
const WARM_UP = 10
const REQUESTS = 400
const PAUSE_MS = 4_000
const FAST = 60

/** Tables and their figures. */
export interface TwinReport {
  readonly text: string
  readonly data: unknown
}

type Counts = readonly [number, number]

const CHOOSERS: Readonly<Record<string, () => Chooser | undefined>> = {
  'sov-node': () => undefined,
  'round robin': roundRobin,
  'lifetime least used': lifetimeLeastUsed,
  'least in flight': () => leastFirst(inFlight),
}

/** Two nodes and one that asks: a burst over equals, and one that is sixty times slower. */
export async function twinTables(seed: number): Promise<TwinReport> {
  const bursts: Record<string, readonly [equal: Counts, later: Counts]> = {}
  const slow: Record<string, Counts> = {}
  for (const [name, chooser] of Object.entries(CHOOSERS)) {
    bursts[name] = [await burst(seed, chooser(), false), await burst(seed, chooser(), true)]
    slow[name] = await series(seed, chooser())
  }
  const text = [
    `${String(BURST)} requests at once answered by two equal nodes, and when one of them came after the other had answered ${String(USED_BEFORE)}`,
    table(
      ['', '', 'equal', 'one came later'],
      Object.entries(bursts).map(([name, cases]) => [name, '', ...cases.map((counts) => counts.join(' / '))]),
    ),
    '',
    `${String(REQUESTS)} requests, one every ${String(PAUSE_MS / 1_000)} s, after ${String(WARM_UP)}, first sent to either of two nodes of which one is ${String(FAST)} times slower`,
    table(
      ['', '', 'slow', 'fast', 'to the slow one'],
      Object.entries(slow).map(([name, [slower, faster]]) => {
        const share = `${((100 * slower) / (slower + faster)).toFixed(1)} %`
        return [name, '', String(slower), String(faster), share]
      }),
    ),
  ].join('\n')
  return { text, data: { bursts, slow } }
}

async function burst(seed: number, chooser: Chooser | undefined, isLate: boolean): Promise<Counts> {
  const twins = new Twins({ seed, tokensPerSecond: [FAST, FAST], chooser })
  await twins.meet(0)
  if (isLate) await twins.series(USED_BEFORE, PAUSE_MS)
  await twins.meet(1)
  return twins.served(await twins.burst(BURST))
}

async function series(seed: number, chooser: Chooser | undefined): Promise<Counts> {
  const twins = new Twins({ seed, tokensPerSecond: [1, FAST], chooser })
  await twins.meet(0)
  await twins.meet(1)
  await twins.series(WARM_UP, PAUSE_MS)
  const [slow, fast] = twins.asked
  await twins.series(REQUESTS, PAUSE_MS)
  return [twins.asked[0] - slow, twins.asked[1] - fast]
}
