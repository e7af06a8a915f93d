import stringWidth from 'string-width'
import { oneLine } from './terminal.js'

export interface Column {
  readonly title: string
  /** @default 'left' */
  readonly align?: 'left' | 'right'
}

const GAP = '   '

/**
 * A table in aligned columns without borders, as docker prints them. Cells lose their control characters, since many
 * come from peers.
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => row.map(oneLine))]
  const widths = columns.map((_column, index) => Math.max(...cells.map((row) => stringWidth(row[index] ?? ''))))
  return cells
    .map((row) =>
      columns
        .map(({ align }, index) => pad(row[index] ?? '', widths[index] ?? 0, align))
        .join(GAP)
        .trimEnd(),
    )
    .join('\n')
}

/** Names and values below each other. */
export function fields(pairs: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...pairs.map(([name]) => stringWidth(name)))
  return pairs.map(([name, value]) => `${pad(name, width)}${GAP}${oneLine(value)}`.trimEnd()).join('\n')
}

function pad(text: string, width: number, align: Column['align'] = 'left'): string {
  const spaces = ' '.repeat(Math.max(0, width - stringWidth(text)))
  return align === 'left' ? text + spaces : spaces + text
}
