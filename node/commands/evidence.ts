import type { Command } from 'commander'
import { systemClock } from '../../src/clock.js'
import { ADDRESS_DATA_LIFE_MS } from '../../src/limits.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fields } from '../columns.js'

interface EvidenceCheck {
  readonly file: string
  /** 64 hexadecimal digits. */
  readonly sha256: string
  readonly rows: number
  /** As `[evidence]` has them; undefined when it names another file, or none. */
  readonly configured: { readonly date: string; readonly attribution: string; readonly isStale: boolean } | undefined
  readonly address: { readonly text: string; readonly country: string | undefined } | undefined
}

export function addEvidence(program: Command, cli: Cli): void {
  program
    .command('evidence')
    .description('address data that an issuer holds jurisdictions against')
    .command('check <file> [address]')
    .description('hash, date and rows of an address file, and where it says that an address is registered')
    .addHelpText(
      'after',
      `
The file is CSV without a heading, each row "first address,last address,country", as lists of the address registries are
published. To use it, write into config.toml what is printed here, and whose data it is:

  [evidence]
  address_file = "addresses.csv"
  sha256 = "…"
  date = "2026-11-01"
  attribution = "…"

Examples:
  $ sov-node evidence check addresses.csv
  $ sov-node evidence check addresses.csv 192.0.2.1`,
    )
    .action(async (file: string, address: string | undefined, _flags: unknown, command: Command) => {
      const { readAddressFile } = await cli.library()
      const { evidence } = settingsOf(cli, command)
      const data = await readAddressFile(file)
      const { sha256, rows } = data
      const isConfigured = evidence?.sha256.toLowerCase() === sha256
      const check: EvidenceCheck = {
        file,
        sha256,
        rows,
        configured: isConfigured ? { ...datedAs(evidence), attribution: evidence.attribution } : undefined,
        address: address === undefined ? undefined : { text: address, country: data.countryOf(address) },
      }
      printResult(cli, command, check, describe)
    })
}

function datedAs({ date }: { readonly date: string }): { readonly date: string; readonly isStale: boolean } {
  return { date, isStale: systemClock.nowMs() - Date.parse(date) > ADDRESS_DATA_LIFE_MS }
}

function describe({ file, sha256, rows, configured, address }: EvidenceCheck): string {
  const date = configured && `${configured.date}${configured.isStale ? ' (stale: it supports nothing any more)' : ''}`
  return fields([
    ['file', file],
    ['sha256', sha256],
    ['rows', String(rows)],
    ['date', date ?? 'not configured: [evidence] names no file with this hash'],
    ...(configured === undefined ? [] : [['attribution', configured.attribution] as const]),
    ...(address === undefined
      ? []
      : [[address.text, address.country ?? 'nothing, or no public address: it proves nothing'] as const]),
  ])
}
