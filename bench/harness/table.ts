import type { Summary } from './statistics.js'

/** Rows under a head: names to the left, figures to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column < NAMES ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n')
}

/** Leading columns that hold names: what is measured, and on which path. */
const NAMES = 2

/** Heads of the cells of a summary. */
export function spreadHead(of: string): readonly string[] {
  return [of, 'p10', 'p90']
}

/** Median, 10th and 90th percentile. */
export function spread({ median, p10, p90 }: Summary, format: (value: number) => string): readonly string[] {
  return [median, p10, p90].map(format)
}

export function decimals(digits: number): (value: number) => string {
  return (value) => value.toFixed(digits)
}

/** The same with a sign, for differences. */
export function signedDecimals(digits: number): (value: number) => string {
  return (value) => `${value < 0 ? '' : '+'}${value.toFixed(digits)}`
}
