import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ChatChunk, ChatUsage } from '../../src/api/index.js'
import type { Jsonified } from '../../src/json.js'
import { SovError } from '../../src/errors.js'
import type { Balances } from '../../src/ledger/index.js'
import type { CandidateView, RequestRecord } from '../../src/scheduler/index.js'
import { table } from '../columns.js'
import { HttpTransport } from '../node-client.js'
import { milliseconds, NONE } from '../show.js'
import { printable } from '../terminal.js'
import type { DemoMesh, MeshNode } from './mesh.js'

/** Where the demo speaks. */
export interface Screen {
  heading(text: string): void
  line(text: string): void
  /** Text as it streams in, without a line end. */
  stream(text: string): void
}

const EU_AND_NORWAY = ['EU', 'NO']
const QUESTION = 'What is sov-node?'
/** Its answer is long enough to be broken off. */
const LONG_QUESTION = 'Explain failover in detail.'
/** So much of it is on the screen when the serving node is killed. */
const BEGUN_CHARACTERS = 80

type Usage = ChatUsage

/** What the demo tells, in order. Every step checks that it went as told; the first that did not ends the demo. */
export async function tellStory(mesh: DemoMesh, screen: Screen, signal: AbortSignal): Promise<void> {
  const { api, membership } = await mesh.asking.process.status()
  if (api === undefined || membership === undefined) throw notAsTold('the asking node has an API and a membership')
  const client = HttpTransport.ofUrl(api, signal)
  try {
    const served = await askAndShow(mesh, client, screen, QUESTION)
    await showReceipt(mesh, screen, served, membership.networkId)
    await showBalances(mesh, screen, served)
    const other = await killInMidAnswer(mesh, client, screen)
    await showReceipt(mesh, screen, other, membership.networkId)
    await showRefusal(client, screen)
  } finally {
    await client.close()
  }
}

interface Served {
  readonly node: MeshNode
  readonly receipt: string
  readonly charge: string
}

async function askAndShow(mesh: DemoMesh, client: HttpTransport, screen: Screen, question: string): Promise<Served> {
  screen.heading(`Ask ${mesh.asking.org} (NO), answer only from the EU or Norway, from another node`)
  const usage = await ask(client, screen, question)
  const { jurisdiction, receipt, charge, settlement, request } = usage.sov
  check(jurisdiction === 'DE' || jurisdiction === 'FR', 'a node in the EU answers')
  check(settlement === 'settled' && receipt !== null && charge !== null, 'both sides sign the receipt')
  const node = mesh.node(jurisdiction)
  await mesh.settled(node, receipt)
  screen.line(
    `served by ${node.org} (${jurisdiction}): ${String(usage.completion_tokens)} tokens, ${charge} work units`,
  )
  const record = JSON.parse(await getText(client, `/sov/v1/requests/${request}`)) as Jsonified<RequestRecord>
  screen.line(candidatesTable(record.decision.candidates, jurisdiction))
  const rules = (where: string): readonly string[] => rulesOf(record.decision.candidates, where)
  check(rules('US').includes('jurisdiction_not_allowed'), 'the node in the US is removed by its jurisdiction')
  check(rules('NO').includes('tier_not_allowed'), 'the asking node is removed by the tier')
  return { node, receipt, charge }
}

async function showReceipt(
  mesh: DemoMesh,
  screen: Screen,
  { node, receipt }: Served,
  networkId: string,
): Promise<void> {
  screen.heading('The receipt, from both stores, checked by a process that trusts only the co-op’s root')
  const copies: Buffer[] = []
  for (const { org, jurisdiction, process } of [mesh.asking, node]) {
    const file = join(mesh.folder, `${receipt}.${jurisdiction}.receipt`)
    // A node that was killed has its store still; so has its receipt.
    await process.command('receipt', 'export', receipt, '-o', file)
    await process.command('receipt', 'verify', file, '--trust', networkId)
    copies.push(await readFile(file))
    screen.line(`✓ ${org} (${jurisdiction}): ${file}`)
  }
  check(
    copies.length === 2 && copies[0]?.equals(copies[1] ?? Buffer.alloc(0)) === true,
    'both copies are the same bytes',
  )
  screen.line('✓ the two files are the same, byte for byte')
}

async function showBalances(mesh: DemoMesh, screen: Screen, { node, charge }: Served): Promise<void> {
  screen.heading('The balances on both sides')
  const [consumer, provider] = await Promise.all([mesh.asking, node].map(balanceOf))
  check(consumer === -BigInt(charge) && provider === BigInt(charge), 'the balances are the charge and sum to zero')
  screen.line(
    table(
      [{ title: 'ORGANISATION' }, { title: 'BALANCE', align: 'right' }],
      [
        [mesh.asking.org, String(consumer)],
        [node.org, `+${String(provider)}`],
      ],
    ),
  )
}

/** @returns who ended the answer. */
async function killInMidAnswer(mesh: DemoMesh, client: HttpTransport, screen: Screen): Promise<Served> {
  screen.heading('Ask for a long answer, and kill the serving node in the middle of it')
  let killed: MeshNode | undefined
  const usage = await ask(client, screen, LONG_QUESTION, async (text) => {
    if (killed !== undefined || text.length < BEGUN_CHARACTERS) return
    killed = await mesh.serving()
    await killed?.process.kill()
    screen.stream(` [${killed?.org ?? 'nobody'} killed] `)
  })
  const { jurisdiction, receipt, charge, settlement, request } = usage.sov
  check(killed !== undefined && jurisdiction !== null, 'a node is killed while it answers')
  check(killed.jurisdiction !== jurisdiction, 'another node ends the answer')
  check(settlement === 'settled' && receipt !== null && charge !== null, 'both sides sign the receipt of the rest')
  const { attempts } = JSON.parse(await getText(client, `/sov/v1/requests/${request}`)) as Jsonified<RequestRecord>
  const given = attempts.reduce((sum, { outputTokens }) => sum + outputTokens, 0)
  check(attempts.length === 2 && given === usage.completion_tokens, 'the two have given all tokens, and each once')
  screen.line(
    table(
      [{ title: 'NODE' }, { title: 'WHERE' }, { title: 'OUTCOME' }, { title: 'TOKENS', align: 'right' }],
      attempts.map(({ orgName, jurisdiction: where, outcome, outputTokens }) => [
        orgName ?? NONE,
        where ?? NONE,
        outcome,
        String(outputTokens),
      ]),
    ),
  )
  screen.line(`${killed.org} died before a voucher was due, so for its part nothing is owed.`)
  const node = mesh.node(jurisdiction)
  await mesh.settled(node, receipt)
  return { node, receipt, charge }
}

async function showRefusal(client: HttpTransport, screen: Screen): Promise<void> {
  screen.heading('Ask for an answer from Sweden only')
  const { status, body } = await client.request(chat({ jurisdictions: ['SE'], tier: 'mesh' }, QUESTION, false))
  const { error } = JSON.parse(Buffer.from(body).toString()) as {
    error: { code: string; message: string; sov: { details: { candidates: readonly Jsonified<CandidateView>[] } } }
  }
  check(status === 403 && error.code === 'jurisdiction_denied', 'the request is refused, not sent elsewhere')
  screen.line(`HTTP ${String(status)} ${error.code}: ${error.message}`)
  screen.line(candidatesTable(error.sov.details.candidates, undefined))
}

/** Streams an answer to the screen; `onText` sees what is there so far. */
async function ask(
  client: HttpTransport,
  screen: Screen,
  question: string,
  onText: (text: string) => Promise<void> = () => Promise.resolve(),
): Promise<Usage> {
  const { path, body } = chat({ jurisdictions: EU_AND_NORWAY, tier: 'mesh' }, question, true)
  let usage: Usage | undefined
  let text = ''
  screen.line(`> ${question}`)
  for await (const chunk of client.stream(path, body) as AsyncIterable<ChatChunk>) {
    const delta = printable(chunk.choices[0]?.delta.content ?? '')
    text += delta
    screen.stream(delta)
    await onText(text)
    usage = chunk.usage ?? usage
  }
  screen.stream('\n')
  if (usage === undefined || text === '') throw notAsTold('the answer streams in and ends with its usage')
  return usage
}

function chat(provider: object, question: string, stream: boolean): { method: 'POST'; path: string; body: object } {
  const body = {
    model: 'sov-demo',
    messages: [{ role: 'user', content: question }],
    temperature: 0,
    provider,
    ...(stream ? { stream, stream_options: { include_usage: true } } : {}),
  }
  return { method: 'POST', path: '/v1/chat/completions', body }
}

async function getText(client: HttpTransport, path: string): Promise<string> {
  const { status, body } = await client.request({ method: 'GET', path })
  check(status === 200, `GET ${path} answers`)
  return Buffer.from(body).toString()
}

async function balanceOf({ process }: MeshNode): Promise<bigint> {
  const { perOrganisation } = await process.control.get<Balances>('/sov/v1/ledger')
  return perOrganisation.reduce((sum, { balance }) => sum + BigInt(balance), 0n)
}

function rulesOf(candidates: readonly Jsonified<CandidateView>[], jurisdiction: string): readonly string[] {
  const candidate = candidates.find((view) => view.jurisdiction === jurisdiction)
  return candidate?.removals.map(({ rule }) => rule) ?? []
}

function candidatesTable(candidates: readonly Jsonified<CandidateView>[], servedBy: string | undefined): string {
  return table(
    [{ title: 'NODE' }, { title: 'WHERE' }, { title: 'ROUND TRIP', align: 'right' }, { title: 'DECISION' }],
    candidates.map(({ orgName = NONE, jurisdiction = NONE, rttMs, removals, predictedFirstTokenMs }) => [
      orgName,
      jurisdiction,
      milliseconds(rttMs),
      removals.length > 0
        ? `no: ${removals.map(({ reason }) => reason).join('; ')}`
        : `${jurisdiction === servedBy ? 'chosen' : 'second choice'}, first token expected in ${milliseconds(predictedFirstTokenMs)}`,
    ]),
  )
}

function check(isAsTold: boolean, what: string): asserts isAsTold {
  if (!isAsTold) throw notAsTold(what)
}

function notAsTold(what: string): SovError {
  return new SovError('ERR_SOV_INTERNAL', `the demo did not go as told: ${what}`, {
    remedy: 'Run it again with --keep and look at the logs of the nodes.',
  })
}
