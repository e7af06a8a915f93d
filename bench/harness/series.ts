import type { AnswerTimes, Run } from './answer.js'
import { summarise } from './statistics.js'
import { decimals, signedDecimals, spread, spreadHead, table } from './table.js'

/** What was measured on one path. */
export interface Series {
  readonly path: string
  /**
   * Runs that tell about the first token. A fake engine at zero delay makes all tokens in one turn of the event loop,
   * and the first leaves with the last of them; so there these are answers of one token.
   */
  readonly short: readonly Run[]
  /** Runs with answers of OUTPUT_TOKENS. */
  readonly whole: readonly Run[]
}

interface Measure {
  readonly name: string
  readonly digits: number
  readonly of: (short: AnswerTimes, whole: AnswerTimes) => number
}

const DELAYS: readonly Measure[] = [
  { name: 'first token, ms', digits: 2, of: (short) => short.firstTokenMs },
  {
    name: 'per token, µs',
    digits: 0,
    of: (short, whole) => (1_000 * (whole.lastTokenMs - short.firstTokenMs)) / (whole.outputTokens - 1),
  },
  { name: 'last token to end, ms', digits: 2, of: (_short, whole) => whole.endMs - whole.lastTokenMs },
]

/** What delays a single stream, and by how much more than on the path `baseline`. */
export function delays(title: string, baseline: string, series: readonly Series[]): string {
  const rows = DELAYS.flatMap(({ name, digits, of }) => {
    const valuesOf = ({ short, whole }: Series): number[] =>
      whole.map(({ answers }, round) => of(short[round]!.answers[0]!, answers[0]!))
    const base = valuesOf(series.find(({ path }) => path === baseline)!)
    return series.map((own, index) => {
      const values = valuesOf(own)
      const added = values.map((value, round) => value - base[round]!)
      return [
        index === 0 ? name : '',
        own.path,
        ...spread(summarise(values), decimals(digits)),
        ...(own.path === baseline ? [] : spread(summarise(added), signedDecimals(digits))),
      ]
    })
  })
  const head = ['', '', ...spreadHead('median'), ...spreadHead('added')]
  return `${title}, ${String(series[0]!.whole.length)} rounds\n${table(head, rows)}`
}

/**
 * Output tokens of all streams per second, from the first request to the end of the last stream, and their ratio to
 * those of the path `baseline`.
 */
export function speeds(title: string, baseline: string, cases: Readonly<Record<string, readonly Series[]>>): string {
  const rows = Object.entries(cases).flatMap(([name, series]) => {
    const base = series.find(({ path }) => path === baseline)!.whole.map(tokensPerSecond)
    return series.map(({ path, whole }, index) => {
      const values = whole.map(tokensPerSecond)
      const ratios = values.map((value, round) => value / base[round]!)
      return [
        index === 0 ? `${name}, tokens/s` : '',
        path,
        ...spread(summarise(values), decimals(0)),
        ...(path === baseline ? [] : spread(summarise(ratios), decimals(2))),
      ]
    })
  })
  return `${title}\n${table(['', '', ...spreadHead('median'), ...spreadHead('of bare')], rows)}`
}

function tokensPerSecond({ answers, wallMs }: Run): number {
  return (1_000 * answers.reduce((sum, { outputTokens }) => sum + outputTokens, 0)) / wallMs
}
