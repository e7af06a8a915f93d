import type { Command } from 'commander'
import type { AttemptRecord, CandidateView, RequestRecord, RouteExplanation } from '../../src/scheduler/index.js'
import type { Jsonified } from '../../src/json.js'
import { candidateName, reasonsText, rulesText } from '../candidates.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { table } from '../columns.js'
import { addProviderFlags, providerOf, type ProviderFlags } from '../flags.js'
import { milliseconds, orNone } from '../show.js'
import { withDaemon } from '../with-node.js'

export function addRoute(program: Command, cli: Cli): void {
  const route = program.command('route').description('look into the choice of who answers')
  addProviderFlags(
    route.command('explain <model>').description('who would answer now, and why the others would not; asks nobody'),
  )
    .addHelpText(
      'after',
      '\nExamples:\n  $ sov-node route explain sov-demo\n  $ sov-node route explain sov-demo --jurisdictions EU,NO --tier mesh',
    )
    .action(async (model: string, flags: ProviderFlags, command: Command) => {
      const settings = settingsOf(cli, command)
      const explanation = await withDaemon(cli, settings, (client) =>
        client.post<RouteExplanation>('/sov/v1/route/explain', { model, provider: providerOf(flags) }),
      )
      printResult(cli, command, explanation, ({ candidates }) =>
        candidates.length === 0
          ? 'no node is known that could answer'
          : `${candidateTable(explanation)}\n\n${ruleTable(candidates)}`,
      )
    })
  route
    .command('show <request>')
    .description('what became of a request: who was asked for what part of it, what was predicted, and what came')
    .addHelpText(
      'after',
      `
The id of a request is in the header x-sov-request of its answer. A node remembers its newest requests until it stops.

Example:
  $ sov-node route show req_5f3c0d6f7e1b4a9c8d2e1f0a9b8c7d6e`,
    )
    .action(async (id: string, _flags: unknown, command: Command) => {
      const record = await withDaemon(cli, settingsOf(cli, command), (client) =>
        client.get<RequestRecord>(`/sov/v1/requests/${encodeURIComponent(id)}`),
      )
      printResult(cli, command, record, ({ state, decision, attempts }) =>
        [`${state}, ${decision.model}`, attemptTable(attempts), candidateTable(decision)].join('\n\n'),
      )
    })
}

/** Predicted, then what came. */
function attemptTable(attempts: readonly Jsonified<AttemptRecord>[]): string {
  const beside = (predicted: number, came: number | undefined): string =>
    `${milliseconds(predicted)} / ${milliseconds(came)}`
  return table(
    [
      { title: 'PART', align: 'right' },
      { title: 'PEER' },
      { title: 'ORGANISATION' },
      { title: 'WHERE' },
      { title: 'OUTCOME' },
      { title: 'TOKENS', align: 'right' },
      { title: 'FIRST TOKEN: PREDICTED / CAME', align: 'right' },
      { title: 'LAST TOKEN', align: 'right' },
    ],
    attempts.map(({ shard, peer, isSelf, orgName, jurisdiction, outcome, errorCode, outputTokens, ...times }) => [
      String(shard + 1),
      candidateName({ peer, isSelf }),
      orNone(orgName),
      orNone(jurisdiction),
      errorCode ?? outcome,
      String(outputTokens),
      beside(times.predicted.firstTokenMs, times.firstTokenMs),
      beside(times.predicted.totalMs, times.totalMs),
    ]),
  )
}

function candidateTable({ candidates, chosen }: Jsonified<RouteExplanation>): string {
  return table(
    [
      { title: 'PEER' },
      { title: 'ORGANISATION' },
      { title: 'WHERE' },
      { title: 'WAIT', align: 'right' },
      { title: 'FIRST TOKEN', align: 'right' },
      { title: 'LAST TOKEN', align: 'right' },
      { title: 'TOKENS/S', align: 'right' },
      { title: 'BUSY', align: 'right' },
      { title: 'VERDICT' },
    ],
    candidates.map((candidate) => [
      candidateName(candidate),
      orNone(candidate.orgName),
      orNone(candidate.jurisdiction),
      milliseconds(candidate.predictedWaitMs),
      milliseconds(candidate.predictedFirstTokenMs),
      milliseconds(candidate.predictedTotalMs),
      orNone(candidate.tokensPerSecond?.toFixed(1)),
      String(candidate.running),
      verdict(candidate, chosen),
    ]),
  )
}

function ruleTable(candidates: readonly Jsonified<CandidateView>[]): string {
  return table(
    [{ title: 'PEER' }, { title: 'RULES THAT SPOKE' }],
    candidates.map((candidate) => [candidateName(candidate), rulesText(candidate)]),
  )
}

function verdict(candidate: Jsonified<CandidateView>, chosen: string | undefined): string {
  if (candidate.removals.length > 0) return reasonsText(candidate)
  return candidate.peer === chosen ? 'would answer' : 'could answer'
}
