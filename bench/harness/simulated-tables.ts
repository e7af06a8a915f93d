import { SATURATED } from '../../test/sim/geography.js'
import { jain } from '../../test/sim/fairness.js'
import type { OfferLoad } from '../../test/sim/offer-load.js'
import type { Ended, Run, SimulationInit } from '../../test/sim/simulation.js'
import { summarise } from './statistics.js'
import { decimals, table } from './table.js'

/** A simulated mesh and who chose in it. */
export interface NamedRun {
  readonly name: string
  readonly init: SimulationInit
  readonly run: Run
}

const COMPUTED_PEERS = 10_000

/** Answers, work and fairness. */
export function meshTable(runs: readonly NamedRun[]): string {
  return table(
    [
      '',
      '',
      'requests',
      'whole',
      'tokens/s',
      'attempts',
      'went on',
      'to liars',
      'Jain consumers',
      'Jain nodes',
      'wall, s',
    ],
    runs.map(({ name, init, run }) => {
      const whole = run.ended.filter(isWhole)
      const attempts = sum(run.ended.map((ended) => ended.attempts))
      const liars = sum(run.nodes.filter(({ node }) => node.init.lie !== undefined).map((node) => node.attempts))
      return [
        name,
        '',
        String(run.started),
        percent(whole.length / run.started),
        (sum(whole.map(({ outputTokens }) => outputTokens)) / (init.durationMs / 1_000)).toFixed(1),
        (attempts / run.started).toFixed(2),
        String(sum(run.ended.map(({ continuations }) => continuations))),
        percent(liars / attempts),
        jain(consumerShares(run, init.consumers)).toFixed(3),
        jain(nodeShares(run)).toFixed(3),
        (run.wallMs / 1_000).toFixed(0),
      ]
    }),
  )
}

/** First tokens of the requests that anybody may answer, and of those for the saturated region. */
export function timeTable(runs: readonly NamedRun[]): string {
  const cells = (ended: readonly Ended[]): readonly string[] => {
    const times = ended.flatMap(({ firstTokenMs }) => (firstTokenMs === undefined ? [] : [firstTokenMs / 1_000]))
    if (times.length === 0) return ['', '', '']
    const { median, p95, p99 } = summarise(times)
    return [median, p95, p99].map(decimals(2))
  }
  const of = (name: string): readonly string[] => [`${name} p50`, 'p95', 'p99']
  return table(
    ['', '', ...of('elsewhere'), ...of(SATURATED.name)],
    runs.map(({ name, run }) => [
      name,
      '',
      ...cells(run.ended.filter((ended) => !isSaturated(ended))),
      ...cells(run.ended.filter(isSaturated)),
    ]),
  )
}

/** Requests by the code they ended with, those for the saturated region apart. */
export function errorTable(runs: readonly NamedRun[]): string {
  const codes = [...new Set(runs.flatMap(({ run }) => run.ended.flatMap(({ code }) => code ?? [])))].sort()
  return table(
    ['', 'region', ...codes.map((code) => code.replace('ERR_SOV_', ''))],
    runs.flatMap(({ name, run }) =>
      [isSaturated, (ended: Ended) => !isSaturated(ended)].map((isThere, index) => [
        index === 0 ? name : '',
        index === 0 ? SATURATED.name : 'elsewhere',
        ...codes.map((code) => String(run.ended.filter((ended) => isThere(ended) && ended.code === code).length)),
      ]),
    ),
  )
}

/** What one request costs its own node before anybody is asked. */
export function costTable(runs: readonly NamedRun[]): string {
  return table(
    ['peers', '', 'requests', 'p10', 'median', 'p95'],
    runs.map(({ init, run }) => {
      const { p10, median, p95 } = summarise(run.ended.map(({ decisionMs }) => 1_000 * decisionMs))
      return [String(init.view), '', String(run.started), ...[p10, median, p95].map(decimals(0))]
    }),
  )
}

export function offerTable(loads: readonly OfferLoad[]): string {
  const last = loads.at(-1)
  const computed = last === undefined ? [] : [scaled(last, COMPUTED_PEERS)]
  return table(
    ['peers', '', 'KiB/s in', 'KiB/s out', 'signatures/s', 'processor'],
    [...loads, ...computed].map((load) => [
      String(load.peers),
      load.peers === COMPUTED_PEERS ? 'computed' : 'measured',
      ...[load.bytesIn / 1_024, load.bytesOut / 1_024, load.signaturesChecked].map(decimals(0)),
      percent(load.cpuMs / 1_000),
    ]),
  )
}

/** In proportion: each further peer tells as much as the others do. */
function scaled({ peers, bytesIn, bytesOut, signaturesChecked, cpuMs }: OfferLoad, to: number): OfferLoad {
  const factor = to / peers
  return {
    peers: to,
    bytesIn: factor * bytesIn,
    bytesOut: factor * bytesOut,
    signaturesChecked: factor * signaturesChecked,
    cpuMs: factor * cpuMs,
  }
}

/** Of the requests of each consumer for the saturated region, the part that got its answer. */
function consumerShares({ ended }: Run, consumers: number): readonly number[] {
  return Array.from({ length: consumers }, (_, index) => {
    const own = ended.filter(({ consumer }) => consumer === index).filter(isSaturated)
    return own.filter(isWhole).length / Math.max(1, own.length)
  })
}

/** What each honest node elsewhere was given, by what it can do. */
function nodeShares({ nodes }: Run): readonly number[] {
  return nodes
    .map(({ node }) => node)
    .filter(({ init }) => init.lie === undefined && init.where.region !== SATURATED)
    .map(({ init, settledTokens }) => settledTokens / (init.tokensPerSecond * init.model.slots))
}

function isSaturated({ asked }: Ended): boolean {
  return asked.demand.name === SATURATED.name
}

function isWhole({ code }: Ended): boolean {
  return code === undefined
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`
}
