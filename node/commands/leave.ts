import type { Command } from 'commander'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fields } from '../columns.js'
import { withNode } from '../with-node.js'

export function addLeave(program: Command, cli: Cli): void {
  program
    .command('leave')
    .description('leave the co-op: an issuer revokes the membership, and this node forgets it')
    .option('--force', 'leave also when no issuer can be told')
    .addHelpText('after', '\nThe ledger and its balances stay. Example:\n  $ sov-node leave')
    .action(async ({ force }: { readonly force?: boolean }, command: Command) => {
      const left = await withNode(cli, settingsOf(cli, command), (client) =>
        client.post<{ readonly coopName: string }>('/sov/v1/leave', { isForced: force }),
      )
      printResult(cli, command, left, ({ coopName }) => fields([['left', coopName]]))
    })
}
