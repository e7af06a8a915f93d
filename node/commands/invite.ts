import type { Command } from 'commander'
import type { Invite } from '../../src/membership/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { collect, duration } from '../flags.js'
import { moment } from '../show.js'
import { withDaemon } from '../with-node.js'

interface InviteFlags {
  readonly org: string
  readonly jurisdiction: string
  readonly expires?: number
  readonly address?: readonly string[]
}

export function addInvite(program: Command, cli: Cli): void {
  program
    .command('invite')
    .description('print a code with which one node can join the co-op')
    .requiredOption('--org <name>', 'organisation that runs the invited node')
    .requiredOption('--jurisdiction <code>', 'country that the co-op attests for it, e.g. DE')
    .option('--expires <duration>', 'how long the code can be redeemed, e.g. 30m or 7d; default: 24h', duration)
    .option('--address <multiaddr>', 'address of this node to put into the code (repeatable)', collect)
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node invite --org "Uni Köln" --jurisdiction DE
  $ sov-node invite --org "Uni Köln" --jurisdiction DE | ssh gpu-box sov-node join

The code works once. Whoever holds it first can join with it, so send it as you would send a password.`,
    )
    .action(async ({ org, jurisdiction, expires, address }: InviteFlags, command: Command) => {
      const settings = settingsOf(cli, command)
      const invite = await withDaemon(cli, settings, (client) =>
        client.post<Invite>('/sov/v1/invites', {
          orgName: org,
          jurisdiction,
          expiresInMs: expires,
          addresses: address,
        }),
      )
      printResult(cli, command, invite, ({ code }) => code)
      cli.err(`for one node of ${org}, until ${moment(invite.expiresAtMs)}\n`)
    })
}
