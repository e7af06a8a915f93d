import { SovError } from '../../errors.js'
import { peerIdFromBytes, peerIdToBytes, type PeerIdString } from '../../identity/index.js'
import { ENTRY, equalBytes, HEAD, openStatement, type Entry, type ForkProof } from '../../wire/index.js'
import { misbehaved } from '../misbehaved.js'
import { uint64 } from '../tables.js'

/** A place in a chain. */
export interface Place {
  readonly epoch: number
  readonly seq: bigint
}

/** What an author has signed about one place of its chain: the entry there, or a head that names it. */
export interface Position extends Place {
  readonly author: PeerIdString
  /** Digest of the entry there, 32 bytes. */
  readonly digest: Uint8Array
  /** The entry; undefined when all that is known is a head. */
  readonly entry: Entry | undefined
  /** Envelope of the entry or the head. */
  readonly bytes: Uint8Array
}

/**
 * Reads an entry or a head.
 *
 * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when somebody else than its author has signed it; wire errors.
 */
export function openPosition(bytes: Uint8Array): Position {
  const position = readPosition(bytes)
  if (position.seq < 1n) throw misbehaved('the position has no number')
  return position
}

function readPosition(bytes: Uint8Array): Position {
  try {
    const { signer, value, digest } = openStatement(ENTRY, bytes)
    return { ...place(signer, value), digest, entry: value, bytes }
  } catch (error) {
    if (!SovError.isInstance(error, 'ERR_SOV_WIRE_FORMAT')) throw error
    const { signer, value } = openStatement(HEAD, bytes)
    return { ...place(signer, value), digest: value.entry, entry: undefined, bytes }
  }
}

function place(
  signer: PeerIdString,
  { author, epoch, seq }: Pick<Entry, 'author' | 'epoch' | 'seq'>,
): Pick<Position, 'author' | 'epoch' | 'seq'> {
  if (peerIdFromBytes(author) !== signer) throw misbehaved('the position is not signed by its author')
  return { author: signer, epoch, seq }
}

/** Negative when `a` comes before `b` in the order of epochs and numbers, 0 for the same place. */
export function comparePlaces(a: Place, b: Place): number {
  return a.epoch === b.epoch ? Number(a.seq - b.seq) : a.epoch - b.epoch
}

/**
 * True when no honest author signs both: one place with two digests, or two neighbours of which the later one does not
 * name the earlier. A key has one chain, whatever co-op its entries name: with one for each it could hide its debts.
 */
export function exclude(a: Position, b: Position): boolean {
  if (a.author !== b.author || a.epoch !== b.epoch) return false
  if (a.seq === b.seq) return !equalBytes(a.digest, b.digest)
  const [earlier, later] = a.seq < b.seq ? [a, b] : [b, a]
  return (
    later.seq === earlier.seq + 1n && later.entry !== undefined && !equalBytes(later.entry.previous, earlier.digest)
  )
}

/**
 * Checks a fork proof from its bytes alone.
 *
 * @returns the author that has signed both, and in which epoch.
 * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when it proves nothing; wire errors.
 */
export function verifyForkProof({ first, second }: ForkProof): Pick<Position, 'author' | 'epoch'> {
  const [one, two] = [openPosition(first), openPosition(second)]
  if (!exclude(one, two)) throw misbehaved('the two positions do not exclude each other')
  return { author: one.author, epoch: one.epoch }
}

/** Key of a place in the table of positions: all of one author are neighbours, in the order of its chain. */
export function positionKey(author: PeerIdString, { epoch, seq }: Place): Uint8Array {
  const number = Buffer.alloc(4)
  number.writeUInt32BE(epoch)
  return Buffer.concat([peerIdToBytes(author), number, uint64(seq)])
}

/** All {@link positionKey} of one author from a place on. */
export function placesFrom(author: PeerIdString, from: Place): { readonly from: Uint8Array; readonly to: Uint8Array } {
  const end = positionKey(author, { epoch: 0xffff_ffff, seq: 2n ** 64n - 1n })
  return { from: positionKey(author, from), to: Buffer.concat([end, Buffer.of(0)]) }
}
