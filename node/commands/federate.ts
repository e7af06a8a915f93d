import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { Jsonified } from '../../src/json.js'
import type { FederatedCoopView, SpokenFor } from '../../src/membership/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fields, table } from '../columns.js'
import { fileError } from '../file-error.js'
import { list } from '../flags.js'
import { NONE, peerName, shortDigest, span } from '../show.js'
import { withNode } from '../with-node.js'

type FederatedCoop = Jsonified<FederatedCoopView>

interface AddFlags {
  readonly jurisdictions: SpokenFor
  readonly name?: string
}

export function addFederate(program: Command, cli: Cli): void {
  const federate = program
    .command('federate')
    .description('other co-ops whose members this node recognises; works without a running node')
  federate
    .command('add <file>')
    .description('put a co-op on the list, or change for which jurisdictions it may speak')
    .requiredOption('--jurisdictions <codes>', 'for which it may speak here, e.g. DE,FR, or any', spokenFor)
    .option('--name <name>', 'what to call it here, in policies too; default: its own name')
    .addHelpText(
      'after',
      `
The file is what \`sov-node coop export\` writes there. Compare the network id with whom it is from, over another way than
the file came: it pins the root of that co-op. The other side has to add your co-op as well. Who of its members is asked and
served is for your policy to say; without one, nobody.

Example:
  $ sov-node federate add uni-pool.coop --jurisdictions DE,FR --name uni-pool`,
    )
    .action(async (file: string, { jurisdictions, name }: AddFlags, command: Command) => {
      const bytes = await readFile(file).catch((cause: unknown) => {
        throw fileError(`cannot read ${file}`, cause)
      })
      const options = { bundle: bytes.toString('base64'), jurisdictions, name }
      const added = await withNode(cli, settingsOf(cli, command), (client) =>
        client.post<FederatedCoopView>('/sov/v1/federation', options),
      )
      printResult(cli, command, added, coopText)
    })
  federate
    .command('list')
    .description('the co-ops on the list')
    .addHelpText('after', '\nExample:\n  $ sov-node federate list')
    .action(async (_flags: unknown, command: Command) => {
      const coops = await withNode(cli, settingsOf(cli, command), (client) =>
        client.get<readonly FederatedCoopView[]>('/sov/v1/federation'),
      )
      printResult(cli, command, coops, coopsText)
    })
  federate
    .command('remove <name>')
    .description('take a co-op off the list, by its name here or its network id; its members are cut off')
    .addHelpText('after', '\nExample:\n  $ sov-node federate remove uni-pool')
    .action(async (name: string, _flags: unknown, command: Command) => {
      const removed = await withNode(cli, settingsOf(cli, command), (client) =>
        client.post<FederatedCoopView>('/sov/v1/federation/remove', { name }),
      )
      printResult(cli, command, removed, (coop) => `${coop.name} ${coop.networkId}`)
    })
}

function spokenFor(value: string): SpokenFor {
  return value === 'any' ? value : list(value)
}

function coopText(coop: FederatedCoop): string {
  return fields([
    ['co-op', coop.name],
    ['calls itself', coop.coopName],
    ['network', coop.networkId],
    ['root', peerName(coop.root)],
    ['speaks for', spokenForText(coop)],
    ['revocations', revocationsText(coop)],
  ])
}

function coopsText(coops: readonly FederatedCoop[]): string {
  return table(
    [{ title: 'CO-OP' }, { title: 'NETWORK' }, { title: 'ROOT' }, { title: 'SPEAKS FOR' }, { title: 'REVOCATIONS' }],
    coops.map((coop) => [
      coop.name,
      shortDigest(coop.networkId),
      peerName(coop.root),
      spokenForText(coop),
      revocationsText(coop),
    ]),
  )
}

function spokenForText({ jurisdictions }: FederatedCoop): string {
  return typeof jurisdictions === 'string' ? jurisdictions : jurisdictions.join(',')
}

/** JSON has no Infinity: of a co-op of which nothing is known the age is null. */
function revocationsText({ revocationAgeMs, isStale }: FederatedCoop): string {
  const age = (revocationAgeMs as number | null) === null ? NONE : `heard ${span(revocationAgeMs)} ago`
  return isStale ? `${age} (too old: no new work)` : age
}
