import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import { peerIdFromBytes, peerIdToBytes, type PeerIdString } from '../identity/index.js'
import { CLAIM_AFTER_MS, MAX_LISTED_RECEIPTS } from '../limits.js'
import type { Store } from '../store/index.js'
import { ENTRY, equalBytes, fromHex, openStatement, ORDER, toHex, Verdict, type ReceiptBundle } from '../wire/index.js'
import { balanceOf, decodeAccount, sumOf, type Account } from './balances/accounts.js'
import { counterparty } from './balances/counterparty.js'
import { countersignIn, statementIn } from './settlement/entry-body.js'
import type { Balances, ListOptions, OrganisationBalance, ReceiptState, ReceiptSummary } from './index.js'
import { readRecord } from './records.js'
import { isPeerKey, orderInKey, TABLE, timeKey } from './tables.js'
import { lastSuccessor, readSuccessions } from './decisions/successions.js'
import { openTerms } from './settlement/terms.js'
import { Draft } from './writer.js'

const DEFAULT_LISTED = 100
const NO_ANSWER = { verdict: Verdict.VERDICT_UNSPECIFIED }
const DIGEST_BYTES = 32

/** Answers questions from the store; signs nothing and changes nothing. */
export class LedgerReader {
  readonly #store: Store
  readonly #self: Uint8Array
  readonly #clock: Clock

  constructor(store: Store, self: PeerIdString, clock: Clock) {
    this.#store = store
    this.#self = peerIdToBytes(self)
    this.#clock = clock
  }

  /** See `Ledger.balances`. */
  async balances(): Promise<Balances> {
    const perPeer = new Map<PeerIdString, Account>()
    const perOrganisation: OrganisationBalance[] = []
    const successions = await readSuccessions(this.#store)
    for await (const [key, bytes] of this.#store.table(TABLE.accounts).range()) {
      const account = decodeAccount(bytes)
      if (isPeerKey(key)) {
        const peer = lastSuccessor(peerIdFromBytes(key), successions)
        const before = perPeer.get(peer)
        perPeer.set(peer, before === undefined ? account : sumOf(before, account))
      } else {
        perOrganisation.push(viewOf(account))
      }
    }
    return { perPeer: [...perPeer].map(([peer, account]) => ({ peer, ...viewOf(account) })), perOrganisation }
  }

  /** See `Ledger.list`. */
  async list({ limit = DEFAULT_LISTED, before }: ListOptions = {}): Promise<readonly ReceiptSummary[]> {
    const summaries: ReceiptSummary[] = []
    const range = this.#store.table(TABLE.times).range({
      limit: Math.min(limit, MAX_LISTED_RECEIPTS),
      reverse: true,
      ...(before === undefined ? {} : { to: timeKey(BigInt(before.createdMs), fromHex(before.orderDigest)) }),
    })
    for await (const [key] of range) {
      const record = await readRecord(new Draft(this.#store), orderInKey(key))
      if (record !== undefined) summaries.push(await this.#summary(record))
    }
    return summaries
  }

  /** See `Ledger.receipt`. */
  async receipt(orderId: string): Promise<Uint8Array> {
    const state = await this.#find(orderId)
    if (state instanceof Uint8Array) return state
    throw new SovError(
      'ERR_SOV_RECEIPT_NOT_FOUND',
      state === undefined ? 'no order with this id is in the ledger' : `the order is ${state}: it has no receipt`,
      { remedy: 'See `sov-node ledger list`; a receipt exists once both sides have signed.', details: { state } },
    )
  }

  /** The receipt, or the state of the order when it has none. */
  async #find(orderId: string): Promise<Uint8Array | ReceiptState | undefined> {
    if (!/^[0-9a-f]{32}$/i.test(orderId)) return undefined
    const from = fromHex(orderId)
    const to = Buffer.concat([from, Buffer.alloc(DIGEST_BYTES + 1, 0xff)])
    let state: ReceiptState | undefined
    // Two consumers may choose one id on purpose; then the one that has a receipt is meant.
    for await (const [key] of this.#store.table(TABLE.orderIds).range({ from, to })) {
      const digest = key.subarray(from.length)
      const record = await readRecord(new Draft(this.#store), digest)
      if (record === undefined) continue
      state = await this.#stateOf(record, openStatement(ORDER, record.order).value.expiresMs)
      if (state === 'settled') return this.#store.table(TABLE.records).get(digest)
    }
    return state
  }

  async #summary(record: ReceiptBundle): Promise<ReceiptSummary> {
    const { value: order, digest } = openStatement(ORDER, record.order)
    const terms = openTerms(record)
    const role = equalBytes(order.consumer, this.#self) ? 'consumer' : 'provider'
    const { credential } = role === 'consumer' ? terms.provider : terms.consumer
    const entry = record.statement.length === 0 ? undefined : openStatement(ENTRY, record.statement)
    const statement = entry === undefined ? undefined : statementIn(entry)
    return {
      orderId: toHex(order.orderId),
      orderDigest: toHex(digest),
      createdMs: Number(order.createdMs),
      role,
      ...counterparty(terms, role),
      jurisdiction: credential.jurisdiction,
      model: toHex(order.modelManifest),
      state: await this.#stateOf(record, order.expiresMs),
      statement: entry === undefined ? undefined : toHex(entry.digest),
      promptTokens: statement?.promptTokens,
      outputTokens: statement?.outputTokens,
      isAttested: statement?.isAttested,
      charge: statement?.charge,
    }
  }

  async #stateOf({ statement, countersign }: ReceiptBundle, expiresMs: bigint): Promise<ReceiptState> {
    const now = this.#clock.nowMs()
    if (statement.length === 0) return Number(expiresMs) > now ? 'open' : 'expired'
    const { verdict } = countersign.length === 0 ? NO_ANSWER : countersignIn(openStatement(ENTRY, countersign))
    if (verdict === Verdict.VERDICT_ACCEPT) return 'settled'
    const { digest, value } = openStatement(ENTRY, statement)
    if ((await this.#store.table(TABLE.awards).get(digest)) !== undefined) return 'resolved'
    if (verdict === Verdict.VERDICT_DISPUTE) return 'disputed'
    return Number(value.timeMs) + CLAIM_AFTER_MS > now ? 'unsigned' : 'claimed'
  }
}

function viewOf(account: Account): OrganisationBalance {
  return { orgId: account.orgId, orgName: account.orgName, ...balanceOf(account) }
}
