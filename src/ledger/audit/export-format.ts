import { createHash } from 'node:crypto'
import { SovError } from '../../errors.js'
import {
  checkPeerKey,
  peerIdFromBytes,
  peerIdToBytes,
  publicKeyOfPeerId,
  verifySignature,
  type PeerIdString,
  type Signer,
} from '../../identity/index.js'
import { MAX_EXPORT_ITEM_BYTES } from '../../limits.js'
import {
  forkProof,
  ledgerRecord,
  receiptBundle,
  uvarint,
  type ForkProof,
  type LedgerRecord,
  type ReceiptBundle,
} from '../../wire/index.js'
import type { Amounts } from '../balances/accounts.js'
import type { Gap } from '../chain/gaps.js'
import { entryKey, isPeerKey, uint64 } from '../tables.js'

/** What an exported ledger consists of: items in the order of {@link FIELD}. See docs/LEDGER.md#export. */
export type ExportItem =
  | { readonly kind: 'author'; readonly peer: PeerIdString }
  /** Envelope of the co-op's genesis. */
  | { readonly kind: 'genesis'; readonly bytes: Uint8Array }
  /** Digest of the newest own order. */
  | { readonly kind: 'newestOrder'; readonly digest: Uint8Array }
  /** A stretch of the chain that is not in the export. */
  | { readonly kind: 'gap'; readonly gap: Gap }
  /** Digest of an own order that is not in the export. */
  | { readonly kind: 'leftOutOrder'; readonly digest: Uint8Array }
  /** What the receipts that are not in the export add up to, by account. */
  | { readonly kind: 'carried'; readonly key: Uint8Array; readonly amounts: Amounts }
  | { readonly kind: 'policyDecision'; readonly document: Uint8Array }
  /** An own entry with its receipt, in the order of the chain. */
  | { readonly kind: 'entry'; readonly record: LedgerRecord }
  /** An order without an own entry, oldest first. */
  | { readonly kind: 'order'; readonly record: ReceiptBundle }
  /** What the author says has been settled, by account. */
  | { readonly kind: 'account'; readonly key: Uint8Array; readonly amounts: Amounts }
  /** Envelope of the highest entry or head of another author that is known. */
  | { readonly kind: 'position'; readonly bytes: Uint8Array }
  | { readonly kind: 'fork'; readonly proof: ForkProof }

/** What stands at the end: whether the author has signed all that came before. */
export interface SealItem {
  readonly kind: 'seal'
  readonly isValid: boolean
}

const FORMAT = 'sov-ledger-export/1'
const SEAL_DOMAIN = 'sov-node/export/1'
const FORMAT_FIELD = 1
const SEAL_FIELD = 14
const FIELD: Readonly<Record<ExportItem['kind'], number>> = {
  author: 2,
  genesis: 3,
  newestOrder: 4,
  gap: 5,
  leftOutOrder: 6,
  carried: 7,
  policyDecision: 8,
  entry: 9,
  order: 10,
  account: 11,
  position: 12,
  fork: 13,
}
/** Those of which there is at most one. */
const SINGLE: ReadonlySet<number> = new Set([FORMAT_FIELD, FIELD.author, FIELD.genesis, FIELD.newestOrder, SEAL_FIELD])

/** Writes items as one file, piece by piece, and signs it at its end. */
export async function* writeExport(items: AsyncIterable<ExportItem>, signer: Signer): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  const hashed = (piece: Uint8Array): Uint8Array => {
    hash.update(piece)
    return piece
  }
  yield hashed(encodeField(FORMAT_FIELD, Buffer.from(FORMAT)))
  for await (const item of items) yield hashed(encodeField(FIELD[item.kind], encode(item)))
  yield encodeField(SEAL_FIELD, signer.sign(sealedBytes(hash.digest())))
}

function encodeField(number: number, content: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of((number << 3) | 2), uvarint(content.length), content])
}

/**
 * Reads a file piece by piece.
 *
 * @throws {SovError} ERR_SOV_WIRE_FORMAT, ERR_SOV_WIRE_LIMIT, ERR_SOV_WEAK_KEY when it is no canonical export.
 */
export async function* readExport(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<ExportItem | SealItem> {
  const hash = createHash('sha256')
  let author: PeerIdString | undefined
  let before = 0
  let last: { readonly number: number; readonly key: Uint8Array } | undefined
  for await (const { number, content, raw } of fieldsOf(pieces)) {
    const isInOrder = number > before || (number === before && !SINGLE.has(number))
    if (!isInOrder || before === SEAL_FIELD) throw malformed('its items are out of order')
    before = number
    if (number === SEAL_FIELD) {
      yield { kind: 'seal', isValid: isSealed(author, hash.digest(), content) }
      continue
    }
    hash.update(raw)
    if (number === FORMAT_FIELD) {
      if (content.toString() !== FORMAT) throw malformed(`it is no ${FORMAT}`)
      continue
    }
    const item = decode(number, content)
    const key = sortKey(item)
    if (key !== undefined && number === last?.number && Buffer.compare(last.key, key) >= 0) {
      throw malformed('its items are out of order')
    }
    last = key && { number, key }
    if (item.kind === 'author') {
      checkPeerKey(item.peer)
      author = item.peer
    }
    if (author === undefined) throw malformed('it names no author')
    yield item
  }
  if (before !== SEAL_FIELD) throw malformed('its end is missing')
}

/** By what items of one kind ascend, where that is not the order of the chain or of time. */
function sortKey(item: ExportItem): Uint8Array | undefined {
  switch (item.kind) {
    case 'gap':
      return entryKey(item.gap.epoch, item.gap.first)
    case 'leftOutOrder':
      return item.digest
    case 'carried':
    case 'account':
      return item.key
    default:
      return undefined
  }
}

interface Field {
  readonly number: number
  readonly content: Buffer
  /** With tag and length. */
  readonly raw: Buffer
}

async function* fieldsOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Field> {
  let pending = Buffer.alloc(0)
  for await (const piece of pieces) {
    pending = Buffer.concat([pending, piece])
    for (let field = firstField(pending); field !== undefined; field = firstField(pending)) {
      pending = pending.subarray(field.raw.length)
      yield field
    }
  }
  if (pending.length > 0) throw malformed('its end is missing')
}

/** Undefined while it is not complete. */
function firstField(bytes: Buffer): Field | undefined {
  const [tag] = bytes
  if (tag === undefined) return undefined
  if ((tag & 7) !== 2 || tag > 0x7f || tag < 8) throw malformed('it holds something else')
  let length = 0
  for (let at = 1; ; at++) {
    const byte = bytes[at]
    if (byte === undefined) return undefined
    length += (byte & 0x7f) * 2 ** (7 * (at - 1))
    if (length > MAX_EXPORT_ITEM_BYTES || at > 4) {
      throw new SovError('ERR_SOV_WIRE_LIMIT', 'the export has an item that is too large')
    }
    if (byte >= 0x80) continue
    if (byte === 0 && at > 1) throw malformed('a length is not minimal')
    const [begin, end] = [at + 1, at + 1 + length]
    if (bytes.length < end) return undefined
    return { number: tag >> 3, content: bytes.subarray(begin, end), raw: bytes.subarray(0, end) }
  }
}

function sealedBytes(digest: Uint8Array): Uint8Array {
  return Buffer.concat([uvarint(SEAL_DOMAIN.length), Buffer.from(SEAL_DOMAIN), digest])
}

function isSealed(author: PeerIdString | undefined, digest: Uint8Array, seal: Uint8Array): boolean {
  return author !== undefined && verifySignature(publicKeyOfPeerId(author), sealedBytes(digest), seal)
}

function encode(item: ExportItem): Uint8Array {
  switch (item.kind) {
    case 'author':
      return peerIdToBytes(item.peer)
    case 'genesis':
    case 'position':
      return item.bytes
    case 'newestOrder':
    case 'leftOutOrder':
      return item.digest
    case 'gap':
      return encodeGap(item.gap)
    case 'carried':
    case 'account':
      return encodeAmounts(item)
    case 'policyDecision':
      return item.document
    case 'entry':
      return ledgerRecord.encode(item.record)
    case 'order':
      return receiptBundle.encode(item.record)
    case 'fork':
      return forkProof.encode(item.proof)
  }
}

function decode(number: number, content: Buffer): ExportItem {
  switch (number) {
    case FIELD.author:
      return { kind: 'author', peer: peerIdFromBytes(content) }
    case FIELD.genesis:
      return { kind: 'genesis', bytes: content }
    case FIELD.newestOrder:
      return { kind: 'newestOrder', digest: content }
    case FIELD.gap:
      return { kind: 'gap', gap: decodeGap(content) }
    case FIELD.leftOutOrder:
      return { kind: 'leftOutOrder', digest: content }
    case FIELD.carried:
      return { kind: 'carried', ...decodeAmounts(content) }
    case FIELD.policyDecision:
      return { kind: 'policyDecision', document: content }
    case FIELD.entry:
      return { kind: 'entry', record: ledgerRecord.decodeStrict(content) }
    case FIELD.order:
      return { kind: 'order', record: receiptBundle.decodeStrict(content) }
    case FIELD.account:
      return { kind: 'account', ...decodeAmounts(content) }
    case FIELD.position:
      return { kind: 'position', bytes: content }
    case FIELD.fork:
      return { kind: 'fork', proof: forkProof.decodeStrict(content) }
    default:
      throw malformed('it holds something else')
  }
}

const DIGEST_BYTES = 32
const GAP_BYTES = 4 + 8 + 8 + DIGEST_BYTES
const AMOUNTS_BYTES = 5 * 8

/** Epoch (4 bytes), first, last (8 bytes each), digest of the last (32 bytes). */
function encodeGap({ epoch, first, last, digest }: Gap): Uint8Array {
  const number = Buffer.alloc(4)
  number.writeUInt32BE(epoch)
  return Buffer.concat([number, uint64(first), uint64(last), digest])
}

function decodeGap(bytes: Buffer): Gap {
  if (bytes.length !== GAP_BYTES) throw malformed('a gap has a wrong length')
  return {
    epoch: bytes.readUInt32BE(0),
    first: bytes.readBigUInt64BE(4),
    last: bytes.readBigUInt64BE(12),
    digest: bytes.subarray(20),
  }
}

type Row = Pick<Extract<ExportItem, { kind: 'account' }>, 'key' | 'amounts'>

/** Five numbers of 8 bytes, the last one signed, then the key of the account. */
function encodeAmounts({ key, amounts }: Row): Uint8Array {
  const awarded = Buffer.alloc(8)
  awarded.writeBigInt64BE(amounts.awarded)
  const { served, contributed, used, consumed } = amounts
  return Buffer.concat([...[served, contributed, used, consumed].map(uint64), awarded, key])
}

function decodeAmounts(bytes: Buffer): Row {
  if (bytes.length <= AMOUNTS_BYTES) throw malformed('an account has a wrong length')
  const key = bytes.subarray(AMOUNTS_BYTES)
  if (isPeerKey(key)) peerIdFromBytes(key)
  return {
    key,
    amounts: {
      served: bytes.readBigUInt64BE(0),
      contributed: bytes.readBigUInt64BE(8),
      used: bytes.readBigUInt64BE(16),
      consumed: bytes.readBigUInt64BE(24),
      awarded: bytes.readBigInt64BE(32),
    },
  }
}

function malformed(reason: string): SovError {
  return new SovError('ERR_SOV_WIRE_FORMAT', `not an exported ledger: ${reason}`)
}
