import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import type { PeerIdString, Signer } from '../identity/index.js'
import type { Store } from '../store/index.js'
import { ConsumerSide } from './consumer-side.js'
import type {
  Acknowledgement,
  AdmissionFacts,
  Balances,
  ChainState,
  Countersigned,
  CountersignInput,
  ExchangeComponents,
  LateSettlement,
  Ledger,
  LedgerComponents,
  LedgerExchange,
  ListOptions,
  OrderInput,
  OrderRefusal,
  Owed,
  ReceiptSummary,
  StatementInput,
  Terms,
  VoucherInput,
} from './index.js'
import { Debts } from './debts.js'
import { begin } from './chain.js'
import { ChainRecords } from './chain-records.js'
import { Exchange } from './exchange.js'
import { monthsAddUp } from './dropped-accounts.js'
import { History } from './history.js'
import { ProviderSide } from './provider-side.js'
import type { Dropped } from './retention.js'
import type { UsageOptions, UsageReport } from './usage.js'
import { LedgerReader } from './reader.js'
import type { SignedEntry, SignedOrder, SignedVoucher } from './signed.js'
import { Recovery } from './recovery.js'
import { takeApart } from './salvage.js'
import { verifyLedger } from './verify-ledger.js'
import { Witness } from './witness.js'
import { Writer } from './writer.js'

const BOOT_NONCE_BYTES = 16

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
  readonly #clock: Clock
  readonly #debts = new Debts()
  readonly #writer: Writer
  readonly #consumer: ConsumerSide
  readonly #provider: ProviderSide
  readonly #reader: LedgerReader
  readonly #history: History
  readonly #witness: Witness
  readonly #recovery: Recovery
  readonly #chains: ChainRecords
  #isVerified = false
  #isStopped = false

  constructor({ store, signer, clock, random = randomBytes }: LedgerComponents) {
    this.bootNonce = random(BOOT_NONCE_BYTES)
    this.#store = store
    this.#self = signer.peerId
    this.#signer = signer
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
  }

  async start(): Promise<void> {
    if (this.#isVerified) return
    await this.#verify()
    await this.#debts.load(this.#store)
    await this.#witness.load()
    this.#isVerified = true
    await this.#recovery.load()
  }

  /** A damaged chain is taken apart, to be put back together from what is whole here and what others hold. */
  async #verify(): Promise<void> {
    try {
      await verifyLedger(this.#store, this.#self)
    } catch (error) {
      if (!SovError.isInstance(error, 'ERR_SOV_LEDGER_DAMAGED')) throw error
      // What was dropped cannot be put back together: its totals must stand by themselves.
      if (!(await monthsAddUp(this.#store))) throw error
      await takeApart(this.#store, this.#self)
      await verifyLedger(this.#store, this.#self)
    }
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
  }

  async delivered(provider: PeerIdString, orderDigest: Uint8Array): Promise<void> {
    this.#assertSigning()
    await this.#consumer.delivered(provider, orderDigest)
  }

  keepVoucher(input: VoucherInput): void {
    this.#assertSigning()
    this.#provider.keepVoucher(input)
  }

  leaveOpen(order: SignedOrder, settle: (voucher: SignedVoucher) => Promise<SignedEntry>): void {
    if (!this.#isStopped) this.#provider.leaveOpen(order, settle)
  }

  connect(components: ExchangeComponents): LedgerExchange {
    this.#recovery.askOthers()
    return new Exchange({
      ...components,
      self: this.#self,
      clock: this.#clock,
      late: this.late,
      recovery: this.#recovery,
      witness: this.#witness,
      chains: this.#chains,
      begin: () => this.#begin(components.membership),
    })
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

  debt(orgId: string): bigint {
    return this.#debts.of(orgId)
  }

  balances(): Promise<Balances> {
    return this.#reader.balances()
  }

  list(options: ListOptions = {}): Promise<readonly ReceiptSummary[]> {
    return this.#reader.list(options)
  }

  receipt(orderId: string): Promise<Uint8Array> {
    return this.#reader.receipt(orderId)
  }

  usage(options: UsageOptions): Promise<UsageReport> {
    return this.#history.usage(options)
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
