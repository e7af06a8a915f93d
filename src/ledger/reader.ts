import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import { peerIdFromBytes, peerIdToBytes, type PeerIdString } from '../identity/index.js'
import { CLAIM_AFTER_MS, MAX_LISTED_RECEIPTS } from '../limits.js'
import type { Store } from '../store/index.js'
import {
  ENTRY,
  equalBytes,
  fromHex,
  openStatement,
  ORDER,
  receiptBundle,
  toHex,
  Verdict,
  type ReceiptBundle,
  type Statement,
} from '../wire/index.js'
import { balanceOf, decodeAccount, sumOf, type Account } from './balances/accounts.js'
import { counterparty } from './balances/counterparty.js'
import { countersignIn, statementIn } from './settlement/entry-body.js'
import { readable } from './chain/salvage.js'
import type { Balances, OrganisationBalance } from './balances/balance.js'
import type { ListOptions, ReceiptState, ReceiptSummary } from './listing.js'
import type { Terms } from './settlement/settlement.js'
import { readRecord } from './records.js'
import type { SignedEntry, SignedOrder } from './signed.js'
import { isPeerKey, orderInKey, TABLE, timeKey } from './tables.js'
import { lastSuccessor, readSuccessions } from './decisions/successions.js'
import { openTerms } from './settlement/terms.js'
import { Draft } from './writer.js'

const DEFAULT_LISTED = 100
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
  async list(options: ListOptions = {}): Promise<readonly ReceiptSummary[]> {
    return (await this.#page(options)).summaries
  }

  /** See `Ledger.damaged`. */
  async damaged(options: ListOptions = {}): Promise<number> {
    return (await this.#page(options)).damaged
  }

  async #page({ limit = DEFAULT_LISTED, before }: ListOptions): Promise<Page> {
    const most = Math.min(limit, MAX_LISTED_RECEIPTS)
    const summaries: ReceiptSummary[] = []
    let damaged = 0
    // a record that is dropped meanwhile is none that was lost
    const now = this.#store.snapshot()
    try {
      const range = now.table(TABLE.times).range({
        reverse: true,
        ...(before === undefined ? {} : { to: timeKey(BigInt(before.createdMs), fromHex(before.orderDigest)) }),
      })
      for await (const [key] of range) {
        if (summaries.length === most) break
        const bytes = await now.table(TABLE.records).get(orderInKey(key))
        const record = bytes === undefined ? undefined : readable(() => openRecord(receiptBundle.decodeStrict(bytes)))
        if (record === undefined) damaged++
        else summaries.push(await this.#summary(record))
      }
      return { summaries, damaged }
    } finally {
      await now.close()
    }
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
      state = await this.#stateOf(openRecord(record))
      if (state === 'settled') return this.#store.table(TABLE.records).get(digest)
    }
    return state
  }

  async #summary(record: OpenedRecord): Promise<ReceiptSummary> {
    const { order, terms, stated } = record
    const role = equalBytes(order.value.consumer, this.#self) ? 'consumer' : 'provider'
    const { credential } = role === 'consumer' ? terms.provider : terms.consumer
    return {
      orderId: toHex(order.value.orderId),
      orderDigest: toHex(order.digest),
      createdMs: Number(order.value.createdMs),
      role,
      ...counterparty(terms, role),
      jurisdiction: credential.jurisdiction,
      model: toHex(order.value.modelManifest),
      state: await this.#stateOf(record),
      statement: stated === undefined ? undefined : toHex(stated.entry.digest),
      promptTokens: stated?.body.promptTokens,
      outputTokens: stated?.body.outputTokens,
      isAttested: stated?.body.isAttested,
      charge: stated?.body.charge,
    }
  }

  async #stateOf({ order, stated, verdict }: OpenedRecord): Promise<ReceiptState> {
    const now = this.#clock.nowMs()
    if (stated === undefined) return Number(order.value.expiresMs) > now ? 'open' : 'expired'
    if (verdict === Verdict.VERDICT_ACCEPT) return 'settled'
    if ((await this.#store.table(TABLE.awards).get(stated.entry.digest)) !== undefined) return 'resolved'
    if (verdict === Verdict.VERDICT_DISPUTE) return 'disputed'
    return Number(stated.entry.value.timeMs) + CLAIM_AFTER_MS > now ? 'unsigned' : 'claimed'
  }
}

/** Some orders, and how many records between them cannot be read. */
interface Page {
  readonly summaries: readonly ReceiptSummary[]
  readonly damaged: number
}

interface OpenedRecord {
  readonly order: SignedOrder
  readonly terms: Terms
  /** Undefined until there is one. */
  readonly stated: { readonly entry: SignedEntry; readonly body: Statement } | undefined
  /** Of the countersign; unspecified until there is one. */
  readonly verdict: Verdict
}

/** @throws {SovError} wire errors; ERR_SOV_PEER_MISBEHAVED when an entry is of another kind. */
function openRecord({ countersign, ...record }: ReceiptBundle): OpenedRecord {
  const entry = record.statement.length === 0 ? undefined : openStatement(ENTRY, record.statement)
  return {
    order: openStatement(ORDER, record.order),
    terms: openTerms(record),
    stated: entry === undefined ? undefined : { entry, body: statementIn(entry) },
    verdict:
      countersign.length === 0 ? Verdict.VERDICT_UNSPECIFIED : countersignIn(openStatement(ENTRY, countersign)).verdict,
  }
}

function viewOf(account: Account): OrganisationBalance {
  return { orgId: account.orgId, orgName: account.orgName, ...balanceOf(account) }
}
