import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { Jsonified } from '../../src/json.js'
import type { CoopDetails } from '../../src/membership/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fields, table } from '../columns.js'
import { fileError } from '../file-error.js'
import { moment, NONE, orNone, peerName, span } from '../show.js'
import { withNode } from '../with-node.js'

export function addCoopShow(coop: Command, cli: Cli): void {
  coop
    .command('show')
    .description('what the co-op has published: its issuers, delegations and lifetimes; works without a running node')
    .addHelpText('after', "\nExample:\n  $ sov-node coop show --json | jq -r '.issuers[] | .node'")
    .action(async (_flags: unknown, command: Command) => {
      const details = await withNode(cli, settingsOf(cli, command), (client) => client.get<CoopDetails>('/sov/v1/coop'))
      printResult(cli, command, details, coopText)
    })
  coop
    .command('export <file>')
    .description('write all that the co-op publishes to a file, for other co-ops and auditors')
    .addHelpText('after', '\nEverything in it is signed. Example:\n  $ sov-node coop export fjord.coop')
    .action(async (file: string, _flags: unknown, command: Command) => {
      const bytes = await withNode(cli, settingsOf(cli, command), (client) => client.bytes('/sov/v1/coop/bundle'))
      await writeFile(file, bytes).catch((cause: unknown) => {
        throw fileError(`cannot write ${file}`, cause)
      })
      printResult(cli, command, { file, bytes: bytes.length }, (written) => written.file)
    })
}

/** A co-op for people. */
export function coopText(coop: Jsonified<CoopDetails>): string {
  const { membershipMs, renewalMs, revocationMs } = coop.lifetimes
  const parts = [
    fields([
      ['co-op', coop.name],
      ['network', coop.networkId],
      ['root', peerName(coop.root)],
      ['since', moment(coop.createdAtMs)],
      ['memberships', `last ${span(membershipMs)}, renewed after ${span(renewalMs)}`],
      ['revocations', `new work with others ends when nothing was heard for ${span(revocationMs)}`],
    ]),
    table(
      [{ title: 'ISSUER' }, { title: 'KEY' }, { title: 'STATE' }, { title: 'UNTIL' }, { title: 'LIST SIGNED' }],
      coop.issuers.map(({ node, issuer, state, endsAtMs, listSignedAtMs }) => [
        node === undefined ? NONE : peerName(node),
        peerName(issuer),
        state.replace('_', ' '),
        moment(endsAtMs),
        listSignedAtMs === undefined ? NONE : moment(listSignedAtMs),
      ]),
    ),
  ]
  if (coop.delegations.length === 0) return parts.join('\n\n')
  return [
    ...parts,
    table(
      [
        { title: 'ORGANISATION' },
        { title: 'WHERE' },
        { title: 'NODES', align: 'right' },
        { title: 'ROLES' },
        { title: 'DELEGATE' },
        { title: 'CREDIT LIMIT', align: 'right' },
        { title: 'UNTIL' },
      ],
      coop.delegations.map((delegation) => [
        delegation.orgId,
        delegation.jurisdictions.join(','),
        String(delegation.maxNodes),
        delegation.roles.join(','),
        orNone(delegation.delegate === undefined ? undefined : peerName(delegation.delegate)),
        delegation.creditLimit === '0' ? NONE : BigInt(delegation.creditLimit).toLocaleString('en'),
        moment(delegation.endsAtMs),
      ]),
    ),
  ].join('\n\n')
}
