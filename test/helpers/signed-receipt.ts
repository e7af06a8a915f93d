import { randomBytes } from 'node:crypto'
import { peerIdToBytes, type Signer } from '../../src/identity/index.js'
import type { Party, SignedEntry, SignedOrder, SignedVoucher, Terms } from '../../src/ledger/index.js'
import {
  AuditClass,
  ENTRY,
  modelManifest,
  ORDER,
  sha256,
  signStatement,
  StatementStatus,
  Verdict,
  VOUCHER,
  type Countersign,
  type Entry,
  type Order,
  type ReceiptBundle,
  type Statement,
  type Voucher,
} from '../../src/wire/index.js'
import { testCoop, verifiedMember, type TestCoop, type TestMember } from './coop.js'
import { TEST_MANIFEST } from './ledger-node.js'

/** What a test makes other than it is in an honest receipt. */
export interface Changed {
  readonly order?: Partial<Order>
  readonly voucher?: Partial<Voucher>
  readonly statement?: Partial<Statement>
  /** The entry around the statement. */
  readonly statementEntry?: Partial<Entry>
  readonly countersign?: Partial<Countersign>
  /** The entry around the countersign. */
  readonly countersignEntry?: Partial<Entry>
  /** Who signs in place of the right one. */
  readonly signers?: Readonly<Partial<Record<'order' | 'voucher' | 'statement' | 'countersign', Signer>>>
}

/** A receipt and its parts. */
export interface SignedReceipt {
  readonly order: SignedOrder
  readonly voucher: SignedVoucher
  readonly statement: SignedEntry
  readonly countersign: SignedEntry
  readonly bundle: ReceiptBundle
}

/** Two members who sign receipts by hand: no ledger, no store. */
export class Signatories {
  /** Of the provider. */
  readonly coop: TestCoop
  readonly consumer: TestMember
  readonly provider: TestMember
  readonly terms: Terms
  readonly #nowMs: number

  /** @param consumers - another co-op that the consumer is of. */
  constructor(nowMs: number, consumers?: TestCoop) {
    this.#nowMs = nowMs
    this.coop = testCoop({ nowMs })
    this.consumer = (consumers ?? this.coop).member({ orgId: 'nord' })
    this.provider = this.coop.member({ orgId: 'sud' })
    this.terms = {
      consumer: this.party(this.consumer),
      provider: this.party(this.provider),
      priceTable: this.coop.priceTable,
      manifest: TEST_MANIFEST,
    }
  }

  party(member: TestMember): Party {
    const { subject, credential, credentialDigest } = verifiedMember(member, this.#nowMs)
    return { peer: subject, credential, credentialDigest, chain: member.chain }
  }

  /** An accepted receipt of 100 prompt tokens and 20 output tokens; what follows a change refers to what was changed. */
  sign({ signers = {}, ...changed }: Changed = {}): SignedReceipt {
    const { consumer, provider, terms } = this
    const order = signStatement(ORDER, { ...this.#order(), ...changed.order }, signers.order ?? consumer.key)
    const voucher = signStatement(
      VOUCHER,
      {
        order: order.digest,
        number: 1,
        outputTokens: 20,
        outputCommitment: new Uint8Array(32).fill(5),
        charge: CHARGE,
        isFinal: true,
        ...changed.voucher,
      },
      signers.voucher ?? consumer.key,
    )
    const chained = { epoch: 1, seq: 2n, timeMs: BigInt(this.#nowMs) }
    const statement = signStatement(
      ENTRY,
      {
        ...chained,
        networkId: terms.provider.credential.networkId,
        author: peerIdToBytes(provider.key.peerId),
        statement: {
          order: order.digest,
          consumer: peerIdToBytes(consumer.key.peerId),
          status: StatementStatus.STATEMENT_STATUS_COMPLETE,
          promptTokens: 100,
          cachedTokens: 0,
          outputTokens: voucher.value.outputTokens,
          outputCommitment: voucher.value.outputCommitment,
          charge: CHARGE,
          voucher: voucher.digest,
          ...changed.statement,
        },
        ...changed.statementEntry,
      },
      signers.statement ?? provider.key,
    )
    const countersign = signStatement(
      ENTRY,
      {
        ...chained,
        networkId: terms.consumer.credential.networkId,
        author: peerIdToBytes(consumer.key.peerId),
        countersign: {
          statement: statement.digest,
          provider: peerIdToBytes(provider.key.peerId),
          verdict: Verdict.VERDICT_ACCEPT,
          pairNumber: 1n,
          pairTotal: CHARGE,
          ...changed.countersign,
        },
        ...changed.countersignEntry,
      },
      signers.countersign ?? consumer.key,
    )
    const bundle = {
      version: 1,
      order: order.bytes,
      voucher: voucher.bytes,
      statement: statement.bytes,
      countersign: countersign.bytes,
      consumer: consumer.chain,
      provider: provider.chain,
      priceTable: terms.priceTable.bytes,
      manifest: modelManifest.encode(terms.manifest),
    }
    return { order, voucher, statement, countersign, bundle }
  }

  #order(): Partial<Order> {
    const { consumer, provider, priceTable, manifest } = this.terms
    const orderId = randomBytes(16)
    return {
      networkId: this.coop.networkId,
      orderId,
      rootOrderId: orderId,
      consumer: peerIdToBytes(consumer.peer),
      provider: peerIdToBytes(provider.peer),
      consumerCredential: consumer.credentialDigest,
      providerCredential: provider.credentialDigest,
      createdMs: BigInt(this.#nowMs),
      expiresMs: BigInt(this.#nowMs + 60_000),
      modelManifest: sha256(modelManifest.encode(manifest)),
      requestCommitment: new Uint8Array(32),
      paramsCommitment: new Uint8Array(32),
      maxPromptTokens: 1_000,
      maxOutputTokens: 500,
      priceTable: priceTable.digest,
      maxCharge: 1_000_000n,
      voucherTokens: 256,
      voucherMs: 5_000,
      policyDecision: new Uint8Array(32),
      shardCount: 1,
      auditClass: AuditClass.AUDIT_CLASS_NONE,
      providerBootNonce: new Uint8Array(16),
      consumerBootNonce: new Uint8Array(16),
      orderNumber: 1n,
      previousOrder: new Uint8Array(32),
    }
  }
}

/** The price of 100 prompt tokens and 20 output tokens by the table of a test co-op, for {@link TEST_MANIFEST}. */
export const CHARGE = 45_021n
