import type { Command } from 'commander'
import type { MembershipView } from '../../src/api/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fields } from '../columns.js'
import { addRootKeyFlags, newRootKey, type RootKeyFlags } from '../root-key.js'
import { withNode } from '../with-node.js'
import { addCoopDecisions } from './coop-decisions.js'
import { addCoopDelegate } from './coop-delegate.js'
import { addCoopGroups } from './coop-groups.js'
import { addCoopIssuers } from './coop-issuers.js'
import { addCoopLifetimes } from './coop-lifetimes.js'
import { addCoopPrices } from './coop-prices.js'
import { addCoopRequests } from './coop-requests.js'
import { addCoopShow } from './coop-show.js'

interface CoopFlags extends RootKeyFlags {
  readonly org: string
  readonly jurisdiction: string
  readonly passphrase: boolean
}

export function addCoop(program: Command, cli: Cli): void {
  const coop = program.command('coop').description('make a co-op, see it, and decide for it')
  const create = coop
    .command('create <name>')
    .description('make a co-op with this node as its root, issuer and first member')
    .requiredOption('--org <name>', 'organisation that runs this node')
    .requiredOption('--jurisdiction <code>', 'country it is under, ISO 3166-1 alpha-2, e.g. NO')
  addRootKeyFlags(create)
    .option('--no-passphrase', 'do not encrypt the root key')
    .addHelpText(
      'after',
      `
The root key decides for the co-op and is needed for nothing else: with --root-key it may lie on a stick in a drawer.

Example:
  $ sov-node coop create "Fjord Compute" --org "Fjord Lab" --jurisdiction NO --root-key /media/stick/fjord.key

Then: sov-node invite, and a second issuer with sov-node coop issuer add`,
    )
    .action(async (name: string, { org, jurisdiction, ...flags }: CoopFlags, command: Command) => {
      const settings = settingsOf(cli, command)
      const rootKey = await newRootKey(cli, flags)
      const membership = await withNode(cli, settings, (client) =>
        client.post<MembershipView>('/sov/v1/coop', { name, orgName: org, jurisdiction, rootKey }),
      )
      printResult(cli, command, membership, (made) =>
        fields([
          ['co-op', made.coopName],
          ['network', made.networkId],
          ['member as', `${made.orgName} (${made.jurisdiction})`],
          ['root key', rootKey.passphrase === undefined ? 'not encrypted' : 'encrypted; keep the passphrase'],
          ['next', 'sov-node invite --org NAME --jurisdiction CODE'],
        ]),
      )
    })
  addCoopShow(coop, cli)
  addCoopIssuers(coop, cli)
  addCoopDelegate(coop, cli)
  addCoopRequests(coop, cli)
  addCoopLifetimes(coop, cli)
  addCoopGroups(coop, cli)
  addCoopPrices(coop, cli)
  addCoopDecisions(coop, cli)
}
