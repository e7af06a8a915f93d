import { FAULTS, type FaultName } from './faults.js'
import { HANGS_AFTER_MS } from './requests.js'
import type { Tally } from './tally.js'

export interface Run {
  readonly seed: number
  /** Requests that are under way at the same time. */
  readonly atOnce: number
  readonly faults: ReadonlyMap<FaultName, number>
  readonly tally: Tally
  /** Receipts that are the same bytes on both sides. */
  readonly receipts: number
  readonly lastedMs: number
}

const SHARES = [
  ['half of the requests within', 0.5],
  ['95 % within', 0.95],
  ['99 % within', 0.99],
  ['the longest', 1],
] as const

/** What a run has shown, in tables of Markdown. */
export function figures({ faults, tally, receipts }: Run): string {
  const { answers, most } = tally.continued
  const ends = [
    ['answered, with the text that the model gives undisturbed', tally.count('answered')],
    ...(answers === 0 ? [] : [[`of these, begun by one node and gone on with by another, ${times(most)}`, answers]]),
    ...(tally.retried === 0
      ? []
      : [['of these, answered by another node because the first gave nothing', tally.retried]]),
    ['cancelled by the client', tally.count('cancelled')],
    ...tally.reasons('error').map(([code, count]) => [`\`${code}\``, count]),
    ...tally.reasons('fault').map(([why, count]) => [`**fault**: ${why}`, count]),
    ['hanging', tally.reasons('fault').find(([why]) => why === 'it hangs')?.[1] ?? 0],
  ] as const
  return [
    table(
      ['fault', 'times', 'what happens'],
      [...faults].map(([name, count]) => [name, String(count), FAULTS[name].means]),
    ),
    table(
      ['the requests ended', 'number'],
      ends.map(([end, count]) => [String(end), String(count)]),
    ),
    table(
      ['waiting until the end of it', 's'],
      SHARES.map(([name, share]) => [name, (tally.waitedMs(share) / 1_000).toFixed(1)]),
    ),
    `Receipts: ${String(receipts)}, the same bytes in the stores of both sides; what all have contributed and consumed adds up to zero.`,
  ].join('\n\n')
}

/** The page that a run becomes. */
export function page(run: Run): string {
  const { seed, atOnce, tally, lastedMs } = run
  return `# Reliability

${thousands(tally.total)} requests to one node, ${String(atOnce)} at a time, within ${minutes(lastedMs)}. That node has no model; three others serve the model of the
package. All four are real processes with real sockets on one machine, and the three are killed, frozen, slowed and cut off at
random. Some requests are streamed and some not, and some clients go away before the end.

None may hang: each ends in the right answer, or in an error with a code of [ERRORS.md](ERRORS.md). One hangs when it has not
ended ${String(HANGS_AFTER_MS / 1_000)} s after it was asked: long after one node has had its time to accept, begin and settle. Afterwards the ledgers of the four nodes are
compared, receipt by receipt. While all three are down or out of reach, a request ends at once in an error.

\`npm run reliability -- --seed ${String(seed)} --report docs/RELIABILITY.md\` wrote this page. The seed draws the questions and
the faults; what meets what depends on the machine.

${figures(run)}
`
}

function times(count: number): string {
  return count === 1 ? 'each once' : `up to ${String(count)} times`
}

function minutes(ms: number): string {
  return `${(ms / 60_000).toFixed(0)} minutes`
}

function thousands(count: number): string {
  return count.toLocaleString('en')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n')
}
