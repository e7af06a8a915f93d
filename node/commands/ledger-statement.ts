import { open } from 'node:fs/promises'
import { InvalidArgumentError, Option, type Command } from 'commander'
import type { UsageStatement } from '../../src/index.js'
import { SovError } from '../../src/errors.js'
import { printResult, settingsOf, type Cli, type GlobalFlags } from '../cli.js'
import { fileError } from '../file-error.js'
import { statementCsv } from '../statement/csv.js'
import { notes, type Statement } from '../statement/figures.js'
import { statementHtml } from '../statement/html.js'
import { statementText } from '../statement/text.js'
import { withNode } from '../with-node.js'

const FORMATS = {
  text: (statement: Statement) => `${statementText(statement)}\n`,
  csv: statementCsv,
  json: (statement: Statement) => `${JSON.stringify(statement)}\n`,
  html: statementHtml,
} as const
type Format = keyof typeof FORMATS

interface StatementFlags extends GlobalFlags {
  readonly month?: Period
  readonly from?: string
  readonly to?: string
  readonly timeZone?: string
  readonly org?: string
  readonly format?: Format
  readonly output?: string
}

interface Period {
  readonly from: string
  readonly to: string
}

export function addLedgerStatement(ledger: Command, cli: Cli): void {
  ledger
    .command('statement')
    .description(
      'who gave and who used in a period, by organisation, peer, model and day; works without a running node',
    )
    .option('--month <month>', 'a whole month, e.g. 2026-11', month)
    .option('--from <date>', 'first day, e.g. 2026-11-01')
    .option('--to <date>', 'the day after the last one')
    .option('--time-zone <zone>', 'where days begin and end, e.g. Europe/Berlin; default: UTC')
    .option('--org <name>', 'only work with this organisation, by name or id')
    .addOption(new Option('--format <format>', 'default: text').choices(Object.keys(FORMATS)))
    .option('-o, --output <file>', 'write to a file that only you can read')
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node ledger statement --month 2026-11
  $ sov-node ledger statement --month 2026-11 --org "Physics" --format html -o physics.html
  $ sov-node ledger statement --from 2026-10-01 --to 2027-01-01 --time-zone Europe/Berlin --format csv`,
    )
    .action(async (_flags: unknown, command: Command) => {
      const flags = command.optsWithGlobals<StatementFlags>()
      const format = formatOf(flags)
      const path = `/sov/v1/usage?${query(flags)}`
      const statement = await withNode(cli, settingsOf(cli, command), (client) => client.get<UsageStatement>(path))
      const content = FORMATS[format](statement)
      // a table of settled rows has no place for them
      if (format === 'csv') for (const note of notes(statement)) cli.err(`note: ${note}\n`)
      if (flags.output === undefined) {
        cli.out(content)
        return
      }
      await writePrivately(flags.output, content)
      printResult(cli, command, { file: flags.output, bytes: Buffer.byteLength(content) }, ({ file }) => file)
    })
}

function query({ month: whole, from, to, timeZone, org }: StatementFlags): string {
  if (whole !== undefined && (from !== undefined || to !== undefined)) {
    throw new SovError('ERR_SOV_CONFIG', '--month cannot be combined with --from and --to')
  }
  const period = whole ?? { from, to }
  if (period.from === undefined || period.to === undefined) {
    throw new SovError('ERR_SOV_CONFIG', 'a statement needs a period', {
      remedy: 'Add --month 2026-11, or both --from and --to.',
    })
  }
  return new URLSearchParams({
    from: period.from,
    to: period.to,
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(org === undefined ? {} : { organisation: org }),
  }).toString()
}

function formatOf({ json, format, output }: StatementFlags): Format {
  if (json !== true) return format ?? 'text'
  // with a file, --json is about what is printed of it
  if (output !== undefined) return format ?? 'json'
  if (format === undefined || format === 'json') return 'json'
  throw new SovError('ERR_SOV_CONFIG', `--json cannot be combined with --format ${format} on standard output`)
}

function month(value: string): Period {
  const [, year, number] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(value) ?? []
  if (year === undefined || number === undefined) throw new InvalidArgumentError('Expected a month such as 2026-11.')
  const next = new Date(Date.UTC(Number(year), Number(number), 1)).toISOString()
  return { from: `${value}-01`, to: next.slice(0, 'YYYY-MM-DD'.length) }
}

/** Who used what is not for every user of the machine, also when the file was there before. */
async function writePrivately(path: string, content: string): Promise<void> {
  try {
    const file = await open(path, 'w', 0o600)
    try {
      await file.chmod(0o600)
      await file.writeFile(content)
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw fileError(`cannot write ${path}`, cause)
  }
}
