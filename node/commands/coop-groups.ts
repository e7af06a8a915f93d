import type { Command } from 'commander'
import type { GroupView } from '../../src/membership/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { table } from '../columns.js'
import { date, list } from '../flags.js'
import { addRootKeyFlags, withRootKey, type RootKeyFlags } from '../root-key.js'
import { moment } from '../show.js'
import { withNode } from '../with-node.js'

interface GroupFlags extends RootKeyFlags {
  readonly jurisdictions: readonly string[]
  readonly effective?: number
}

export function addCoopGroups(coop: Command, cli: Cli): void {
  const groups = coop.command('groups').description('sets of jurisdictions that policies and requests can name')
  groups
    .command('show')
    .description('the groups in force and those to come')
    .addHelpText('after', '\nExample:\n  $ sov-node coop groups show')
    .action(async (_flags: unknown, command: Command) => {
      const view = await withNode(cli, settingsOf(cli, command), (client) =>
        client.get<readonly GroupView[]>('/sov/v1/groups'),
      )
      printResult(cli, command, view, groupsText)
    })
  addRootKeyFlags(
    groups
      .command('set <name>')
      .description('sign what a group stands for with the root key: a new one, or the whole list of one anew')
      .requiredOption('--jurisdictions <codes>', 'ISO 3166-1 alpha-2, e.g. DK,FI,IS,NO,SE', list)
      .option('--effective <date>', 'when it begins, e.g. 2027-01-01 or 2027-01-01T08:00Z; default: now', date),
  )
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node coop groups set NORDIC --jurisdictions DK,FI,IS,NO,SE
  $ sov-node coop groups set EU --jurisdictions AT,BE,… --effective 2027-01-01`,
    )
    .action(async (name: string, { jurisdictions, effective, ...flags }: GroupFlags, command: Command) => {
      const settings = settingsOf(cli, command)
      const change = { name, jurisdictions, effectiveMs: effective }
      const view = await withRootKey(cli, flags, (rootKey) =>
        withNode(cli, settings, (client) =>
          client.post<readonly GroupView[]>('/sov/v1/groups', { ...change, rootKey }),
        ),
      )
      printResult(cli, command, view, groupsText)
    })
}

function groupsText(groups: readonly GroupView[]): string {
  return table(
    [{ title: 'GROUP' }, { title: 'VERSION', align: 'right' }, { title: 'FROM' }, { title: 'JURISDICTIONS' }],
    groups.map(({ name, version, effectiveAtMs, isInForce, jurisdictions }) => [
      name,
      String(version),
      `${moment(effectiveAtMs)}${isInForce ? '' : ' (to come)'}`,
      jurisdictions.join(','),
    ]),
  )
}
