import { peerIdToBytes, type PeerIdString } from '../identity/index.js'

/** Tables of the ledger in the store; what stands in each is said beside its key. */
export const TABLE = {
  /** {@link entryKey} → envelope of an own entry. */
  entries: 'ledger-entries',
  /** {@link HEAD} → envelope of the newest own entry; {@link NEWEST_ORDER} → digest of the newest own order. */
  heads: 'ledger-heads',
  /** Digest of an order → sov.ledger.v1.ReceiptBundle as far as it exists. */
  records: 'ledger-records',
  /** Digest of a statement's entry → digest of its order. */
  statements: 'ledger-statements',
  /** {@link timeKey} → empty. */
  times: 'ledger-times',
  /** Order id (16 bytes) and digest of the order → empty. */
  orderIds: 'ledger-order-ids',
  /** {@link pairKey} → what the consumer has accepted under that number from this node as provider. */
  accepted: 'ledger-accepted',
  /** {@link pairKey} → digest of the countersign, until an own entry has confirmed it. */
  unconfirmed: 'ledger-unconfirmed',
  /** {@link undeliveredKey} → digest of the order, until the provider has said that it stored the countersign. */
  undelivered: 'ledger-undelivered',
  /** Peer id bytes, or an organisation id in UTF-8 → totals settled with it. */
  accounts: 'ledger-accounts',
} as const

export const HEAD = Buffer.from('head')
export const NEWEST_ORDER = Buffer.from('newest-order')

/** Of an entry: epoch and sequence, so that a range is the chain in order. */
export function entryKey(epoch: number, seq: bigint): Uint8Array {
  const key = Buffer.alloc(12)
  key.writeUInt32BE(epoch)
  key.writeBigUInt64BE(seq, 4)
  return key
}

/** Of an order: time of creation and digest, so that a range is the orders by age. */
export function timeKey(createdMs: bigint, orderDigest: Uint8Array): Uint8Array {
  return Buffer.concat([uint64(createdMs), orderDigest])
}

/** Of a pair number: consumer and number. */
export function pairKey(consumer: PeerIdString, number: bigint): Uint8Array {
  return Buffer.concat([peerIdToBytes(consumer), uint64(number)])
}

/** Of a countersign that its provider may not have: provider and digest of the countersign's entry. */
export function undeliveredKey(provider: PeerIdString, countersign: Uint8Array): Uint8Array {
  return Buffer.concat([peerIdToBytes(provider), countersign])
}

/** What {@link pairKey} was made of; the consumer as peer id bytes. */
export function splitPairKey(key: Uint8Array): { consumer: Uint8Array; pairNumber: bigint } {
  const end = key.length - 8
  return { consumer: key.subarray(0, end), pairNumber: Buffer.from(key).readBigUInt64BE(end) }
}

/** Of an account: a peer id starts with a zero byte, an organisation id with a letter, digit or hyphen. */
export function accountKey(id: { readonly peer: PeerIdString } | { readonly orgId: string }): Uint8Array {
  return 'peer' in id ? peerIdToBytes(id.peer) : Buffer.from(id.orgId)
}

/** True when {@link accountKey} was made of a peer. */
export function isPeerKey(key: Uint8Array): boolean {
  return key[0] === 0
}

/** Eight bytes, big-endian, so that their order is the order of the numbers. */
export function uint64(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(value)
  return bytes
}
