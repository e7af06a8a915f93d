import type { UsageStatement } from '../../src/index.js'
import type { Jsonified } from '../../src/json.js'
import { NONE, peerName, shortDigest } from '../show.js'

/** A statement as the node sends it: amounts are decimal strings. */
export type Statement = Jsonified<UsageStatement>
export type StatementRow = Statement['rows'][number]

/** Contributed and consumed work of whatever has one label, work units. */
export interface Share {
  readonly label: string
  readonly requests: number
  readonly contributed: bigint
  readonly consumed: bigint
}

/** Rows added up by a label, in the order in which labels occur. */
export function sharesBy({ rows }: Statement, labelOf: (row: StatementRow) => string): readonly Share[] {
  const shares = new Map<string, Share>()
  for (const row of rows) {
    const label = labelOf(row)
    const { requests, contributed, consumed } = shares.get(label) ?? { requests: 0, contributed: 0n, consumed: 0n }
    const charge = BigInt(row.charge)
    shares.set(label, {
      label,
      requests: requests + row.requests,
      contributed: contributed + (row.direction === 'contributed' ? charge : 0n),
      consumed: consumed + (row.direction === 'consumed' ? charge : 0n),
    })
  }
  return [...shares.values()]
}

/** Its name, or what is known of a model that nobody here offers now. */
export function modelLabel({ models }: Statement, digest: string): string {
  const model = models.find((known) => known.digest === digest)
  if (model === undefined) return shortDigest(digest)
  return `${model.name ?? `${model.architecture} ${shortDigest(digest)}`} ${model.quantisation}`
}

export function peerLabel({ peer }: StatementRow): string {
  return peer === undefined ? NONE : peerName(peer)
}

/** Whose statement it is. */
export function title({ node }: Statement): string {
  const owner = node.orgName === undefined ? '' : `${node.orgName}, `
  return `Compute statement of ${owner}node ${peerName(node.peer)}`
}

/** First and last day in words. */
export function periodText({ period: { from, to, timeZone } }: Statement): string {
  const last = new Date(Date.parse(`${to}T00:00:00Z`) - 24 * 3_600_000)
  return `${dayText(new Date(`${from}T00:00:00Z`))} to ${dayText(last)} (${timeZone})`
}

/** With separators of thousands. */
export function amount(value: string | number | bigint): string {
  return BigInt(value).toLocaleString('en')
}

/** Part of requests, in percent. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? NONE : `${String(Math.round((100 * part) / whole))} %`
}

/** What a reader must know about what is not in the sums; empty when everything is. */
export function notes({ unsettled, reducedMonths, areTotalsWhole }: Statement): readonly string[] {
  const open = unsettled.reduce((sum, { requests }) => sum + requests, 0)
  const counted = reducedMonths.filter(({ isCounted }) => isCounted).map(({ month }) => month)
  const left = reducedMonths.filter(({ isCounted }) => !isCounted).map(({ month }) => month)
  return [
    ...(open === 0 ? [] : [`${amount(open)} requests are disputed or not countersigned and in no sum.`]),
    ...(areTotalsWhole
      ? []
      : ['Totals of earlier months were damaged on the disk: balances are right, these sums are not.']),
    ...(counted.length === 0
      ? []
      : [`Of ${counted.join(', ')} only totals remain in part or in whole: by month (UTC), without days and peers.`]),
    ...(left.length === 0
      ? []
      : [
          `Totals of ${left.join(', ')} are left out: details were dropped, and the period has only a part of the month.`,
        ]),
  ]
}

function dayText(day: Date): string {
  return day.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
}
