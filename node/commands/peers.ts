import type { Command } from 'commander'
import type { PeerView } from '../../src/api/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { table } from '../columns.js'
import { milliseconds, NONE, orNone, peerName } from '../show.js'
import { withDaemon } from '../with-node.js'

export function addPeers(program: Command, cli: Cli): void {
  program
    .command('peers')
    .description('list the members this node knows')
    .addHelpText(
      'after',
      `
Example:
  $ sov-node peers --json | jq -r '.[] | select(.jurisdiction == "NO") | .peer'

States:
  connected   can be asked
  silent      does not answer pings; gets no new work
  draining    is stopping, or takes no more work
  forked      its key has signed two chains, and there is proof; nobody works with it`,
    )
    .action(async (_flags: unknown, command: Command) => {
      const settings = settingsOf(cli, command)
      const peers = await withDaemon(cli, settings, (client) => client.get<readonly PeerView[]>('/sov/v1/peers'))
      printResult(cli, command, peers, (known) =>
        table(
          [
            { title: 'PEER' },
            { title: 'ORGANISATION' },
            { title: 'WHERE' },
            { title: 'STATE' },
            { title: 'RTT', align: 'right' },
            { title: 'BUSY', align: 'right' },
            { title: 'MODELS' },
          ],
          known.map((peer) => [
            peerName(peer.peer),
            orNone(peer.orgName),
            orNone(peer.jurisdiction),
            peer.state,
            milliseconds(peer.rttMs),
            `${String(peer.running)}/${String(peer.slots)}`,
            peer.models.length === 0 ? NONE : peer.models.join(', '),
          ]),
        ),
      )
    })
}
