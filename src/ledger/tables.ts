import { peerIdToBytes, type PeerIdString } from '../identity/index.js'

const DIGEST_BYTES = 32

/** Tables of the ledger in the store; what stands in each is said beside its key. */
export const TABLE = {
  /** {@link entryKey} → envelope of an own entry. */
  entries: 'ledger-entries',
  /** {@link HEAD} → envelope of the newest own entry; {@link NEWEST_ORDER} → digest of the newest own order. */
  heads: 'ledger-heads',
  /** Digest of an order → sov.ledger.v1.ReceiptBundle as far as it exists; empty for an own order that was dropped. */
  records: 'ledger-records',
  /** Digest of a statement's entry → digest of its order. */
  statements: 'ledger-statements',
  /** {@link timeKey} → empty. */
  times: 'ledger-times',
  /** Order id (16 bytes) and digest of the order → empty. */
  orderIds: 'ledger-order-ids',
  /** {@link pairKey} → what the consumer has accepted under that number from this node as provider; empty once dropped. */
  accepted: 'ledger-accepted',
  /** {@link pairKey} → digest of the countersign, until an own entry has confirmed it. */
  unconfirmed: 'ledger-unconfirmed',
  /** Digest that own orders name as their policy decision → how many do, and the document. */
  policyDecisions: 'ledger-policy-decisions',
  /** SHA-256 of a policy → its text. */
  policies: 'ledger-policies',
  /** Digest of an order → {@link Work} as JSON, until the provider has stated it. */
  work: 'ledger-work',
  /** Digest of an own order → what its provider told of the prompt as JSON, while a voucher for it is owed. */
  told: 'ledger-told',
  /** {@link waitingKey} → charge and organisation: own statements that the peer has not countersigned. */
  unsigned: 'ledger-unsigned',
  /** {@link waitingKey} → empty: final vouchers that the peer, as provider, may not have. */
  owed: 'ledger-owed',
  /** {@link waitingKey} → empty: own countersigns that the peer has not said it stored. */
  undelivered: 'ledger-undelivered',
  /** {@link positionKey} → digest of the order whose record holds the entry, or the envelope of one that names nobody. */
  positions: 'ledger-positions',
  /** Peer id bytes of another author → envelope of its highest position that is known, an entry or a head. */
  known: 'ledger-known',
  /** Peer id bytes of an author → sov.ledger.v1.ForkProof. */
  forks: 'ledger-forks',
  /** Digest of a statement's entry → envelope of the Award that decides it. */
  awards: 'ledger-awards',
  /** Peer id bytes of an old key → envelope of the SuccessionGrant that names the new one. */
  successions: 'ledger-successions',
  /** {@link waitingKey} with the digest of a decision → its envelope, until the peer has said that it follows it. */
  decisions: 'ledger-decisions',
  /** {@link entryKey} → sov.ledger.v1.LedgerRecord of an own entry that is not in the chain (any more). */
  salvage: 'ledger-salvage',
  /** {@link accountKey} → totals settled with it. */
  accounts: 'ledger-accounts',
  /** As `accounts`: the part of these totals whose receipts were dropped. */
  droppedAccounts: 'ledger-dropped-accounts',
  /** {@link entryKey} of the first entry of a gap → sequence of its last one and that one's digest. */
  gaps: 'ledger-gaps',
  /** Month, direction, organisation and model → what was settled in dropped receipts, as JSON. */
  months: 'ledger-months',
  /** One row: version of the check that all others have passed, and what they add up to. */
  verified: 'ledger-verified',
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

/** What {@link entryKey} was made of. */
export function placeInKey(key: Uint8Array): { readonly epoch: number; readonly seq: bigint } {
  const bytes = Buffer.from(key)
  return { epoch: bytes.readUInt32BE(0), seq: bytes.readBigUInt64BE(4) }
}

/** Of an order: time of creation and digest, so that a range is the orders by age. */
export function timeKey(createdMs: bigint, orderDigest: Uint8Array): Uint8Array {
  return Buffer.concat([uint64(createdMs), orderDigest])
}

/** Of an order by its id, which other orders may have too: the id and the digest. */
export function orderIdKey({ digest, value }: { digest: Uint8Array; value: { orderId: Uint8Array } }): Uint8Array {
  return Buffer.concat([value.orderId, digest])
}

/** Of a pair number: consumer and number. */
export function pairKey(consumer: PeerIdString, number: bigint): Uint8Array {
  return Buffer.concat([peerIdToBytes(consumer), uint64(number)])
}

/** Of what waits for the next meeting with a peer: the peer, and the digest of the order. */
export function waitingKey(peer: PeerIdString, orderDigest: Uint8Array): Uint8Array {
  return Buffer.concat([peerIdToBytes(peer), orderDigest])
}

/** All {@link waitingKey} of one peer. */
export function waitingRange(peer: PeerIdString): { readonly from: Uint8Array; readonly to: Uint8Array } {
  const to = new Uint8Array(DIGEST_BYTES + 1).fill(0xff)
  return { from: peerIdToBytes(peer), to: waitingKey(peer, to) }
}

/** Digest of the order in a {@link waitingKey} or {@link timeKey}. */
export function orderInKey(key: Uint8Array): Uint8Array {
  return key.subarray(-DIGEST_BYTES)
}

/** Time of creation in a {@link timeKey}, Unix epoch, milliseconds. */
export function createdIn(key: Uint8Array): bigint {
  return Buffer.from(key).readBigUInt64BE(0)
}

/** What {@link pairKey} was made of; the consumer as peer id bytes. */
export function splitPairKey(key: Uint8Array): { consumer: Uint8Array; pairNumber: bigint } {
  const end = key.length - 8
  return { consumer: key.subarray(0, end), pairNumber: Buffer.from(key).readBigUInt64BE(end) }
}

/** Of an account: a peer id starts with a zero byte, an organisation of {@link Counterparty} does not. */
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
