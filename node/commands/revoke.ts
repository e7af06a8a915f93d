import { InvalidArgumentError, type Command } from 'commander'
import type { RevokedView } from '../../src/api/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fields } from '../columns.js'
import { addRootKeyFlags, withRootKey, type RootKeyFlags } from '../root-key.js'
import { withNode } from '../with-node.js'

export function addRevoke(program: Command, cli: Cli): void {
  addRootKeyFlags(
    program
      .command('revoke <who> [peer]')
      .description(
        'end every membership of a peer or an organisation, or with `issuer PEER` all that an issuer signed',
      ),
  )
    .addHelpText(
      'after',
      `
Members hear of it at once and close their connections. Issuers are revoked with the root key.

Examples:
  $ sov-node revoke 12D3KooW…           or the end of the id as sov-node members prints it
  $ sov-node revoke uni-koln
  $ sov-node revoke issuer 12D3KooW…`,
    )
    .action(async (who: string, peer: string | undefined, flags: RootKeyFlags, command: Command) => {
      if (peer !== undefined && who !== 'issuer') throw new InvalidArgumentError('Expected one name, or issuer PEER.')
      const settings = settingsOf(cli, command)
      const post = (body: object): Promise<RevokedView> =>
        withNode(cli, settings, (client) => client.post<RevokedView>('/sov/v1/revocations', body))
      const revoked =
        peer === undefined
          ? await post({ who })
          : await withRootKey(cli, flags, (rootKey) => post({ issuer: peer, rootKey }))
      printResult(cli, command, revoked, ({ kind, id }) => fields([['revoked', `${kind} ${id}`]]))
    })
}
