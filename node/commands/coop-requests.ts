import type { Command } from 'commander'
import type { WaitingNode } from '../../src/membership/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fields, table } from '../columns.js'
import { moment } from '../show.js'
import { withNode } from '../with-node.js'

export function addCoopRequests(coop: Command, cli: Cli): void {
  coop
    .command('requests')
    .description('nodes that have shown an invite which needs approval')
    .addHelpText('after', '\nExample:\n  $ sov-node coop requests\n\nThen: sov-node coop approve ID')
    .action(async (_flags: unknown, command: Command) => {
      const waiting = await withNode(cli, settingsOf(cli, command), (client) =>
        client.get<readonly WaitingNode[]>('/sov/v1/coop/requests'),
      )
      printResult(cli, command, waiting, (nodes) =>
        table(
          [
            { title: 'ID' },
            { title: 'ORGANISATION' },
            { title: 'WHERE' },
            { title: 'STATE' },
            { title: 'SINCE' },
            { title: 'PEER' },
          ],
          nodes.map(({ id, orgName, jurisdiction, state, askedAtMs, peer }) => [
            id.slice(0, 8),
            orgName,
            jurisdiction,
            state,
            moment(askedAtMs),
            peer,
          ]),
        ),
      )
    })
  const decide = (name: 'approve' | 'deny', description: string): void => {
    coop
      .command(`${name} <id>`)
      .description(description)
      .addHelpText('after', `\nIds are in sov-node coop requests.\n\nExample:\n  $ sov-node coop ${name} 3f9c01ab`)
      .action(async (id: string, _flags: unknown, command: Command) => {
        const node = await withNode(cli, settingsOf(cli, command), (client) =>
          client.post<WaitingNode>(`/sov/v1/coop/requests/${name}`, { id }),
        )
        printResult(cli, command, node, ({ state, peer, orgName, jurisdiction }) =>
          fields([
            [state, peer],
            ['for', `${orgName} (${jurisdiction})`],
          ]),
        )
      })
  }
  decide('approve', 'let a waiting node in; it learns when it asks again')
  decide('deny', 'refuse a waiting node')
}
