import type { Command } from 'commander'
import type { CoopDecision, DecisionView } from '../../src/api/index.js'
import type { Jsonified } from '../../src/json.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fields } from '../columns.js'
import { addRootKeyFlags, withRootKey, type RootKeyFlags } from '../root-key.js'
import { peerName } from '../show.js'
import { withNode } from '../with-node.js'

interface AwardFlags extends RootKeyFlags {
  readonly statement: string
  readonly debtor: string
  readonly creditor: string
}

export function addCoopDecisions(coop: Command, cli: Cli): void {
  const decide = async (command: Command, flags: RootKeyFlags, decision: Jsonified<CoopDecision>): Promise<void> => {
    const settings = settingsOf(cli, command)
    const view = await withRootKey(cli, flags, (rootKey) =>
      withNode(cli, settings, (client) => client.post<DecisionView>('/sov/v1/decisions', { ...decision, rootKey })),
    )
    printResult(cli, command, view, ({ peers }) =>
      fields([
        ['decided', 'signed with the root key of the co-op'],
        ['handed to', `${peers.map(peerName).join(' and ')}, as soon as this node meets them`],
      ]),
    )
  }
  addRootKeyFlags(coop.command('grant-epoch <peer>'))
    .description('let a member begin its ledger anew after entries of it were lost or forked')
    .addHelpText(
      'after',
      '\nWhat others still hold of the old epoch goes on to count. Ask the member first to connect everybody it has worked\nwith: what they hold is fetched back by itself, and then no new epoch is needed.\n\nExample:\n  $ sov-node coop grant-epoch 12D3KooW…',
    )
    .action((peer: string, flags: RootKeyFlags, command: Command) => decide(command, flags, { kind: 'epoch', peer }))
  addRootKeyFlags(coop.command('award <amount>'))
    .description('decide what a disputed or unanswered statement is worth, in work units')
    .requiredOption('--statement <digest>', 'which, as `sov-node ledger list --json` of a party shows it')
    .requiredOption('--debtor <peer>', 'whose debt grows; one of the two parties')
    .requiredOption('--creditor <peer>', 'whom it is owed; the other one')
    .addHelpText(
      'after',
      '\nExample:\n  $ sov-node coop award 120000 --statement 3f9c… --debtor 12D3KooW… --creditor 12D3KooX…',
    )
    .action((amount: string, { statement, debtor, creditor, ...flags }: AwardFlags, command: Command) =>
      decide(command, flags, { kind: 'award', amount, statement, debtor, creditor }),
    )
  addRootKeyFlags(coop.command('succeed <old-peer> <new-peer>'))
    .description('let the key of a re-imaged machine take the place of its old one')
    .addHelpText(
      'after',
      '\nBalances of the two are shown as one, and nobody works with the old key any more.\n\nExample:\n  $ sov-node coop succeed 12D3KooWold… 12D3KooWnew…',
    )
    .action((predecessor: string, successor: string, flags: RootKeyFlags, command: Command) =>
      decide(command, flags, { kind: 'succession', predecessor, successor }),
    )
}
