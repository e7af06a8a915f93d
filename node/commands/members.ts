import type { Command } from 'commander'
import type { MemberView } from '../../src/api/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { table } from '../columns.js'
import { moment, peerName } from '../show.js'
import { withNode } from '../with-node.js'

export function addMembers(program: Command, cli: Cli): void {
  program
    .command('members')
    .description('who is in the co-op, as far as this node knows: connected, or issued a membership here')
    .addHelpText(
      'after',
      '\nExample:\n  $ sov-node members --json | jq -r \'.[] | select(.state == "expired") | .peer\'',
    )
    .action(async (_flags: unknown, command: Command) => {
      const members = await withNode(cli, settingsOf(cli, command), (client) =>
        client.get<readonly MemberView[]>('/sov/v1/members'),
      )
      printResult(cli, command, members, (known) =>
        table(
          [
            { title: 'PEER' },
            { title: 'ORGANISATION' },
            { title: 'WHERE' },
            { title: 'EVIDENCE' },
            { title: 'ROLES' },
            { title: 'STATE' },
            { title: 'UNTIL' },
          ],
          known.map((member) => [
            peerName(member.peer),
            member.orgName,
            member.jurisdiction,
            evidenceText(member),
            member.roles.join(','),
            member.state.replace('_', ' '),
            moment(member.expiresAtMs),
          ]),
        ),
      )
    })
}

/** With an address that is registered elsewhere, so that it is seen. */
function evidenceText({ evidenceLevel, registeredElsewhere }: MemberView): string {
  const countries = new Set(registeredElsewhere.map(({ country }) => country))
  return [String(evidenceLevel), ...[...countries].map((country) => `address in ${country}`)].join(', ')
}
