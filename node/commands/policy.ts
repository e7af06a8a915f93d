import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { PolicyView } from '../../src/api/index.js'
import type { Jsonified } from '../../src/json.js'
import type { CandidateView, RouteExplanation } from '../../src/scheduler/index.js'
import { candidateName, reasonsText, rulesText } from '../candidates.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fields, table } from '../columns.js'
import { fileError } from '../file-error.js'
import { addProviderFlags, providerOf, type ProviderFlags } from '../flags.js'
import { orNone } from '../show.js'
import { withDaemon, withNode } from '../with-node.js'

interface ExplainFlags extends ProviderFlags {
  readonly model: string
  readonly dataClass?: string
  readonly policy?: string
}

export function addPolicy(program: Command, cli: Cli): void {
  const policy = program.command('policy').description('whom this node asks, and whom it serves')
  policy
    .command('show')
    .description('the policy that is in force')
    .addHelpText('after', '\nExample:\n  $ sov-node policy show')
    .action(async (_flags: unknown, command: Command) => {
      const view = await withDaemon(cli, settingsOf(cli, command), (client) => client.get<PolicyView>('/sov/v1/policy'))
      printResult(cli, command, view, policyText)
    })
  policy
    .command('check <file>')
    .description('tell whether a policy is right, and what is wrong with it where; works without a running node')
    .addHelpText(
      'after',
      `
Names of groups and co-ops are held against what this node knows.

Example:
  $ sov-node policy check policy.json && sov-node start --policy policy.json`,
    )
    .action(async (file: string, _flags: unknown, command: Command) => {
      const text = await textIn(file)
      const view = await withNode(cli, settingsOf(cli, command), (client) =>
        client.post<PolicyView>('/sov/v1/policy/check', { text }),
      )
      printResult(cli, command, view, (checked) => `the policy is valid\n\n${policyText(checked)}`)
    })
  addExplain(policy, cli)
}

function addExplain(policy: Command, cli: Cli): void {
  addProviderFlags(
    policy
      .command('explain')
      .description('who may answer such a request, and every rule that decided about it; asks nobody')
      .requiredOption('--model <model>', 'model that would be asked for')
      .option('--data-class <class>', 'data class of the request; the same as --sensitivity')
      .option('--policy <file>', 'a policy to try in place of the one in force'),
  )
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node policy explain --model sov-demo --data-class personal
  $ sov-node policy explain --model sov-demo --data-class personal --policy stricter.json`,
    )
    .action(async ({ model, dataClass, policy: file, ...flags }: ExplainFlags, command: Command) => {
      const provider = providerOf({ ...flags, ...(dataClass === undefined ? {} : { sensitivity: dataClass }) })
      const text = file === undefined ? undefined : await textIn(file)
      const explanation = await withDaemon(cli, settingsOf(cli, command), (client) =>
        client.post<RouteExplanation>('/sov/v1/policy/explain', { request: { model, provider }, policy: text }),
      )
      printResult(cli, command, explanation, explanationText)
    })
}

async function textIn(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw fileError(`cannot read ${file}`, cause)
  }
}

function policyText({ digest, rules, serveRules, assumesDataClass, hasKnownNames }: Jsonified<PolicyView>): string {
  return fields([
    ['digest', digest],
    ['rules', String(rules)],
    ['serves', serveRules === undefined ? 'members of the own co-op' : `by ${String(serveRules)} rules`],
    ['data class', assumesDataClass ?? 'none is assumed'],
    ['names', hasKnownNames ? 'all are known' : 'not looked up: this node is in no co-op'],
  ])
}

function explanationText({ policies, dataClass, candidates }: Jsonified<RouteExplanation>): string {
  const judged = fields([
    ['policy of the node', policies.node],
    ['data class', dataClass ?? 'nobody has said'],
  ])
  return `${judged}\n\n${table(
    [
      { title: 'PEER' },
      { title: 'ORGANISATION' },
      { title: 'WHERE' },
      { title: 'EVIDENCE', align: 'right' },
      { title: 'PROMPTS' },
      { title: 'VERDICT' },
      { title: 'RULES THAT SPOKE' },
    ],
    candidates.map((candidate) => [
      candidateName(candidate),
      orNone(candidate.orgName),
      orNone(candidate.jurisdiction),
      orNone(candidate.evidenceLevel?.toString()),
      prompts(candidate),
      reasonsText(candidate) || 'allowed',
      rulesText(candidate),
    ]),
  )}`
}

function prompts({ promisesNoPromptLogging }: Jsonified<CandidateView>): string {
  return promisesNoPromptLogging === true ? 'not kept' : 'may be kept'
}
