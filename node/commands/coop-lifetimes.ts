import type { Command } from 'commander'
import type { CoopDetails, CoopLifetimes } from '../../src/membership/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fields } from '../columns.js'
import { duration } from '../flags.js'
import { addRootKeyFlags, withRootKey, type RootKeyFlags } from '../root-key.js'
import { span } from '../show.js'
import { withNode } from '../with-node.js'

interface LifetimeFlags extends RootKeyFlags {
  readonly membership?: number
  readonly renewal?: number
  readonly revocation?: number
}

export function addCoopLifetimes(coop: Command, cli: Cli): void {
  const lifetimes = coop.command('lifetimes').description('how long memberships and revocation lists last in the co-op')
  lifetimes
    .command('show')
    .description('the lifetimes in force')
    .action(async (_flags: unknown, command: Command) => {
      const details = await withNode(cli, settingsOf(cli, command), (client) => client.get<CoopDetails>('/sov/v1/coop'))
      printResult(cli, command, details.lifetimes, lifetimesText)
    })
  addRootKeyFlags(
    lifetimes
      .command('set')
      .description('sign new lifetimes with the root key; what is not named stays')
      .option('--membership <duration>', 'life of a membership, 1h to 30d', duration)
      .option('--renewal <duration>', 'age at which it is renewed, at most half of its life', duration)
      .option(
        '--revocation <duration>',
        'age of the newest revocation list that ends new foreign work, from 4h',
        duration,
      ),
  )
    .addHelpText('after', '\nExample:\n  $ sov-node coop lifetimes set --membership 7d --renewal 1d --revocation 4d')
    .action(async ({ membership, renewal, revocation, ...flags }: LifetimeFlags, command: Command) => {
      const settings = settingsOf(cli, command)
      const change = { membershipMs: membership, renewalMs: renewal, revocationMs: revocation }
      const set = await withRootKey(cli, flags, (rootKey) =>
        withNode(cli, settings, (client) =>
          client.post<CoopLifetimes>('/sov/v1/coop/lifetimes', { ...change, rootKey }),
        ),
      )
      printResult(cli, command, set, lifetimesText)
    })
}

function lifetimesText({ membershipMs, renewalMs, revocationMs }: CoopLifetimes): string {
  return fields([
    ['membership', span(membershipMs)],
    ['renewal', `after ${span(renewalMs)}`],
    ['revocation', `lists older than ${span(revocationMs)} end new work with other organisations`],
  ])
}
