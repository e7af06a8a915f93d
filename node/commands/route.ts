import type { Command } from 'commander'
import type { CandidateView, RouteExplanation } from '../../src/scheduler/index.js'
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
          : `${candidateTable(candidates)}\n\n${ruleTable(candidates)}`,
      )
    })
}

function candidateTable(candidates: readonly Jsonified<CandidateView>[]): string {
  return table(
    [
      { title: 'PEER' },
      { title: 'ORGANISATION' },
      { title: 'WHERE' },
      { title: 'FIRST TOKEN', align: 'right' },
      { title: 'TOKENS/S', align: 'right' },
      { title: 'BUSY', align: 'right' },
      { title: 'VERDICT' },
    ],
    candidates.map((candidate, index) => [
      candidateName(candidate),
      orNone(candidate.orgName),
      orNone(candidate.jurisdiction),
      milliseconds(candidate.predictedFirstTokenMs),
      orNone(candidate.tokensPerSecond?.toFixed(1)),
      String(candidate.running),
      verdict(candidate, index),
    ]),
  )
}

function ruleTable(candidates: readonly Jsonified<CandidateView>[]): string {
  return table(
    [{ title: 'PEER' }, { title: 'RULES THAT SPOKE' }],
    candidates.map((candidate) => [candidateName(candidate), rulesText(candidate)]),
  )
}

function verdict(candidate: Jsonified<CandidateView>, index: number): string {
  if (candidate.removals.length > 0) return reasonsText(candidate)
  return index === 0 ? 'would answer' : 'could answer'
}
