import { randomBytes } from 'node:crypto'
import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import type { Store } from '../store/index.js'
import { ConsumerSide } from './consumer-side.js'
import type {
  Acknowledgement,
  AdmissionFacts,
  Balances,
  Countersigned,
  CountersignInput,
  Ledger,
  LedgerComponents,
  ListOptions,
  OrderInput,
  OrderRefusal,
  ReceiptSummary,
  StatementInput,
  Terms,
} from './index.js'
import { ProviderSide } from './provider-side.js'
import { LedgerReader } from './reader.js'
import type { SignedEntry, SignedOrder, SignedVoucher } from './signed.js'
import { verifyLedger } from './verify-ledger.js'
import { Writer } from './writer.js'

const BOOT_NONCE_BYTES = 16

/**
 * The ledger of one node. What it must know to sign it reads from the store each time, so that a restart between any
 * two steps changes nothing.
 */
export class LedgerService implements Ledger {
  readonly bootNonce: Uint8Array
  readonly #store: Store
  readonly #self: PeerIdString
  readonly #writer: Writer
  readonly #consumer: ConsumerSide
  readonly #provider: ProviderSide
  readonly #reader: LedgerReader
  #isVerified = false
  #isStopped = false

  constructor({ store, signer, clock, random = randomBytes }: LedgerComponents) {
    this.bootNonce = random(BOOT_NONCE_BYTES)
    this.#store = store
    this.#self = signer.peerId
    this.#writer = new Writer(store)
    const components = { signer, clock, random, writer: this.#writer, bootNonce: this.bootNonce }
    this.#consumer = new ConsumerSide(components)
    this.#provider = new ProviderSide(components)
    this.#reader = new LedgerReader(store, signer.peerId, clock)
  }

  async start(): Promise<void> {
    if (this.#isVerified) return
    await verifyLedger(this.#store, this.#self)
    this.#isVerified = true
  }

  async stop(): Promise<void> {
    this.#isStopped = true
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

  undelivered(provider: PeerIdString): Promise<readonly SignedEntry[]> {
    return this.#consumer.undelivered(provider)
  }

  async delivered(provider: PeerIdString, countersign: Uint8Array): Promise<void> {
    this.#assertSigning()
    await this.#consumer.delivered(provider, countersign)
  }

  async storeLateCountersign(countersign: Uint8Array): Promise<SignedEntry> {
    this.#assertSigning()
    return this.#provider.storeLateCountersign(countersign)
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

  #assertSigning(): void {
    if (this.#isStopped) throw new SovError('ERR_SOV_STOPPING', 'the ledger is stopping')
    if (this.#isVerified) return
    throw new SovError('ERR_SOV_INTERNAL', 'the ledger signs nothing before its chain is verified')
  }
}
