import type { Command } from 'commander'
import type { MembershipView } from '../../src/api/index.js'
import { printResult, readInput, settingsOf, type Cli } from '../cli.js'
import { fields } from '../columns.js'
import { moment } from '../show.js'
import { withNode } from '../with-node.js'

export function addJoin(program: Command, cli: Cli): void {
  program
    .command('join [code]')
    .description('join a co-op with an invite code; without an argument the code is read from standard input')
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node join sov1-…
  $ sov-node join < code.txt          keeps the code out of the shell's history`,
    )
    .action(async (argument: string | undefined, _flags: unknown, command: Command) => {
      if (argument === undefined && cli.isInputTerminal) cli.err('paste the invite code, then Enter and Ctrl-D:\n')
      const code = argument ?? (await readInput(cli)).trim()
      const settings = settingsOf(cli, command)
      const membership = await withNode(cli, settings, (client) =>
        client.post<MembershipView>('/sov/v1/join', { code }),
      )
      printResult(cli, command, membership, (joined) =>
        fields([
          ['co-op', joined.coopName],
          ['network', joined.networkId],
          ['member as', `${joined.orgName} (${joined.jurisdiction}) until ${moment(joined.expiresAtMs)}`],
        ]),
      )
    })
}
