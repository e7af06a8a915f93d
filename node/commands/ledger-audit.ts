import type { Command } from 'commander'
import { SovError } from '../../src/errors.js'
import type { Jsonified } from '../../src/json.js'
import type { AuditReport } from '../../src/ledger/index.js'
import { toJson } from '../../src/json.js'
import { printResult, settingsOf, styled, type Cli } from '../cli.js'
import { table } from '../columns.js'
import { Ended, EXIT } from '../exit-codes.js'
import { collect } from '../flags.js'
import { readPieces } from '../read-pieces.js'
import { NONE, peerName } from '../show.js'
import { trusted } from '../trust.js'
import { withDaemon, withNode } from '../with-node.js'

type AuditView = Jsonified<AuditReport>
type Finding = AuditView['findings'][number]

interface AuditFlags {
  readonly peer?: string
  readonly trust?: readonly string[]
}

export function addLedgerAudit(ledger: Command, cli: Cli): void {
  ledger
    .command('audit [file]')
    .description('look for what is wrong or missing in this ledger, in an exported one, or in what a peer shows')
    .option('--peer <peer>', 'a connected member, as sov-node peers names it')
    .option(
      '--trust <network>',
      'network id of a co-op to trust, for a file, may be given again; else any passes',
      collect,
    )
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node ledger audit
  $ sov-node ledger audit --peer 8QkT2mWc
  $ sov-node ledger audit physics.ledger --trust 9a1b…03

Exit code 7 when something was found. What is looked at is in docs/LEDGER.md.`,
    )
    .action(async (file: string | undefined, flags: AuditFlags, command: Command) => {
      const report = await auditOf(cli, command, file, flags)
      printResult(cli, command, report, (audited) => describe(cli, command, audited))
      if (report.findings.length > 0) throw new Ended(EXIT.findings)
    })
}

async function auditOf(
  cli: Cli,
  command: Command,
  file: string | undefined,
  { peer, trust }: AuditFlags,
): Promise<AuditView> {
  if (file !== undefined && peer !== undefined) {
    throw new SovError('ERR_SOV_CONFIG', 'a file cannot be combined with --peer')
  }
  if (file !== undefined) return auditFile(cli, file, trust)
  if (trust !== undefined) throw new SovError('ERR_SOV_CONFIG', '--trust is for a file')
  const settings = settingsOf(cli, command)
  if (peer === undefined) {
    return withNode(cli, settings, (client) => client.get<AuditReport>('/sov/v1/ledger/audit'))
  }
  const path = `/sov/v1/ledger/audit?peer=${encodeURIComponent(peer)}`
  return withDaemon(cli, settings, (client) => client.get<AuditReport>(path))
}

async function auditFile(cli: Cli, file: string, trust: readonly string[] | undefined): Promise<AuditView> {
  const { auditExport } = await cli.library()
  const pieces = readPieces(file)
  const report = await auditExport(pieces, trusted(trust))
  return JSON.parse(toJson(report)) as AuditView
}

function describe(cli: Cli, command: Command, report: AuditView): string {
  const { entries, receipts, orders, leftOut, findings, unlisted, forked, federated } = report
  const looked = `${String(receipts)} receipts, ${String(entries)} entries and ${String(orders)} orders`
  const notes = [
    ...(leftOut === '0' ? [] : [`${leftOut} entries are left out of it; their sums are taken as given.`]),
    ...federated.map((network) => `It has settled with members of another co-op, ${network}.`),
    ...forked.map((peer) => `It holds a proof that ${peerName(peer)} has signed two chains.`),
  ]
  if (findings.length === 0) {
    return [styled(cli, command, 'green', `nothing found in ${looked}`), ...notes].join('\n')
  }
  const count = findings.length + unlisted
  return [
    styled(cli, command, 'red', `${String(count)} found in ${looked}`),
    ...notes,
    '',
    findingTable(findings),
    ...(unlisted === 0 ? [] : [`… and ${String(unlisted)} more`]),
    '',
    ...[...new Set(findings.map(({ remedy }) => `try: ${remedy}`))],
  ].join('\n')
}

function findingTable(findings: readonly Finding[]): string {
  return table(
    [
      { title: 'SEVERITY' },
      { title: 'STEP' },
      { title: 'CODE' },
      { title: 'ORDER' },
      { title: 'PEER' },
      { title: 'WHAT' },
    ],
    findings.map(({ severity, step, code, orderId, peer, message }) => [
      severity,
      step,
      code,
      orderId ?? NONE,
      peer === undefined ? NONE : peerName(peer),
      message,
    ]),
  )
}
