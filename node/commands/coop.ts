import type { Command } from 'commander'
import type { MembershipView } from '../../src/api/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fields } from '../columns.js'
import { withNode } from '../with-node.js'
import { addCoopDecisions } from './coop-decisions.js'
import { addCoopPrices } from './coop-prices.js'

interface CoopFlags {
  readonly org: string
  readonly jurisdiction: string
}

export function addCoop(program: Command, cli: Cli): void {
  const coop = program.command('coop').description('make a co-op, see and set its prices')
  coop
    .command('create <name>')
    .description('make a co-op with this node as its root, issuer and first member')
    .requiredOption('--org <name>', 'organisation that runs this node')
    .requiredOption('--jurisdiction <code>', 'country it is under, ISO 3166-1 alpha-2, e.g. NO')
    .addHelpText(
      'after',
      '\nExample:\n  $ sov-node coop create "Fjord Compute" --org "Fjord Lab" --jurisdiction NO\n\nThen: sov-node invite',
    )
    .action(async (name: string, { org, jurisdiction }: CoopFlags, command: Command) => {
      const settings = settingsOf(cli, command)
      const membership = await withNode(cli, settings, (client) =>
        client.post<MembershipView>('/sov/v1/coop', { name, orgName: org, jurisdiction }),
      )
      printResult(cli, command, membership, (made) =>
        fields([
          ['co-op', made.coopName],
          ['network', made.networkId],
          ['member as', `${made.orgName} (${made.jurisdiction})`],
          ['next', 'sov-node invite --org NAME --jurisdiction CODE'],
        ]),
      )
    })
  addCoopPrices(coop, cli)
  addCoopDecisions(coop, cli)
}
