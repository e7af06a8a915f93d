import type { Command } from 'commander'
import type { NodeIdentity } from '../../src/api/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { oneLine } from '../terminal.js'
import { withNode } from '../with-node.js'

export function addId(program: Command, cli: Cli): void {
  program
    .command('id')
    .description('print the peer id, and the addresses while the node runs')
    .addHelpText('after', '\nExample:\n  $ sov-node id')
    .action(async (_flags: unknown, command: Command) => {
      const settings = settingsOf(cli, command)
      const identity = await withNode(cli, settings, (client) => client.get<NodeIdentity>('/sov/v1/id'))
      printResult(cli, command, identity, ({ peerId, addresses }) => [peerId, ...addresses].map(oneLine).join('\n'))
    })
}
