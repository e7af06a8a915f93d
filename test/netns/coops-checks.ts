import type { CoopDetails } from '../../src/membership/index.js'
import type { ReceiptSummary } from '../../src/ledger/index.js'
import type { PeerView } from '../../src/api/index.js'
import type { ComplianceReport } from '../../src/compliance/index.js'
import type { RouteExplanation } from '../../src/scheduler/index.js'
import { ISSUER_LIFE_MS, MIN_REVOCATION_AGE_MS } from '../../src/limits.js'
import type { Answer } from './chat.js'
import type { Suite } from './check.js'
import { Coops } from './coops.js'
import { CITIES, NORTH, type City } from './coops-map.js'
import { demoQuestion } from './expected.js'
import { until } from './patience.js'

const HOUR_MS = 3_600_000
/** More than the age at which every membership is renewed, so that each day has one. */
const DAY_MS = 27 * HOUR_MS
const DAYS = 3
/** Where work of Kiel's clients may go, by its policy. */
const ALLOWED = ['lund', 'hamburg', 'lyon'] as const satisfies readonly City[]
const FORBIDDEN = ['bergen', 'freiburg', 'austin'] as const satisfies readonly City[]
const FREE_REQUESTS = 6
/** The partition: two organisations of North and a node of South, with no issuer of North among them. */
const ISLAND = ['bergen', 'hamburg', 'kiel', 'lyon'] as const satisfies readonly City[]
const MAINLAND = CITIES.filter((city) => !ISLAND.some((islander) => islander === city))
/** Clocks of honest nodes may differ by two minutes; a request between two that do takes less than what is left. */
const CLOCKS_APART_MS = 100_000
const STORY_BEGUN_CHARACTERS = 50

/** Every pair that may work together: who asks, and who answers. */
const PAIRS = [
  ['lund', 'bergen'],
  ['lund', 'hamburg'],
  ['lund', 'lyon'],
  ['bergen', 'lund'],
  ['bergen', 'hamburg'],
  ['hamburg', 'lund'],
  ['hamburg', 'bergen'],
  ['kiel', 'lund'],
  ['kiel', 'hamburg'],
  ['kiel', 'lyon'],
  ['freiburg', 'lyon'],
] as const satisfies readonly (readonly [City, City])[]

/** Three co-ops in five countries: the order matters, since the last check leaves one node revoked. */
export const COOPS_SUITE: Suite<Coops> = {
  places: CITIES.length,
  checks: [
    { name: 'requests go where the policy allows', run: policies },
    { name: 'an issuer is off for 3 days', run: issuerOff },
    { name: 'a partition without news of revocations', run: partition },
    { name: 'a node is revoked while it works', run: revocation },
  ],
  scene: (underlay, signal) => new Coops(underlay, signal),
}

async function policies(coops: Coops): Promise<string> {
  const removals = await removalsAtKiel(coops)
  for (const city of ALLOWED) same(`what keeps ${city} from answering`, removals.get(city), [])
  same('what keeps Bergen from answering', removals.get('bergen'), ['jurisdiction_not_allowed'])
  same('what keeps Freiburg from answering', removals.get('freiburg'), ['jurisdiction_unknown'])
  same('what keeps Austin from answering', removals.get('austin'), ['jurisdiction_unknown', 'coop_not_allowed'])
  for (const city of FORBIDDEN) {
    same(`${city} asked`, (await coops.refusal('kiel', city))[0], 'ERR_SOV_POLICY_DENIED')
    same(`orders in ${city}`, (await orders(coops, city)).length, 0)
  }
  const { question, answer } = demoQuestion()
  const french = await coops.ask('kiel', { ...question, provider: { jurisdictions: ['FR'] } })
  same('the answer', french.text, answer)
  same('who has answered', answererOf(coops, french), 'lyon')
  await coops.settled(french, 'kiel', 'lyon')
  const answerers = await askFreely(coops, FREE_REQUESTS)
  if (answerers.some((city) => !ALLOWED.some((allowed) => allowed === city)))
    throw new Error(`answered by ${answerers.join(', ')}`)
  const report = await coops.json<ComplianceReport>('kiel', 'audit', 'compliance')
  same('violations', report.violations.length, 0)
  const total = report.requests
  return `${String(total)} requests answered in ${[...new Set(['lyon', ...answerers])].join(', ')}; ${String(FORBIDDEN.length)} refused; the audit finds no violation`
}

async function issuerOff(coops: Coops): Promise<string> {
  if (coops.noClocks !== undefined) return `skipped: ${coops.noClocks}`
  const members = NORTH.filter((city) => city !== 'oslo')
  const others = CITIES.filter((city) => city !== 'oslo')
  let before = await Promise.all(members.map((city) => expiryOf(coops, city)))
  let renewals = 0
  let answers = 0
  await coops.stop(['oslo'])
  for (let day = 1; day <= DAYS; day += 1) {
    await coops.stop(others)
    coops.setClocks(CITIES, day * DAY_MS)
    await coops.start(others)
    await coops.met(others)
    const after: number[] = []
    for (const [index, city] of members.entries()) {
      await until(`the membership of ${city} is renewed`, coops.signal, async () => {
        const gainMs = (await expiryOf(coops, city)) - before[index]!
        return gainMs > DAY_MS - HOUR_MS
      })
      after.push(await expiryOf(coops, city))
      renewals += 1
    }
    before = after
    for (const city of others) await noWarnings(coops, city)
    for (const [city, by] of PAIRS) {
      await coops.served(city, by)
      answers += 1
    }
  }
  await coops.start(['oslo'])
  await coops.met()
  await noWarnings(coops, 'oslo')
  return `${String(DAYS)} × ${String(DAY_MS / HOUR_MS)} h: ${String(renewals)} memberships renewed by Lund, no warning at ${String(others.length)} nodes, ${String(answers)} answers`
}

async function partition(coops: Coops): Promise<string> {
  if (coops.noClocks !== undefined) return `skipped: ${coops.noClocks}`
  await coops.command('oslo', 'coop', 'lifetimes', 'set', '--revocation', `${String(MIN_REVOCATION_AGE_MS / HOUR_MS)}h`)
  for (const city of NORTH)
    await until(`${city} knows the new lifetime`, coops.signal, async () => {
      const { lifetimes } = await coops.json<CoopDetails>(city, 'coop', 'show')
      return lifetimes.revocationMs === MIN_REVOCATION_AGE_MS
    })

  const mainlandGoesOn = await coops.partition(ISLAND)
  for (const city of ISLAND) await coops.forgets(city, MAINLAND)
  await coops.met(ISLAND)
  for (const [city, by] of PAIRS_ON_ISLAND) await coops.served(city, by)

  // The list is too old by the clock of Bergen, and just not by those of who asks: the refusal is that of the other side.
  const staleMs = (await newestNews(coops, 'bergen')) + MIN_REVOCATION_AGE_MS
  coops.setClocks(
    ISLAND.filter((city) => city !== 'bergen'),
    staleMs - CLOCKS_APART_MS / 2 - Date.now(),
  )
  coops.setClocks(['bergen'], staleMs + CLOCKS_APART_MS / 2 - Date.now())
  same('what Bergen says to Hamburg', await coops.refusal('hamburg', 'bergen'), ['ERR_SOV_REVOCATION_STALE'])
  await noWarnings(coops, 'hamburg')
  same('warnings of Bergen', await warningsOf(coops, 'bergen'), ['revocations_stale'])

  coops.setClocks(CITIES, staleMs + CLOCKS_APART_MS / 2 - Date.now())
  const refusals: string[] = []
  for (const [city, by] of [
    ['kiel', 'lyon'],
    ['hamburg', 'bergen'],
    ['bergen', 'hamburg'],
  ] as const)
    refusals.push(`${city} to ${by}: ${(await coops.refusal(city, by)).join(' ')}`)
  const removals = await removalsAtKiel(coops)
  same('what keeps Hamburg from answering', removals.get('hamburg'), [])
  same('what keeps Lyon from answering', removals.get('lyon'), ['revocations_stale'])
  await coops.served('kiel', 'hamburg')
  const answerers = await askFreely(coops, FREE_REQUESTS)
  same('who answers Kiel', [...new Set(answerers)], ['hamburg'])
  same('warnings of Kiel', await warningsOf(coops, 'kiel'), ['revocations_stale'])

  if (mainlandGoesOn) {
    await coops.stop(['oslo', 'lund'])
    await coops.start(['oslo', 'lund'])
    await coops.knows('oslo', ['lund'])
    await coops.served('oslo', 'lund')
  }
  await coops.heal()
  if (!mainlandGoesOn) {
    await coops.stop(['oslo', 'lund'])
    await coops.start(['oslo', 'lund'])
  }
  for (const city of NORTH)
    await until(`${city} has news`, coops.signal, async () => (await warningsOf(coops, city)).length === 0)
  await coops.met()
  for (const [city, by] of PAIRS_ON_ISLAND) await coops.served(city, by)
  return [
    'Bergen to Hamburg: ERR_SOV_REVOCATION_STALE',
    ...refusals,
    `Kiel served by Hamburg; the others ${mainlandGoesOn ? 'go on' : 'stood still'} meanwhile; all work again once healed`,
  ].join('; ')
}

const PAIRS_ON_ISLAND = [
  ['kiel', 'lyon'],
  ['kiel', 'hamburg'],
  ['hamburg', 'bergen'],
] as const satisfies readonly (readonly [City, City])[]

async function revocation(coops: Coops): Promise<string> {
  const providers = ['lund', 'lyon'] as const
  const answers = providers.map((provider) => longAnswer(coops, provider))
  await Promise.all(answers.map(({ begun }) => begun))
  await coops.command('oslo', 'revoke', coops.peer('kiel'))
  const revokedMs = performance.now()
  const endings: string[] = []
  for (const [index, provider] of providers.entries()) {
    const { error, endedMs } = await answers[index]!.ended
    same(`what ends the answer of ${provider}`, error?.code, 'ERR_SOV_REVOKED')
    endings.push(`${provider} ${inSeconds(endedMs - revokedMs)}`)
    const order = (await orders(coops, 'kiel')).find(({ peer }) => peer === coops.peer(provider))
    await coops.sameReceipt(order?.orderId, 'kiel', provider)
    await until(`${provider} has stopped`, coops.signal, async () => {
      return (await coops.status(provider)).admittedRequests === 0
    })
  }
  const others = CITIES.filter((city) => city !== 'kiel')
  for (const city of others) await coops.forgets(city, ['kiel'])
  const forgottenMs = performance.now()
  for (const city of others) {
    const peers = await coops.json<readonly PeerView[]>(city, 'peers')
    same(`Kiel at ${city}`, peers.filter(({ peer }) => peer === coops.peer('kiel')).length, 0)
  }
  same('warnings of Kiel', await warningsOf(coops, 'kiel'), ['membership_revoked'])
  const remaining = PAIRS.filter(([city]) => city !== 'kiel')
  for (const [city, by] of remaining) await coops.served(city, by)
  return [
    `streams ended and settled: ${endings.join(', ')} after the command`,
    `gone from ${String(others.length)} nodes after ${inSeconds(forgottenMs - revokedMs)}`,
    `${String(remaining.length)} pairs go on`,
  ].join('; ')
}

/** An answer for Kiel that would take minutes. */
function longAnswer(
  coops: Coops,
  provider: City,
): { readonly begun: Promise<void>; readonly ended: Promise<Answer & { readonly endedMs: number }> } {
  let begin = (): void => undefined
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const question = { model: 'fake', content: 'Tell me a long story.', provider: { only: [coops.peer(provider)] } }
  const asking = coops.ask('kiel', question, (text) => {
    if (text.length >= STORY_BEGUN_CHARACTERS) begin()
  })
  const ended = asking.then((answer) => ({ ...answer, endedMs: performance.now() }))
  // Whatever ends it ends the wait for its beginning as well.
  void ended.finally(begin).catch(() => undefined)
  return { begun, ended }
}

/** Of every node that Kiel knows, the rules that keep it from answering. */
async function removalsAtKiel(coops: Coops): Promise<ReadonlyMap<City, readonly string[]>> {
  const explanation = await coops.json<RouteExplanation>('kiel', 'policy', 'explain', '--model', 'fake')
  return new Map(
    explanation.candidates.map(({ peer, removals }) => [coops.cityOf(peer), removals.map(({ rule }) => rule)]),
  )
}

/** Who has answered each of some requests of a client in Kiel that names nobody. */
async function askFreely(coops: Coops, count: number): Promise<readonly City[]> {
  const cities: City[] = []
  for (let turn = 0; turn < count; turn += 1) {
    const answer = await coops.ask('kiel', { model: 'fake', content: `Hello ${String(turn)}`, maxTokens: 4 })
    cities.push(answererOf(coops, answer))
  }
  return cities
}

function answererOf(coops: Coops, { facts, error }: Answer): City {
  if (error !== undefined) throw error
  if (facts?.peer == null) throw new Error('the answer names no provider')
  return coops.cityOf(facts.peer)
}

async function orders(coops: Coops, city: City): Promise<readonly { orderId: string; peer: string }[]> {
  return coops.json<readonly ReceiptSummary[]>(city, 'ledger', 'list')
}

async function expiryOf(coops: Coops, city: City): Promise<number> {
  const { membership } = await coops.status(city)
  if (membership === undefined) throw new Error(`${city} is in no co-op`)
  return membership.expiresAtMs
}

async function warningsOf(coops: Coops, city: City): Promise<readonly string[]> {
  return (await coops.status(city)).warnings.map(({ kind }) => kind)
}

async function noWarnings(coops: Coops, city: City): Promise<void> {
  same(`warnings of ${city}`, await warningsOf(coops, city), [])
}

/** The newest signature of an issuer that a node has: on a revocation list, or on the certificate of one without. */
async function newestNews(coops: Coops, city: City): Promise<number> {
  const { issuers } = await coops.json<CoopDetails>(city, 'coop', 'show')
  return Math.max(...issuers.map(({ listSignedAtMs, endsAtMs }) => listSignedAtMs ?? endsAtMs - ISSUER_LIFE_MS))
}

function inSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}

function same(what: string, found: unknown, expected: unknown): void {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)]
  if (one !== other) throw new Error(`${what}: ${one}, expected ${other}`)
}
