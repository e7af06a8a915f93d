import { InvalidArgumentError, type Command } from 'commander'
import type { PriceTableView, PricesView } from '../../src/api/index.js'
import type { Jsonified } from '../../src/json.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fields } from '../columns.js'
import { number } from '../flags.js'
import { addRootKeyFlags, withRootKey, type RootKeyFlags } from '../root-key.js'
import { moment } from '../show.js'
import { withNode } from '../with-node.js'

interface PriceFlags extends RootKeyFlags {
  readonly prompt?: number
  readonly output?: number
  readonly context?: number
  readonly freeInside?: boolean
  readonly creditLimit?: string
  readonly startingLine?: string
  readonly effective?: number
}

export function addCoopPrices(coop: Command, cli: Cli): void {
  const prices = coop.command('prices').description('what work costs in the co-op; works without a running node')
  prices
    .command('show')
    .description('the prices in force and those to come, with an example')
    .addHelpText('after', '\nExample:\n  $ sov-node coop prices show')
    .action(async (_flags: unknown, command: Command) => {
      const settings = settingsOf(cli, command)
      const view = await withNode(cli, settings, (client) => client.get<PricesView>('/sov/v1/prices'))
      printResult(cli, command, view, pricesText)
    })
  const set = prices
    .command('set')
    .description('sign new prices with the root key of the co-op; what is not named stays as it is')
    .option('--prompt <thousandths>', 'per prompt token that was not in the KV cache', number)
    .option('--output <thousandths>', 'per output token', number)
    .option('--context <millionths>', 'per output token and token of context before it', number)
    .option('--free-inside', 'work inside one organisation costs nothing')
    .option('--no-free-inside', 'work inside one organisation costs the same')
    .option('--credit-limit <units>', 'what an organisation may owe one node; 0: the default of the software')
    .option('--starting-line <units>', 'what a newcomer may owe before its priority falls; 0: the default')
    .option(
      '--effective <time>',
      'when they begin, e.g. 2026-12-01T00:00Z; without a zone it is local; default: now',
      time,
    )
  addRootKeyFlags(set)
    .addHelpText(
      'after',
      '\nExamples:\n  $ sov-node coop prices set --prompt 300 --output 1200\n  $ sov-node coop prices set --no-free-inside --effective 2026-12-01T00:00Z',
    )
    .action(async (flags: PriceFlags, command: Command) => {
      const settings = settingsOf(cli, command)
      const change = {
        promptRate: flags.prompt,
        outputRate: flags.output,
        contextRate: flags.context,
        isFreeInsideOrganisation: flags.freeInside,
        creditLimit: flags.creditLimit,
        startingLine: flags.startingLine,
        effectiveMs: flags.effective,
      }
      const view = await withRootKey(cli, flags, (rootKey) =>
        withNode(cli, settings, (client) => client.post<PricesView>('/sov/v1/prices', { ...change, rootKey })),
      )
      printResult(cli, command, view, pricesText)
    })
}

/** Date and time of ISO 8601 in Unix epoch milliseconds. */
function time(value: string): number {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?$/.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(ms)) throw new InvalidArgumentError('Expected a date and time such as 2026-12-01T00:00Z.')
  return ms
}

function pricesText({ inForce, toCome }: Jsonified<PricesView>): string {
  const tables = [
    ...(inForce === undefined ? [] : [tableText(inForce, 'since')]),
    ...toCome.map((table) => tableText(table, 'from')),
  ]
  return tables.join('\n\n')
}

function tableText(table: Jsonified<PriceTableView>, since: 'since' | 'from'): string {
  const { example } = table
  return fields([
    ['prices', `version ${String(table.version)}, in force ${since} ${moment(table.effectiveAtMs)}`],
    ['prompt', `${String(table.promptRate)} thousandths for each prompt token that was not in the KV cache`],
    ['output', `${String(table.outputRate)} thousandths for each output token`],
    ['context', `${String(table.contextRate)} millionths for each output token and token of context before it`],
    ['inside', table.isFreeInsideOrganisation ? 'free inside one organisation' : 'the same inside one organisation'],
    ['credit limit', unitsText(table.creditLimit)],
    ['starting line', unitsText(table.startingLine)],
    [
      'example',
      `${grouped(example.promptTokens)} prompt and ${grouped(example.outputTokens)} output tokens of a model with ` +
        `${grouped(Number(example.activeParameters) / 1e9)} billion active parameters cost ${grouped(BigInt(example.charge))} units`,
    ],
  ])
}

function unitsText(units: string): string {
  return units === '0' ? 'default of the software' : `${grouped(BigInt(units))} units`
}

function grouped(value: number | bigint): string {
  return value.toLocaleString('en')
}
