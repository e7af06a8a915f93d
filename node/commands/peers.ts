import type { Command } from 'commander'
import type { PeerView } from '../../src/api/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { table } from '../columns.js'
import { milliseconds, NONE, orNone, peerName } from '../show.js'
import { withDaemon, withNode } from '../with-node.js'

export function addPeers(program: Command, cli: Cli): void {
  const peers = program.command('peers')
  addBlocking(peers, cli)
  peers
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
      const views = await withDaemon(cli, settings, (client) => client.get<readonly PeerView[]>('/sov/v1/peers'))
      printResult(cli, command, views, (known) =>
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

function addBlocking(peers: Command, cli: Cli): void {
  peers
    .command('block [name]')
    .description('neither serve nor ask a peer or an organisation from now on; without a name, list who is blocked')
    .addHelpText(
      'after',
      `
The name is a peer id, the end of one as \`sov-node peers\` prints it, or the id of an organisation. What runs goes on, and
what was done is settled. Works without a running node.

Examples:
  $ sov-node peers block bad-lab
  $ sov-node peers block`,
    )
    .action(async (name: string | undefined, _flags: unknown, command: Command) => {
      const names = await withNode(cli, settingsOf(cli, command), (client) =>
        name === undefined
          ? client.get<readonly string[]>('/sov/v1/peers/blocked')
          : client.post<readonly string[]>('/sov/v1/peers/block', { name }),
      )
      printResult(cli, command, names, namesText)
    })
  peers
    .command('allow <name>')
    .description('take a name off the block list')
    .addHelpText('after', '\nExample:\n  $ sov-node peers allow bad-lab')
    .action(async (name: string, _flags: unknown, command: Command) => {
      const names = await withNode(cli, settingsOf(cli, command), (client) =>
        client.post<readonly string[]>('/sov/v1/peers/allow', { name }),
      )
      printResult(cli, command, names, namesText)
    })
}

function namesText(names: readonly string[]): string {
  return names.length === 0 ? 'nobody is blocked' : `blocked: ${names.join(', ')}`
}
