import type { Command } from 'commander'
import type { CoopDetails } from '../../src/membership/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { addRootKeyFlags, withRootKey, type RootKeyFlags } from '../root-key.js'
import { withNode } from '../with-node.js'
import { coopText } from './coop-show.js'

interface RotateFlags extends RootKeyFlags {
  readonly revokeOld?: boolean
}

export function addCoopIssuers(coop: Command, cli: Cli): void {
  const issuer = coop.command('issuer').description('who may issue memberships; two nodes at least are advisable')
  addRootKeyFlags(
    issuer.command('add <peer>').description('let a node issue memberships with its own key, for 90 days from now'),
  )
    .addHelpText(
      'after',
      '\nThe peer id is what sov-node id prints there. Members renew at any issuer, so one may be off for days.\n\nExample:\n  $ sov-node coop issuer add 12D3KooW…',
    )
    .action(async (peer: string, flags: RootKeyFlags, command: Command) => {
      await decide(command, flags, '/sov/v1/coop/issuers', { peer })
    })
  addRootKeyFlags(
    issuer.command('rotate').description('make a new issuing key on this node; the old one signs nothing new'),
  )
    .option('--revoke-old', 'end the old key at once, e.g. since it was stolen; members renew here')
    .addHelpText('after', '\nExample:\n  $ sov-node coop issuer rotate')
    .action(async ({ revokeOld, ...flags }: RotateFlags, command: Command) => {
      await decide(command, flags, '/sov/v1/coop/issuers/rotate', { revokesOld: revokeOld })
    })

  async function decide(command: Command, flags: RootKeyFlags, path: string, body: object): Promise<void> {
    const settings = settingsOf(cli, command)
    const details = await withRootKey(cli, flags, (rootKey) =>
      withNode(cli, settings, (client) => client.post<CoopDetails>(path, { ...body, rootKey })),
    )
    printResult(cli, command, details, coopText)
  }
}
