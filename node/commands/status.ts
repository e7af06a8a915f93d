import type { Command } from 'commander'
import type { NodeStatus } from '../../src/api/index.js'
import type { Jsonified } from '../../src/json.js'
import { availabilityLines } from '../availability.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fields } from '../columns.js'
import { ledgerState } from '../ledger-state.js'
import { moment } from '../show.js'
import { withNode } from '../with-node.js'

export function addStatus(program: Command, cli: Cli): void {
  program
    .command('status')
    .description('show what this node is and does; works without a running node')
    .addHelpText('after', '\nExample:\n  $ sov-node status --json | jq .membership')
    .action(async (_flags: unknown, command: Command) => {
      const settings = settingsOf(cli, command)
      const status = await withNode(cli, settings, (client) => client.get<NodeStatus>('/sov/v1/status'))
      printResult(cli, command, status, (value) => fields(describe(value)))
    })
}

function describe(status: Jsonified<NodeStatus>): [string, string][] {
  const { membership } = status
  return [
    ['state', status.startedAtMs === undefined ? status.state : `${status.state} since ${moment(status.startedAtMs)}`],
    ...availabilityLines(status.availability).map((line, index): [string, string] => [
      index === 0 ? 'availability' : '',
      line,
    ]),
    ['version', status.version],
    ['peer id', status.peerId],
    ['API', status.api === undefined ? 'none' : `${status.api}/v1`],
    ...status.addresses.map((address): [string, string] => ['peers connect to', address]),
    ['models', status.models.length === 0 ? 'none here' : status.models.join(', ')],
    ...status.engines.map(({ model, pid, device, threads }): [string, string] => [
      'engine',
      `${model} on ${device}, ${String(threads)} threads, ${pid === undefined ? 'starting again' : `process ${String(pid)}`}`,
    ]),
    ['peers', `${String(status.connectedPeers)} connected`],
    [
      'requests',
      `${String(status.runningRequests)} of our own under way, ${String(status.admittedRequests)} worked on here`,
    ],
    ...(membership === undefined
      ? [['co-op', 'none yet; sov-node coop create, or sov-node join CODE'] as [string, string]]
      : ([
          ['co-op', `${membership.coopName}${membership.isIssuer ? ' (this node can invite)' : ''}`],
          ['network', membership.networkId],
          ['member as', `${membership.orgName} (${membership.jurisdiction}) until ${moment(membership.expiresAtMs)}`],
          ...status.warnings.flatMap(({ message, remedy }) => [
            ['warning', message],
            ['', remedy],
          ]),
          ...ledgerState(status).map((line, index) => [index === 0 ? 'ledger' : '', line]),
        ] as [string, string][])),
    ['data', status.dataDir],
  ]
}
