import { BareDatabase, measureSignatures } from './bare-limits.js'
import type { LedgerPair, Sides } from './ledger-pair.js'
import { callLedger, type Observed } from './ledgers.js'
import { summarise } from './statistics.js'
import { decimals, spread, spreadHead, table } from './table.js'

/** Settlements under way at once in the busy case. */
export const AT_ONCE = 64
const SEQUENTIAL_RECEIPTS = 48
const BUSY_RECEIPTS = 8 * AT_ONCE
/** Part of the signature limit that the busy case should reach; reported, not enforced. */
const AIM = 0.5
/** Each envelope of a receipt is checked by the side that did not sign it. */
const ENVELOPES = ['order', 'voucher', 'statement', 'countersign'] as const
/** Of these the provider checks all but its own. */
const PROVIDER = { signs: 1, checks: ENVELOPES.length - 1 } as const

/** One figure per round; all but the first two are receipts per second. */
export interface SettlementSpeeds {
  readonly signUs: number[]
  readonly verifyUs: number[]
  readonly sequential: number[]
  readonly atOnce: number[]
  readonly signatures: number[]
  readonly providerSignatures: number[]
  readonly writes: number[]
  readonly groupedWrites: number[]
}

type Measured = { readonly [K in keyof SettlementSpeeds]?: number }

/** What one settlement writes and signs when nothing else goes on. */
export async function observeReceipt(pair: LedgerPair): Promise<Sides<Observed>> {
  const { consumer, provider } = pair.workers
  // the first one also begins the chains
  await pair.settle(1, 1)
  for (const worker of [consumer, provider]) await callLedger(worker, { call: 'observe' })
  await pair.settle(1, 1)
  return {
    consumer: await callLedger<Observed>(consumer, { call: 'observed' }),
    provider: await callLedger<Observed>(provider, { call: 'observed' }),
  }
}

/**
 * Settles one after another and many at once, and measures what the parts cost alone, in turn, so that a change of the
 * machine's mood meets all of them; each round begins with another, and one round is to warm up.
 *
 * @param path - of a database to be made for bare writes.
 */
export async function measureSettlementSpeeds(
  pair: LedgerPair,
  work: Sides<Observed>,
  path: string,
  rounds: number,
  signal: AbortSignal,
): Promise<SettlementSpeeds> {
  const speeds: SettlementSpeeds = {
    signUs: [],
    verifyUs: [],
    sequential: [],
    atOnce: [],
    signatures: [],
    providerSignatures: [],
    writes: [],
    groupedWrites: [],
  }
  const commits = [...work.consumer.commits, ...work.provider.commits]
  const signs = work.consumer.signatures + work.provider.signatures
  const bare = new BareDatabase(path)
  const measures: readonly (() => Promise<Measured>)[] = [
    async () => ({ sequential: await pair.settle(SEQUENTIAL_RECEIPTS, 1) }),
    async () => ({ atOnce: await pair.settle(BUSY_RECEIPTS, AT_ONCE) }),
    async () => ({ writes: await bare.write(commits, 1, SEQUENTIAL_RECEIPTS / 2) }),
    async () => ({ groupedWrites: await bare.write(commits, AT_ONCE, 2) }),
    () => {
      const { signUs, verifyUs } = measureSignatures()
      const perSecond = (signed: number, checked: number): number => 1e6 / (signed * signUs + checked * verifyUs)
      return Promise.resolve({
        signUs,
        verifyUs,
        signatures: perSecond(signs, ENVELOPES.length),
        providerSignatures: perSecond(PROVIDER.signs, PROVIDER.checks),
      })
    },
  ]
  try {
    for (let round = -1; round < rounds; round++) {
      for (let turn = 0; turn < measures.length; turn++) {
        signal.throwIfAborted()
        const measured = await measures[(round + 1 + turn) % measures.length]!()
        if (round < 0) continue
        for (const [name, figure] of Object.entries(measured)) speeds[name as keyof SettlementSpeeds].push(figure)
      }
    }
  } finally {
    await bare.close()
  }
  return speeds
}

export function settlementTable(speeds: SettlementSpeeds, { consumer, provider }: Sides<Observed>): string {
  const signs = consumer.signatures + provider.signatures
  const syncs = consumer.commits.length + provider.commits.length
  const NAMES = {
    sequential: ['settled', 'one after another'],
    atOnce: ['', `${String(AT_ONCE)} at once`],
    signatures: [
      'signatures alone',
      `both sides on one thread: ${String(signs)} signed, ${String(ENVELOPES.length)} checked`,
    ],
    providerSignatures: ['', `the provider's: ${String(PROVIDER.signs)} signed, ${String(PROVIDER.checks)} checked`],
    writes: ['synced batches alone', `${String(syncs)} of both sides, one after another`],
    groupedWrites: ['', `the same for ${String(AT_ONCE)} receipts in each batch`],
  } as const
  const rows = (Object.keys(NAMES) as (keyof typeof NAMES)[]).map((name) => {
    const ratio = summarise(speeds.atOnce.map((speed, round) => speed / speeds[name][round]!)).median
    return [...NAMES[name], ...spread(summarise(speeds[name]), decimals(0)), ratio.toFixed(2)]
  })
  const { median } = summarise(speeds.atOnce.map((speed, round) => speed / speeds.signatures[round]!))
  const [signUs, verifyUs] = [speeds.signUs, speeds.verifyUs].map((times) => spread(summarise(times), decimals(1)))
  return `Receipts/s between two processes; the last column is ${String(AT_ONCE)} at once as a part of the row
${table(['', '', ...spreadHead('median'), 'at once is'], rows)}
Ed25519 of node:crypto, µs, median, p10, p90: sign ${signUs!.join(', ')}; verify ${verifyUs!.join(', ')}
At least ${String(AIM)} of the signatures on one thread? ${median >= AIM ? 'yes' : 'no'}: ${median.toFixed(2)}`
}
