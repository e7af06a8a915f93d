import type { Command } from 'commander'
import type { Jsonified } from '../../src/json.js'
import type { Balance, Balances, ReceiptSummary } from '../../src/ledger/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { table, type Column } from '../columns.js'
import { number } from '../flags.js'
import { moment, NONE, peerName } from '../show.js'
import { withNode } from '../with-node.js'
import { addLedgerAudit } from './ledger-audit.js'
import { addLedgerExport } from './ledger-export.js'
import { addLedgerRebuild } from './ledger-rebuild.js'
import { addLedgerStatement } from './ledger-statement.js'

const BALANCE_COLUMNS: readonly Column[] = [
  { title: 'REQUESTS', align: 'right' },
  { title: 'CONTRIBUTED', align: 'right' },
  { title: 'CONSUMED', align: 'right' },
  { title: 'BALANCE', align: 'right' },
]

export function addLedger(program: Command, cli: Cli): void {
  const ledger = program
    .command('ledger')
    .description('what this node did for others and they for it, in work units; works without a running node')
    .addHelpText(
      'after',
      '\nExamples:\n  $ sov-node ledger\n  $ sov-node ledger list --limit 20\n  $ sov-node ledger --json',
    )
    .action(async (_flags: unknown, command: Command) => {
      const settings = settingsOf(cli, command)
      const balances = await withNode(cli, settings, (client) => client.get<Balances>('/sov/v1/ledger'))
      printResult(cli, command, balances, balanceTables)
    })
  ledger
    .command('list')
    .description('orders of both directions, newest first')
    .option('--limit <number>', 'most lines; default: 100', number)
    .addHelpText(
      'after',
      '\nExample:\n  $ sov-node ledger list --limit 20\n\nattested: the output tokens are the word of an engine that names no token ids.',
    )
    .action(async ({ limit = 100 }: { limit?: number }, command: Command) => {
      const settings = settingsOf(cli, command)
      const query = `limit=${String(limit)}`
      const [receipts, { damaged }] = await withNode(cli, settings, (client) =>
        Promise.all([
          client.get<readonly ReceiptSummary[]>(`/sov/v1/receipts?${query}`),
          client.get<{ damaged: number }>(`/sov/v1/receipts/damaged?${query}`),
        ]),
      )
      printResult(cli, command, receipts, receiptTable)
      if (damaged > 0) cli.err(damagedLine(damaged))
    })
  addLedgerStatement(ledger, cli)
  addLedgerAudit(ledger, cli)
  addLedgerExport(ledger, cli)
  addLedgerRebuild(ledger, cli)
}

function damagedLine(damaged: number): string {
  const records = damaged === 1 ? 'record is' : 'records are'
  return `${String(damaged)} ${records} damaged and not listed; run \`sov-node ledger audit\`\n`
}

function balanceTables({ perOrganisation, perPeer }: Jsonified<Balances>): string {
  if (perPeer.length === 0) return 'nothing has been settled yet'
  return [
    table(
      [{ title: 'ORGANISATION' }, ...BALANCE_COLUMNS],
      perOrganisation.map((balance) => [balance.orgName, ...balanceCells(balance)]),
    ),
    table(
      [{ title: 'PEER' }, { title: 'ORGANISATION' }, ...BALANCE_COLUMNS],
      perPeer.map((balance) => [peerName(balance.peer), balance.orgName, ...balanceCells(balance)]),
    ),
  ].join('\n\n')
}

function balanceCells({ requests, contributed, consumed, balance }: Jsonified<Balance>): string[] {
  return [String(requests), contributed, consumed, balance]
}

function receiptTable(receipts: readonly Jsonified<ReceiptSummary>[]): string {
  return table(
    [
      { title: 'RECEIPT' },
      { title: 'TIME' },
      { title: 'ROLE' },
      { title: 'ORGANISATION' },
      { title: 'WHERE' },
      { title: 'PROMPT', align: 'right' },
      { title: 'OUTPUT', align: 'right' },
      { title: 'CHARGE', align: 'right' },
      { title: 'STATE' },
    ],
    receipts.map((receipt) => [
      receipt.orderId,
      moment(receipt.createdMs),
      receipt.role,
      receipt.orgName,
      receipt.jurisdiction,
      String(receipt.promptTokens ?? NONE),
      String(receipt.outputTokens ?? NONE),
      receipt.charge ?? NONE,
      receipt.isAttested === true ? `${receipt.state}, attested` : receipt.state,
    ]),
  )
}
