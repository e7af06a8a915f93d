import { SovError, toSovError } from '../../errors.js'
import { peerIdToBytes, type PeerIdString } from '../../identity/index.js'
import { MAX_RECEIPT_BYTES } from '../../limits.js'
import { verifyCredentialChain, type SignedPriceTable, type VerifiedChain } from '../../membership/index.js'
import {
  ENTRY,
  equalBytes,
  modelManifest,
  openStatement,
  PRICE_TABLE,
  receiptBundle,
  StatementStatus,
  toHex,
  Verdict,
  type Countersign,
  type CredentialChain,
  type ReceiptBundle,
} from '../../wire/index.js'
import { ensure } from '../ensure.js'
import { countersignIn, statementIn } from './entry-body.js'
import type { Party } from './settlement.js'
import { isWithin } from './judge-statement.js'
import { openOrder, openVoucher } from './open.js'
import { RECEIPT_VERSION } from '../records.js'
import type { SignedEntry, SignedOrder, SignedVoucher } from '../signed.js'
import { chargeFor, difference, type Agreement } from './terms.js'

interface VerifyReceiptOptions {
  /** Network ids of the co-ops to trust, 32 bytes each; both parties must be of one. Without it they may be of any. */
  readonly trust?: readonly Uint8Array[]
}

/** Names of the checks. */
export type ReceiptCheckName =
  | 'encoding'
  | 'version'
  | 'order_signature'
  | 'consumer_credential'
  | 'provider_credential'
  | 'price_table_signature'
  | 'manifest_encoding'
  | Agreement
  | 'trust'
  | 'voucher'
  | 'statement'
  | 'last_word'
  | 'counts'
  | 'charge'
  | 'countersign'
  | 'verdict'
  | 'pair_total'

/** One check that a receipt has passed. */
interface ReceiptCheck {
  readonly name: ReceiptCheckName
  /** What it has shown, one sentence. */
  readonly shows: string
}

/** One party of a receipt, by its credential at the time of the order. */
interface ReceiptParty {
  readonly peer: PeerIdString
  readonly orgId: string
  readonly orgName: string
  readonly jurisdiction: string
  /** Of its co-op, 64 hexadecimal digits. */
  readonly networkId: string
  readonly coopName: string
}

/** What a receipt proves. */
export interface ReceiptView {
  /** 32 hexadecimal digits. */
  readonly orderId: string
  /** Of the provider's co-op, under whose prices it was; 64 hexadecimal digits. */
  readonly networkId: string
  readonly coopName: string
  readonly consumer: ReceiptParty
  readonly provider: ReceiptParty
  readonly model: {
    /** Digest of the manifest, 64 hexadecimal digits. */
    readonly digest: string
    /** SHA-256 of the GGUF file, 64 hexadecimal digits. */
    readonly fileSha256: string
    readonly architecture: string
    readonly quantisation: string
  }
  /** Unix epoch, milliseconds; claims of the two. */
  readonly createdMs: number
  readonly startedMs: number
  readonly endedMs: number
  readonly status: 'complete' | 'length' | 'cancelled' | 'failed' | 'unknown'
  readonly promptTokens: number
  readonly cachedTokens: number
  readonly outputTokens: number
  /** Work units. */
  readonly charge: bigint
  readonly maxCharge: bigint
  /** How many receipts this consumer has accepted from this provider, this one included, and their sum. */
  readonly pairNumber: bigint
  readonly pairTotal: bigint
  /** The provider's own words, printable ASCII, at most 64 characters. */
  readonly engine: string
  /** True when the provider's engine gave no token ids. */
  readonly isAttested: boolean
  /** Every check that was made; all have passed. */
  readonly checks: readonly ReceiptCheck[]
}

/**
 * Checks a receipt from its bytes alone: no store, no network, no clock.
 *
 * @throws {SovError} ERR_SOV_RECEIPT_INVALID with the name of the first failed check in `details.check`.
 */
export function verifyReceipt(bytes: Uint8Array, { trust }: VerifyReceiptOptions = {}): ReceiptView {
  const checks = new Checks()

  const bundle = checks.pass('encoding', 'the file is the one canonical encoding of a receipt', () => decode(bytes))
  checks.pass('version', 'its version is known', () =>
    ensure(bundle.version === RECEIPT_VERSION, `version ${String(bundle.version)} is not known here`),
  )

  const order = checks.pass('order_signature', 'the consumer has signed the order', () => openOrder(bundle.order))
  const consumer = checks.pass('consumer_credential', 'the consumer was a member when it ordered', () =>
    openChain(bundle.consumer, order),
  )
  const provider = checks.pass('provider_credential', 'the provider was a member then', () =>
    openChain(bundle.provider, order),
  )
  const priceTable = checks.pass(
    'price_table_signature',
    "the root of the provider's co-op has signed the prices",
    () => openPriceTable(bundle, order, provider.root),
  )
  const manifest = checks.pass('manifest_encoding', 'the model is described canonically', () =>
    modelManifest.decodeStrict(bundle.manifest),
  )

  const terms = { consumer: partyOf(consumer), provider: partyOf(provider), priceTable, manifest }
  const differs = difference(order.value, terms)
  for (const [name, shows] of Object.entries(AGREED) as [Agreement, string][]) {
    checks.pass(name, shows, () => ensure(differs !== name, 'the order names something else'))
  }
  if (trust !== undefined) {
    const isTrusted = ({ networkId }: VerifiedChain): boolean => trust.some((id) => equalBytes(networkId, id))
    checks.pass('trust', 'both are of a trusted co-op', () => {
      ensure(isTrusted(consumer), 'the co-op of the consumer is another one')
      ensure(isTrusted(provider), 'the co-op of the provider is another one')
    })
  }

  const voucher = checks.pass('voucher', 'the consumer has acknowledged so much of the answer', () =>
    openVoucher(bundle.voucher, order),
  )
  const statement = checks.pass('statement', 'the provider has stated this order and acknowledgement', () =>
    openStatementEntry(bundle, order, voucher),
  )
  const stated = statementIn(statement)
  checks.pass('last_word', 'the acknowledgement is the final one, or the answer was broken off after it', () =>
    ensure(
      voucher.value.isFinal || stated.status === StatementStatus.STATEMENT_STATUS_FAILED,
      'there may be a later one',
    ),
  )
  checks.pass('counts', 'the counts are those acknowledged, within the limits of the order', () => {
    ensure(stated.outputTokens === voucher.value.outputTokens, 'the output tokens are not those acknowledged')
    ensure(equalBytes(stated.outputCommitment, voucher.value.outputCommitment), 'the output is not that acknowledged')
    ensure(isWithin(stated, order), 'they are over the limits of the order')
  })
  checks.pass('charge', 'the charge is what the price table says, at most the maximum of the order', () => {
    const expected = chargeFor(terms, stated)
    ensure(stated.charge === expected, 'the statement has another charge')
    // which is at most the maximum, or it were no voucher of the order
    ensure(voucher.value.charge === expected, 'the acknowledgement has another charge')
  })

  const { pairNumber, pairTotal, ...answer } = checks.pass(
    'countersign',
    'the consumer has answered the statement',
    () => openCountersign(bundle, order, statement, consumer),
  )
  checks.pass('verdict', 'the consumer has accepted', () =>
    ensure(answer.verdict === Verdict.VERDICT_ACCEPT, 'the consumer has not accepted'),
  )
  checks.pass('pair_total', 'the charge is part of what the consumer has accepted in all', () => {
    ensure(pairNumber >= 1n, 'it has no number')
    ensure(pairNumber === 1n ? pairTotal === stated.charge : pairTotal >= stated.charge, 'the total cannot be right')
  })

  return {
    orderId: toHex(order.value.orderId),
    networkId: toHex(provider.networkId),
    coopName: provider.genesis.name,
    consumer: partyView(consumer),
    provider: partyView(provider),
    model: {
      digest: toHex(order.value.modelManifest),
      fileSha256: toHex(manifest.fileSha256),
      architecture: manifest.architecture,
      quantisation: manifest.quantisation,
    },
    createdMs: Number(order.value.createdMs),
    startedMs: Number(stated.startedMs),
    endedMs: Number(stated.endedMs),
    status: STATUS[stated.status],
    promptTokens: stated.promptTokens,
    cachedTokens: stated.cachedTokens,
    outputTokens: stated.outputTokens,
    charge: stated.charge,
    maxCharge: order.value.maxCharge,
    pairNumber,
    pairTotal,
    engine: printable(stated.engine),
    isAttested: stated.isAttested,
    checks: checks.passed,
  }
}

const AGREED: Record<Agreement, string> = {
  network: "the order and the prices are of the provider's co-op",
  parties: 'the credentials are those of the two different parties that the order names',
  credentials: 'the order names exactly these credentials',
  price_table: 'the order names exactly these prices',
  model: 'the order names exactly this model',
}

const STATUS: Record<StatementStatus, ReceiptView['status']> = {
  [StatementStatus.STATEMENT_STATUS_UNSPECIFIED]: 'unknown',
  [StatementStatus.STATEMENT_STATUS_COMPLETE]: 'complete',
  [StatementStatus.STATEMENT_STATUS_LENGTH]: 'length',
  [StatementStatus.STATEMENT_STATUS_CANCELLED]: 'cancelled',
  [StatementStatus.STATEMENT_STATUS_FAILED]: 'failed',
}

/** A peer's text must not steer the terminal that shows it. */
function printable(text: string): string {
  return text.slice(0, 64).replace(/[^ -~]/g, '?')
}

/** Collects the checks that pass and names the one that fails. */
class Checks {
  readonly passed: ReceiptCheck[] = []

  pass<T>(name: ReceiptCheckName, shows: string, run: () => T): T {
    try {
      const found = run()
      this.passed.push({ name, shows })
      return found
    } catch (cause) {
      const { message: reason } = toSovError(cause)
      throw new SovError('ERR_SOV_RECEIPT_INVALID', `the receipt fails the check "${name}": ${reason}`, {
        cause,
        details: { check: name, reason },
      })
    }
  }
}

function decode(bytes: Uint8Array): ReceiptBundle {
  ensure(bytes.length <= MAX_RECEIPT_BYTES, `it is larger than ${String(MAX_RECEIPT_BYTES)} bytes`)
  return receiptBundle.decodeStrict(bytes)
}

interface OpenedChain extends VerifiedChain {
  readonly chain: CredentialChain
}

function openChain(chain: CredentialChain | null, { value }: SignedOrder): OpenedChain {
  ensure(chain !== null, 'it is missing')
  return { ...verifyCredentialChain(chain, { atMs: Number(value.createdMs) }), chain }
}

function partyOf({ subject, credential, credentialDigest, chain }: OpenedChain): Party {
  return { peer: subject, credential, credentialDigest, chain }
}

function partyView({ subject, credential, networkId, genesis }: OpenedChain): ReceiptParty {
  const { orgId, orgName, jurisdiction } = credential
  return { peer: subject, orgId, orgName, jurisdiction, networkId: toHex(networkId), coopName: genesis.name }
}

function openPriceTable({ priceTable }: ReceiptBundle, order: SignedOrder, root: PeerIdString): SignedPriceTable {
  const table = openStatement(PRICE_TABLE, priceTable)
  ensure(table.signer === root, 'somebody else has signed it')
  ensure(table.value.effectiveMs <= order.value.createdMs, 'they were not in force yet')
  return table
}

function openStatementEntry({ statement }: ReceiptBundle, order: SignedOrder, voucher: SignedVoucher): SignedEntry {
  const entry = openStatement(ENTRY, statement)
  const stated = statementIn(entry)
  ensure(equalBytes(peerIdToBytes(entry.signer), order.value.provider), 'somebody else has signed it')
  ensure(equalBytes(entry.value.author, order.value.provider), 'it is of the chain of another author')
  ensure(equalBytes(entry.value.networkId, order.value.networkId), 'it is of another co-op')
  ensure(equalBytes(stated.order, order.digest), 'it is of another order')
  ensure(equalBytes(stated.voucher, voucher.digest), 'it names another acknowledgement')
  ensure(equalBytes(stated.consumer, order.value.consumer), 'it names another consumer')
  return entry
}

function openCountersign(
  { countersign }: ReceiptBundle,
  order: SignedOrder,
  statement: SignedEntry,
  { networkId }: VerifiedChain,
): Countersign {
  const entry = openStatement(ENTRY, countersign)
  const answer = countersignIn(entry)
  ensure(entry.signer === order.signer, 'somebody else has signed it')
  ensure(equalBytes(entry.value.author, order.value.consumer), 'it is of the chain of another author')
  ensure(equalBytes(entry.value.networkId, networkId), "it is of another co-op than the consumer's")
  ensure(equalBytes(answer.statement, statement.digest), 'it answers another statement')
  ensure(equalBytes(answer.provider, order.value.provider), 'it names another provider')
  return answer
}
