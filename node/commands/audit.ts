import type { Command } from 'commander'
import type { ComplianceReport } from '../../src/compliance/index.js'
import { toJson, type Jsonified } from '../../src/json.js'
import { SovError } from '../../src/errors.js'
import { printResult, settingsOf, styled, type Cli } from '../cli.js'
import { table } from '../columns.js'
import { Ended, EXIT } from '../exit-codes.js'
import { collect, date } from '../flags.js'
import { readPieces } from '../read-pieces.js'
import { NONE, peerName } from '../show.js'
import { trusted } from '../trust.js'
import { withNode } from '../with-node.js'

type ReportView = Jsonified<ComplianceReport>
type DisclosureView = ReportView['disclosures'][number]

interface ComplianceFlags {
  readonly since?: number
  readonly until?: number
  readonly trust?: readonly string[]
}

export function addAudit(program: Command, cli: Cli): void {
  const audit = program.command('audit').description('check afterwards what this node has given to others')
  audit
    .command('compliance [file]')
    .description('judge every order of this node again, by the policies and credentials that were in force then')
    .option('--since <date>', 'leave out what was ordered before, e.g. 2026-11-01 or 2026-11-01T08:00Z', date)
    .option('--until <date>', 'leave out what was ordered from then on', date)
    .option(
      '--trust <network>',
      'network id of a co-op to trust, for a file, may be given again; else any passes',
      collect,
    )
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node audit compliance --since 2026-11-01
  $ sov-node audit compliance ward-7.ledger --trust 9a1b…03 --json

It looks at orders, not only at receipts: a peer that died after it had accepted has seen the prompt, too. A file is
what \`sov-node ledger export\` writes. Exit code 7 when something was not in order. See docs/POLICY.md.`,
    )
    .action(async (file: string | undefined, flags: ComplianceFlags, command: Command) => {
      const report = await reportOf(cli, command, file, flags)
      printResult(cli, command, report, (audited) => describe(cli, command, audited))
      if (report.violations.length > 0) throw new Ended(EXIT.findings)
    })
}

async function reportOf(
  cli: Cli,
  command: Command,
  file: string | undefined,
  { since, until, trust }: ComplianceFlags,
): Promise<ReportView> {
  const period = {
    ...(since === undefined ? {} : { sinceMs: since }),
    ...(until === undefined ? {} : { untilMs: until }),
  }
  if (file !== undefined) {
    const { auditCompliance } = await cli.library()
    const report = await auditCompliance(readPieces(file), { ...period, ...trusted(trust) })
    return JSON.parse(toJson(report)) as ReportView
  }
  if (trust !== undefined) throw new SovError('ERR_SOV_CONFIG', '--trust is for a file')
  const query = new URLSearchParams(Object.entries(period).map(([name, ms]) => [name, String(ms)])).toString()
  return withNode(cli, settingsOf(cli, command), (client) =>
    client.get<ComplianceReport>(`/sov/v1/audit/compliance${query === '' ? '' : `?${query}`}`),
  )
}

function describe(cli: Cli, command: Command, report: ReportView): string {
  const { requests, orders, allowed, byOwner, violations, disclosures } = report
  const judged = `${String(orders)} orders of ${String(requests)} requests`
  const verdict =
    violations.length === 0
      ? styled(cli, command, 'green', `no violation in ${judged}`)
      : styled(cli, command, 'red', `${String(violations.length)} violations in ${judged}`)
  return [
    `${verdict}: ${String(allowed)} allowed, ${String(byOwner)} made by the owner past all policies`,
    ...(violations.length === 0 ? [] : ['', violationTable(violations)]),
    ...(disclosures.length === 0 ? [] : ['', placesTable(disclosures)]),
  ].join('\n')
}

function violationTable(violations: ReportView['violations']): string {
  return table(
    [{ title: 'CODE' }, { title: 'ORDER' }, { title: 'PEER' }, { title: 'WHAT' }],
    violations.map(({ code, orderId, peer, message }) => [
      code,
      orderId ?? NONE,
      peer === undefined ? NONE : peerName(peer),
      message,
    ]),
  )
}

/** Where the requests went, by what the co-ops attest. */
function placesTable(disclosures: readonly DisclosureView[]): string {
  const counts = new Map<string, { readonly row: readonly string[]; orders: number }>()
  for (const { jurisdiction, evidenceLevel, orgName, coop, dataClass } of disclosures) {
    const row = [
      jurisdiction || NONE,
      String(evidenceLevel),
      orgName || NONE,
      coop.slice(0, 12) || NONE,
      dataClass ?? NONE,
    ]
    const key = row.join('\u0000')
    const known = counts.get(key) ?? { row, orders: 0 }
    counts.set(key, { ...known, orders: known.orders + 1 })
  }
  return table(
    [
      { title: 'JURISDICTION' },
      { title: 'EVIDENCE' },
      { title: 'ORGANISATION' },
      { title: 'CO-OP' },
      { title: 'DATA CLASS' },
      { title: 'ORDERS', align: 'right' },
    ],
    [...counts.values()].sort((a, b) => b.orders - a.orders).map(({ row, orders }) => [...row, String(orders)]),
  )
}
