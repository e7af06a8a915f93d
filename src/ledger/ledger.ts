import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import { peerIdFromBytes, type PeerIdString, type Signer } from '../identity/index.js'
import type { Store } from '../store/index.js'
import { ConsumerSide } from './settlement/consumer-side.js'
import type {
  Acknowledgement,
  AdmissionFacts,
  Countersigned,
  CountersignInput,
  OrderInput,
  OrderRefusal,
  Owed,
  StatementInput,
  Terms,
  VoucherInput,
} from './settlement/settlement.js'
import type { AwardInput, Decider, SuccessionInput } from './decisions/decider.js'
import type { Balances } from './balances/balance.js'
import type { ChainState } from './chain/chain-state.js'
import type { ExchangeComponents, LateSettlement, LedgerExchange } from './exchange/late-settlement.js'
import type { Ledger, LedgerComponents, Rebuilt } from './index.js'
import type { ListOptions, ReceiptSummary } from './listing.js'
import { checkAuthor } from './author.js'
import { Audits } from './audit/audits.js'
import type { AuditReport } from './audit/audit-report.js'
import { Debts } from './balances/debts.js'
import { begin } from './chain/chain.js'
import { ChainRecords } from './chain/chain-records.js'
import { Decisions, type Posted } from './decisions/decisions.js'
import { Exchange } from './exchange/exchange.js'
import { signAward, signEpochGrant, signSuccession } from './decisions/grants.js'
import { openPosition } from './chain/position.js'
import { monthsAddUp } from './balances/dropped-accounts.js'
import { History } from './usage/history.js'
import { ProviderSide } from './settlement/provider-side.js'
import type { Dropped } from './usage/retention.js'
import type { UsageOptions, UsageReport } from './usage/usage.js'
import { LedgerReader } from './reader.js'
import type { SignedEntry, SignedOrder, SignedVoucher } from './signed.js'
import { Recovery } from './chain/recovery.js'
import { takeApart } from './chain/salvage.js'
import { areVerified, noteVerified, sumRows } from './chain/verified-rows.js'
import { verifyLedger } from './chain/verify-ledger.js'
import { Witness } from './chain/witness.js'
import { Writer } from './writer.js'

const BOOT_NONCE_BYTES = 16
const ID_BYTES = 16

/**
 * The ledger of one node. What it must know to sign it reads from the store each time, so that a restart between any
 * two steps changes nothing.
 */
export class LedgerService implements Ledger {
  readonly bootNonce: Uint8Array
  readonly late: LateSettlement
  readonly #store: Store
  readonly #self: PeerIdString
  readonly #signer: Signer
  readonly #random: (bytes: number) => Uint8Array
  readonly #clock: Clock
  readonly #debts = new Debts()
  readonly #writer: Writer
  readonly #consumer: ConsumerSide
  readonly #provider: ProviderSide
  readonly #reader: LedgerReader
  readonly #history: History
  readonly #audits: Audits
  readonly #witness: Witness
  readonly #recovery: Recovery
  readonly #chains: ChainRecords
  readonly #decisions: Decisions
  #exchange: Exchange | undefined
  #isVerified = false
  #isStopped = false

  constructor({ store, signer, clock, random = randomBytes }: LedgerComponents) {
    this.bootNonce = random(BOOT_NONCE_BYTES)
    this.#store = store
    this.#self = signer.peerId
    this.#signer = signer
    this.#random = random
    this.#clock = clock
    this.#writer = new Writer(store, (operations) => this.#debts.follow(operations))
    this.#witness = new Witness(store, this.#writer)
    this.#chains = new ChainRecords(store, signer, clock)
    this.#recovery = new Recovery({
      store,
      writer: this.#writer,
      self: signer.peerId,
      clock,
      onOpen: () => this.#provider.claimAll(),
    })
    this.#decisions = new Decisions({ store, writer: this.#writer, signer, clock, recovery: this.#recovery })
    const components = {
      signer,
      clock,
      random,
      writer: this.#writer,
      witness: this.#witness,
      bootNonce: this.bootNonce,
      assertOpen: () => this.#assertOpen(),
    }
    this.#consumer = new ConsumerSide(components)
    this.#provider = new ProviderSide(components)
    const [consumer, provider] = [this.#consumer, this.#provider]
    this.late = {
      undelivered: (peer) => consumer.undelivered(peer),
      delivered: (peer, orderDigest) => consumer.delivered(peer, orderDigest),
      owed: (peer) => consumer.owed(peer),
      forgive: (peer, orderDigest) => consumer.forgive(peer, orderDigest),
      countersignLate: (receipt) => consumer.countersignLate(receipt),
      unsigned: (peer) => provider.unsigned(peer),
      stateLate: (voucher) => provider.stateLate(voucher),
      storeLateCountersign: (countersign) => provider.storeLateCountersign(countersign),
    }
    this.#reader = new LedgerReader(store, signer.peerId, clock)
    this.#history = new History(store, signer.peerId, this.#writer)
    this.#audits = new Audits({ store, signer, clock, witness: this.#witness })
  }

  async start(): Promise<void> {
    if (this.#isVerified) return
    await this.#verify()
    await this.#debts.load(this.#store)
    await this.#witness.load()
    await this.#decisions.load()
    this.#isVerified = true
    await this.#recovery.load()
  }

  async #verify(): Promise<void> {
    await checkAuthor(this.#store, this.#self)
    const sum = await sumRows(this.#store)
    if (await areVerified(this.#store, sum)) this.#writer.keepSum(sum)
    else await this.#verifyEach()
  }

  /** A damaged chain is taken apart, to be put back together from what is whole here and what others hold. */
  async #verifyEach(): Promise<void> {
    try {
      await verifyLedger(this.#store, this.#self)
      await this.#noteVerified()
    } catch (error) {
      if (!SovError.isInstance(error, 'ERR_SOV_LEDGER_DAMAGED')) throw error
      // What was dropped cannot be put back together: its totals must stand by themselves.
      if (!(await monthsAddUp(this.#store))) throw error
      await this.#takeApart()
    }
  }

  async #takeApart(): Promise<void> {
    await takeApart(this.#store, this.#self)
    await verifyLedger(this.#store, this.#self)
    await this.#noteVerified()
  }

  async #noteVerified(): Promise<void> {
    const sum = await sumRows(this.#store)
    await this.#store.commit([noteVerified(this.#store, sum)])
    this.#writer.keepSum(sum)
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#provider.stop()
    this.#recovery.stop()
    await this.#history.stop()
    await this.#writer.stop()
  }

  createOrder(input: OrderInput): SignedOrder {
    this.#assertSigning()
    return this.#consumer.createOrder(input)
  }

  acknowledge(order: SignedOrder, terms: Terms, acknowledgement: Acknowledgement): SignedVoucher {
    this.#assertSigning()
    return this.#consumer.acknowledge(order, terms, acknowledgement)
  }

  async countersign(order: SignedOrder, input: CountersignInput): Promise<Countersigned> {
    this.#assertSigning()
    return this.#consumer.countersign(order, input)
  }

  admitOrder(order: SignedOrder, facts: AdmissionFacts): OrderRefusal | undefined {
    this.#assertSigning()
    return this.#provider.admitOrder(order, facts)
  }

  async state(input: StatementInput): Promise<SignedEntry> {
    this.#assertSigning()
    return this.#provider.state(input)
  }

  async storeCountersign(statement: SignedEntry, countersign: Uint8Array): Promise<SignedEntry> {
    this.#assertSigning()
    return this.#provider.storeCountersign(statement, countersign)
  }

  async owe(order: SignedOrder, owed: Owed): Promise<void> {
    this.#assertSigning()
    await this.#consumer.owe(order, owed)
    this.#exchange?.soon(peerIdFromBytes(order.value.provider))
  }

  async delivered(provider: PeerIdString, orderDigest: Uint8Array): Promise<void> {
    this.#assertSigning()
    await this.#consumer.delivered(provider, orderDigest)
  }

  keepVoucher(input: VoucherInput): void {
    this.#assertSigning()
    this.#provider.keepVoucher(input)
  }

  track(order: SignedOrder, settle: (voucher: SignedVoucher) => Promise<SignedEntry>): void {
    this.#assertSigning()
    this.#provider.track(order, settle)
  }

  leaveOpen(order: SignedOrder): void {
    if (!this.#isStopped) this.#provider.leaveOpen(order)
  }

  connect(components: ExchangeComponents): LedgerExchange {
    this.#recovery.askOthers()
    this.#audits.connect(components)
    this.#exchange = new Exchange({
      ...components,
      self: this.#self,
      clock: this.#clock,
      late: this.late,
      recovery: this.#recovery,
      witness: this.#witness,
      chains: this.#chains,
      decisions: this.#decisions,
      begin: () => this.#begin(components.membership),
    })
    return this.#exchange
  }

  async #begin({ coop, credentialDigest }: ExchangeComponents['membership']): Promise<void> {
    if (coop === undefined || credentialDigest === undefined) return
    await this.#writer.run(async (draft) => {
      this.#assertOpen()
      await begin(draft, {
        signer: this.#signer,
        timeMs: this.#clock.nowMs(),
        networkId: coop.networkId,
        credential: credentialDigest,
      })
    })
  }

  chain(): Promise<ChainState> {
    return this.#recovery.state()
  }

  ready(signal: AbortSignal): Promise<void> {
    return this.#recovery.ready(signal)
  }

  isForked(author: PeerIdString): boolean {
    return this.#witness.forkedEpoch(author) !== undefined
  }

  isSucceeded(peer: PeerIdString): boolean {
    return this.#decisions.isSucceeded(peer)
  }

  async grantEpoch(author: PeerIdString, decider: Decider): Promise<Uint8Array> {
    const known = await this.#witness.highest(author)
    const grant = signEpochGrant(author, known === undefined ? undefined : openPosition(known), {
      ...decider,
      forkedEpoch: this.#witness.forkedEpoch(author) ?? 0,
      timeMs: this.#clock.nowMs(),
    })
    return this.#decide(grant, [author], decider)
  }

  async award(input: AwardInput, decider: Decider): Promise<Uint8Array> {
    const award = signAward(input, { ...decider, awardId: this.#random(ID_BYTES), timeMs: this.#clock.nowMs() })
    return this.#decide(award, [input.debtor, input.creditor], decider)
  }

  async succeed(input: SuccessionInput, decider: Decider): Promise<Uint8Array> {
    const grant = signSuccession(input, { ...decider, timeMs: this.#clock.nowMs() })
    return this.#decide(grant, [input.successor], decider)
  }

  /** Hands a decision to those it concerns when they are met; what concerns this node is followed at once. */
  async #decide(decision: Posted, peers: readonly PeerIdString[], { coop, credential }: Decider): Promise<Uint8Array> {
    for (const peer of peers) {
      if (peer === this.#self) await this.#decisions.follow(decision.bytes, coop, credential)
      else await this.#decisions.post(peer, decision)
    }
    return decision.bytes
  }

  debt(orgId: string): bigint {
    return this.#debts.of(orgId)
  }

  balances(): Promise<Balances> {
    return this.#reader.balances()
  }

  list(options: ListOptions = {}): Promise<readonly ReceiptSummary[]> {
    return this.#reader.list(options)
  }

  damaged(options: ListOptions = {}): Promise<number> {
    return this.#reader.damaged(options)
  }

  receipt(orderId: string): Promise<Uint8Array> {
    return this.#reader.receipt(orderId)
  }

  usage(options: UsageOptions): Promise<UsageReport> {
    return this.#history.usage(options)
  }

  audit({ peer }: { readonly peer?: PeerIdString | undefined } = {}): Promise<AuditReport> {
    return this.#audits.audit(peer)
  }

  export({ fromSeq }: { readonly fromSeq?: bigint | undefined } = {}): AsyncIterable<Uint8Array> {
    return this.#audits.export(fromSeq)
  }

  async rebuild(): Promise<Rebuilt> {
    this.#assertSigning()
    const before = await this.audit()
    await this.#takeApart()
    await this.#recovery.load()
    return { before, after: await this.audit(), chain: await this.chain() }
  }

  async dropDetails(beforeMs: number): Promise<Dropped> {
    this.#assertSigning()
    return this.#history.dropDetails(beforeMs)
  }

  #assertOpen(): void {
    if (!this.#recovery.isOpen) throw this.#recovery.closedError()
  }

  #assertSigning(): void {
    if (this.#isStopped) throw new SovError('ERR_SOV_STOPPING', 'the ledger is stopping')
    if (this.#isVerified) return
    throw new SovError('ERR_SOV_INTERNAL', 'the ledger signs nothing before its chain is verified')
  }
}
