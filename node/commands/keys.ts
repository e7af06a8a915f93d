import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { ApiKeyView, CreatedApiKey } from '../../src/index.js'
import type { Jsonified } from '../../src/json.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fields, table } from '../columns.js'
import { fileError } from '../file-error.js'
import { number } from '../flags.js'
import { moment, NONE, orNone, shortDigest } from '../show.js'
import { withNode } from '../with-node.js'

const DAY_MS = 24 * 3_600_000

interface CreateFlags {
  readonly name: string
  readonly policy?: string
  readonly dataClass?: string
  readonly requestsPerMinute?: number
  readonly maxConcurrent?: number
  readonly expires?: number
}

export function addKeys(program: Command, cli: Cli): void {
  const keys = program.command('keys').description('API keys: who may use the API of this node, and for what')
  addCreate(keys, cli)
  keys
    .command('list')
    .description('list the API keys, expired ones included; never the keys themselves')
    .addHelpText('after', '\nExample:\n  $ sov-node keys list')
    .action(async (_flags: unknown, command: Command) => {
      const list = await withNode(cli, settingsOf(cli, command), (client) =>
        client.get<readonly ApiKeyView[]>('/sov/v1/keys'),
      )
      printResult(cli, command, list, (all) => (all.length === 0 ? 'no API key exists' : keyTable(all)))
    })
  keys
    .command('revoke <id>')
    .description('end an API key at once, and the answers under way with it')
    .addHelpText('after', '\nExample:\n  $ sov-node keys revoke 3f9c02ab')
    .action(async (id: string, _flags: unknown, command: Command) => {
      const view = await withNode(cli, settingsOf(cli, command), (client) =>
        client.post<ApiKeyView>('/sov/v1/keys/revoke', { id }),
      )
      printResult(cli, command, view, ({ name }) => `revoked: ${id}, ${name}`)
    })
}

function addCreate(keys: Command, cli: Cli): void {
  keys
    .command('create')
    .description('make an API key and print it, once')
    .requiredOption('--name <name>', 'whose or what for; shown in lists')
    .option('--policy <file>', 'policy that requests with it must satisfy, beside the policy of the node')
    .option('--data-class <class>', 'data class of every request with it, e.g. personal')
    .option('--requests-per-minute <number>', 'requests in a minute; default: no limit', number)
    .option('--max-concurrent <number>', 'requests under way at the same time; default: no limit', number)
    .option('--expires <days>', 'days until it ends; default: it does not', number)
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node keys create --name "ward 3"
  $ sov-node keys create --name "ward 3" --policy ward.json --data-class personal --max-concurrent 2 --expires 90

Clients send it as a bearer token; for the openai package it is the apiKey. Only its SHA-256 is kept, so nobody can
show it again.`,
    )
    .action(async (flags: CreateFlags, command: Command) => {
      const { name, policy, dataClass, requestsPerMinute, maxConcurrent, expires } = flags
      const options = {
        name,
        policy: policy === undefined ? undefined : await readText(policy),
        dataClass,
        requestsPerMinute,
        maxConcurrent,
        expiresInMs: expires === undefined ? undefined : expires * DAY_MS,
      }
      const created = await withNode(cli, settingsOf(cli, command), (client) =>
        client.post<CreatedApiKey>('/sov/v1/keys', options),
      )
      printResult(cli, command, created, ({ key }) => key)
      cli.err(
        `${fields([
          ['id', created.id],
          ['ends', created.expiresAtMs === undefined ? 'when it is revoked' : moment(created.expiresAtMs)],
        ])}\n`,
      )
    })
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw fileError(`cannot read the policy ${path}`, cause)
  }
}

function keyTable(keys: readonly Jsonified<ApiKeyView>[]): string {
  return table(
    [
      { title: 'ID' },
      { title: 'NAME' },
      { title: 'POLICY' },
      { title: 'DATA CLASS' },
      { title: 'PER MINUTE', align: 'right' },
      { title: 'AT ONCE', align: 'right' },
      { title: 'CREATED' },
      { title: 'ENDS' },
    ],
    keys.map((key) => [
      key.id,
      key.name,
      key.policyDigest === undefined ? NONE : shortDigest(key.policyDigest),
      orNone(key.dataClass),
      orNone(key.requestsPerMinute?.toString()),
      orNone(key.maxConcurrent?.toString()),
      moment(key.createdAtMs),
      key.expiresAtMs === undefined ? NONE : moment(key.expiresAtMs),
    ]),
  )
}
