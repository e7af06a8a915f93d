import type { Command } from 'commander'
import type { CoopDetails } from '../../src/membership/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { duration, list, number } from '../flags.js'
import { withNode } from '../with-node.js'
import { coopText } from './coop-show.js'

interface DelegateFlags {
  readonly org: string
  readonly jurisdictions: readonly string[]
  readonly maxNodes: number
  readonly roles?: readonly string[]
  readonly creditLimit?: string
  readonly creditCap?: string
  readonly delegate?: string
  readonly expires?: number
}

export function addCoopDelegate(coop: Command, cli: Cli): void {
  coop
    .command('delegate')
    .description('give an organisation limits for its nodes; memberships issued from then on stand on them')
    .requiredOption('--org <name>', 'the organisation')
    .requiredOption('--jurisdictions <codes>', 'countries its nodes may be in, e.g. DE,FR', list)
    .requiredOption('--max-nodes <count>', 'most nodes at a time', number)
    .option('--roles <roles>', 'of provider, consumer and auditor; default: provider,consumer', list)
    .option('--credit-limit <units>', 'work units it may owe one node; default: as the price table says')
    .option('--credit-cap <units>', 'work units of credit beyond which it gains no more priority; default: no cap')
    .option('--delegate <peer>', 'node of the organisation that may invite and renew its nodes itself')
    .option(
      '--expires <duration>',
      'when it ends, e.g. 30d; default: 90d, with the issuing key at the latest',
      duration,
    )
    .addHelpText(
      'after',
      '\nNeeds an issuing key, not the root key.\n\nExample:\n  $ sov-node coop delegate --org "Uni Köln" --jurisdictions DE --max-nodes 4 --delegate 12D3KooW…',
    )
    .action(async (flags: DelegateFlags, command: Command) => {
      const settings = settingsOf(cli, command)
      const details = await withNode(cli, settings, (client) =>
        client.post<CoopDetails>('/sov/v1/coop/delegations', {
          orgName: flags.org,
          jurisdictions: flags.jurisdictions,
          maxNodes: flags.maxNodes,
          roles: flags.roles,
          creditLimit: flags.creditLimit,
          creditCap: flags.creditCap,
          delegate: flags.delegate,
          expiresInMs: flags.expires,
        }),
      )
      printResult(cli, command, details, coopText)
    })
}
