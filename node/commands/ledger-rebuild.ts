import type { Command } from 'commander'
import type { Jsonified } from '../../src/json.js'
import type { Rebuilt } from '../../src/ledger/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fields, table } from '../columns.js'
import { peerName } from '../show.js'
import { withNode } from '../with-node.js'

export function addLedgerRebuild(ledger: Command, cli: Cli): void {
  ledger
    .command('rebuild')
    .description('put the ledger together again from signed envelopes alone; only while the node does not run')
    .addHelpText(
      'after',
      '\nExample:\n  $ sov-node ledger rebuild\n\nNothing is signed. What is missing then is fetched from other members when the node runs.',
    )
    .action(async (_flags: unknown, command: Command) => {
      const rebuilt = await withNode(cli, settingsOf(cli, command), (client) =>
        client.post<Rebuilt>('/sov/v1/ledger/rebuild', {}),
      )
      printResult(cli, command, rebuilt, describe)
    })
}

function describe({ before, after, chain }: Jsonified<Rebuilt>): string {
  const change = (name: 'entries' | 'receipts' | 'orders'): readonly [string, string] => [
    name,
    before[name] === after[name] ? String(after[name]) : `${String(before[name])} before, ${String(after[name])} now`,
  ]
  const balances = new Map(before.balances.map(({ peer, balance }) => [peer, balance]))
  const found = after.findings.length + after.unlisted
  return [
    fields([
      change('entries'),
      change('receipts'),
      change('orders'),
      ['chain', chain.state === 'behind' ? `behind: others know entry ${chain.knownSeq}` : `entry ${chain.seq}`],
      ['audit', found === 0 ? 'nothing found' : `${String(found)} found: see sov-node ledger audit`],
    ]),
    ...(after.balances.length === 0
      ? []
      : [
          '',
          table(
            [{ title: 'PEER' }, { title: 'BALANCE BEFORE', align: 'right' }, { title: 'BALANCE NOW', align: 'right' }],
            after.balances.map(({ peer, balance }) => [peerName(peer), balances.get(peer) ?? '0', balance]),
          ),
        ]),
  ].join('\n')
}
