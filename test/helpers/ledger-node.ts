import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  commitment,
  createLedger,
  outputCommitment,
  type Acknowledgement,
  type Countersigned,
  type Ledger,
  type OrderInput,
  type Party,
  type SignedEntry,
  type SignedOrder,
  type SignedVoucher,
  type Terms,
  type Work,
} from '../../src/ledger/index.js'
import type { NodeKey } from '../../src/identity/index.js'
import { ChainRecords } from '../../src/ledger/chain/chain-records.js'
import { Witness } from '../../src/ledger/chain/witness.js'
import { Writer } from '../../src/ledger/writer.js'
import { openStore, type Store } from '../../src/store/index.js'
import { signStatement, StatementStatus, VOUCHER, type ModelManifest } from '../../src/wire/index.js'
import { verifiedMember, type TestCoop, type TestMember } from './coop.js'
import type { ManualClock } from './manual-clock.js'

/** A model of one billion active parameters. */
export const TEST_MANIFEST: ModelManifest = {
  fileSha256: new Uint8Array(32).fill(7),
  fileBytes: 1_100_000_000n,
  architecture: 'llama',
  quantisation: 'q8_0',
  parameters: 1_000_000_000n,
  activeParameters: 1_000_000_000n,
  contextTokens: 4_096,
}

/** A member's ledger on a real database in a temporary folder. */
export class LedgerNode {
  readonly key: NodeKey
  readonly party: Party
  readonly clock: ManualClock
  /** Of its database. */
  readonly path: string
  #store: Store
  #ledger: Ledger

  private constructor(member: TestMember, clock: ManualClock, path: string, store: Store) {
    const { subject, credential, credentialDigest } = verifiedMember(member, clock.nowMs())
    this.key = member.key
    this.party = { peer: subject, credential, credentialDigest, chain: member.chain }
    this.clock = clock
    this.path = path
    this.#store = store
    this.#ledger = this.#newLedger()
  }

  /** Opens and starts a fresh ledger. */
  static async open(member: TestMember, clock: ManualClock): Promise<LedgerNode> {
    const path = await mkdtemp(join(tmpdir(), 'sov-ledger-'))
    const node = new LedgerNode(member, clock, path, await openStore({ path }))
    await node.ledger.start()
    return node
  }

  get ledger(): Ledger {
    return this.#ledger
  }

  get store(): Store {
    return this.#store
  }

  /** Stops, and opens the same database anew. */
  async restart(): Promise<void> {
    await this.tamper(() => Promise.resolve())
    this.#ledger = this.#newLedger()
    await this.ledger.start()
  }

  /** Stops, and changes the database; {@link LedgerNode.restart} then opens it. */
  async tamper(change: (store: Store) => Promise<void>): Promise<void> {
    await this.ledger.stop()
    await this.#store.close()
    this.#store = await openStore({ path: this.path })
    await change(this.#store)
  }

  /** Hears what another member announces of its chain, as over `/sov/ledger/1`. */
  async hear(other: LedgerNode): Promise<void> {
    const { entries } = await new ChainRecords(other.store, other.key, other.clock).announcement()
    const witness = new Witness(this.#store, new Writer(this.#store))
    for (const entry of entries ?? []) await witness.observe(entry, other.party.peer)
  }

  async close(): Promise<void> {
    await this.ledger.stop()
    await this.#store.close()
    await rm(this.path, { recursive: true, force: true })
  }

  #newLedger(): Ledger {
    return createLedger({ store: this.#store, signer: this.key, clock: this.clock })
  }
}

/** What a test decides about one piece of work; everything has a default. */
export interface Job {
  readonly promptTokens?: number
  readonly cachedTokens?: number
  readonly outputTokens?: number
  /** How many prompt tokens the consumer was told; another number than `promptTokens` ends in a dispute. */
  readonly toldPromptTokens?: number
  readonly rootOrderId?: Uint8Array
  readonly policyDecision?: Uint8Array
  readonly policies?: readonly string[]
}

/** One piece of work between two members, step by step as inference does it. */
export class Exchange {
  readonly consumer: LedgerNode
  readonly provider: LedgerNode
  readonly terms: Terms
  readonly order: SignedOrder
  readonly #counts: { promptTokens: number; cachedTokens: number; outputTokens: number }
  readonly #toldPromptTokens: number
  readonly #outputCommitment: Uint8Array

  constructor(coop: TestCoop, consumer: LedgerNode, provider: LedgerNode, job: Job = {}) {
    const { promptTokens = 100, cachedTokens = 0, outputTokens = 20, toldPromptTokens = promptTokens } = job
    this.consumer = consumer
    this.provider = provider
    this.#counts = { promptTokens, cachedTokens, outputTokens }
    this.#toldPromptTokens = toldPromptTokens
    const salt = randomBytes(32)
    this.#outputCommitment = outputCommitment.next(outputCommitment.start(salt), Buffer.from('a delta'))
    this.terms = {
      consumer: consumer.party,
      provider: provider.party,
      priceTable: coop.priceTable,
      manifest: TEST_MANIFEST,
    }
    this.order = consumer.ledger.createOrder({
      ...this.orderInput(salt),
      rootOrderId: job.rootOrderId ?? randomBytes(16),
      ...(job.policyDecision === undefined ? {} : { policyDecision: job.policyDecision }),
      policies: job.policies ?? [],
    })
  }

  orderInput(salt: Uint8Array = randomBytes(32)): OrderInput {
    return {
      ...this.terms,
      rootOrderId: randomBytes(16),
      continuation: 0,
      requestCommitment: commitment(salt, Buffer.from('request')),
      paramsCommitment: commitment(salt, Buffer.from('params')),
      maxPromptTokens: 1_000,
      maxOutputTokens: 500,
      policyDecision: new Uint8Array(32),
      providerBootNonce: this.provider.ledger.bootNonce,
    }
  }

  /** The consumer's final voucher for everything that was delivered, unless `change` says otherwise. */
  acknowledge(change: Partial<Acknowledgement> = {}): SignedVoucher {
    return this.consumer.ledger.acknowledge(this.order, this.terms, {
      ...this.#counts,
      promptTokens: this.#toldPromptTokens,
      number: 1,
      outputCommitment: this.#outputCommitment,
      isFinal: true,
      ...change,
    })
  }

  /** A final voucher for this order that somebody else has signed. */
  forgeVoucher(key: NodeKey): SignedVoucher {
    return signStatement(VOUCHER, this.acknowledge().value, key)
  }

  /** The provider keeps a voucher that came in mid-answer. */
  keepVoucher(voucher: SignedVoucher, change: Partial<Work> = {}): void {
    this.provider.ledger.keepVoucher({ ...this.terms, ...this.#work(), order: this.order, voucher, ...change })
  }

  state(voucher: SignedVoucher): Promise<SignedEntry> {
    return this.provider.ledger.state({
      ...this.terms,
      ...this.#work(),
      order: this.order,
      voucher,
      status: StatementStatus.STATEMENT_STATUS_COMPLETE,
      outputTokens: this.#counts.outputTokens,
      outputCommitment: this.#outputCommitment,
      endedMs: this.provider.clock.nowMs(),
    })
  }

  #work(): Work {
    const { promptTokens, cachedTokens } = this.#counts
    const startedMs = this.provider.clock.nowMs()
    return { promptTokens, cachedTokens, startedMs, engine: 'fake 1 cpu', isAttested: false }
  }

  countersign(voucher: SignedVoucher, statement: SignedEntry): Promise<Countersigned> {
    return this.consumer.ledger.countersign(this.order, {
      voucher,
      promptTokens: this.#toldPromptTokens,
      cachedTokens: this.#counts.cachedTokens,
      statement: statement.bytes,
    })
  }

  storeCountersign(statement: SignedEntry, { entry }: Countersigned): Promise<SignedEntry> {
    return this.provider.ledger.storeCountersign(statement, entry.bytes)
  }

  /** All steps in order. */
  async settle(): Promise<{ voucher: SignedVoucher; statement: SignedEntry; countersigned: Countersigned }> {
    const voucher = this.acknowledge()
    const statement = await this.state(voucher)
    const countersigned = await this.countersign(voucher, statement)
    await this.storeCountersign(statement, countersigned)
    return { voucher, statement, countersigned }
  }
}

/** All steps of a work whose statement the consumer disputes: it was told of one prompt token less. */
export async function dispute(work: Exchange): Promise<void> {
  const voucher = work.acknowledge()
  const statement = await work.state(voucher)
  const { promptTokens, cachedTokens } = statement.value.statement!
  const answer = await work.consumer.ledger.countersign(work.order, {
    voucher,
    promptTokens: promptTokens - 1,
    cachedTokens,
    statement: statement.bytes,
  })
  await work.storeCountersign(statement, answer)
}

/** A consumer and a provider of different organisations in a fresh co-op, unless `orgIds` says otherwise. */
export async function ledgerPair(
  coop: TestCoop,
  clock: ManualClock,
  [consumerOrg, providerOrg]: readonly [string, string] = ['nord', 'sud'],
): Promise<{ consumer: LedgerNode; provider: LedgerNode }> {
  return {
    consumer: await LedgerNode.open(coop.member({ orgId: consumerOrg, orgName: consumerOrg }), clock),
    provider: await LedgerNode.open(coop.member({ orgId: providerOrg, orgName: providerOrg }), clock),
  }
}
