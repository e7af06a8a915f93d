import { peerIdToBytes, type PeerIdString } from '../../identity/index.js'
import { MAX_KNOWN_AUTHORS } from '../../limits.js'
import type { Store } from '../../store/index.js'
import { forkProof, type ForkProof } from '../../wire/index.js'
import { FIRST_EPOCH } from './chain.js'
import { misbehaved } from '../misbehaved.js'
import {
  comparePlaces,
  exclude,
  openPosition,
  placesFrom,
  positionKey,
  verifyForkProof,
  type Position,
} from './position.js'
import { readRecord } from '../records.js'
import { readable } from './salvage.js'
import { TABLE } from '../tables.js'
import type { Draft, Writer } from '../writer.js'

/** What a step of the writer gives when the position it stands on forks its author's chain. */
const FORKED = Symbol('forked')

/**
 * Remembers what other authors have signed of their chains. Two positions that exclude each other are kept as a proof,
 * and their author is frozen until the co-op lets it begin a later epoch.
 */
export class Witness {
  readonly #store: Store
  readonly #writer: Writer
  /** Author → the epoch that is forked. */
  readonly #forks = new Map<PeerIdString, number>()
  readonly #listeners = new Set<(author: PeerIdString, proof: ForkProof) => void>()

  constructor(store: Store, writer: Writer) {
    this.#store = store
    this.#writer = writer
  }

  async load(): Promise<void> {
    for await (const [, bytes] of this.#store.table(TABLE.forks).range()) {
      const fork = readable(() => verifyForkProof(forkProof.decodeStrict(bytes)))
      if (fork !== undefined) this.#forks.set(fork.author, fork.epoch)
    }
  }

  /** The forked epoch of an author; undefined while its chain is straight as far as known here. */
  forkedEpoch(author: PeerIdString): number | undefined {
    return this.#forks.get(author)
  }

  /** Calls back with every new proof. */
  onFork(listener: (author: PeerIdString, proof: ForkProof) => void): void {
    this.#listeners.add(listener)
  }

  /**
   * Runs a step of the writer that stands on an entry of another author, and remembers the entry in the same commit.
   *
   * @param order - digest of the order in whose record the entry is stored.
   * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when the entry forks its author's chain, or is of an epoch that was not
   * granted; what the step throws.
   */
  async believe<T>(entry: Uint8Array, order: Uint8Array, step: (draft: Draft) => Promise<T>): Promise<T> {
    const position = openPosition(entry)
    const result = await this.#writer.run(async (draft) => {
      await assertGranted(draft, position)
      const proof = await this.#conflict(draft, position)
      if (proof !== undefined) return this.#freeze(draft, position.author, position.epoch, proof)
      const done = await step(draft)
      await rememberPosition(draft, position, order)
      return done
    })
    if (result === FORKED) throw misbehaved('the peer has signed two chains')
    return result
  }

  /**
   * Remembers a head, or an entry that names nobody, of the peer that tells it. The grant in an epoch reset is for the
   * caller to check.
   *
   * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when it is of another author or of an epoch that was not granted; wire
   * errors.
   */
  async observe(bytes: Uint8Array, author: PeerIdString): Promise<void> {
    const position = openPosition(bytes)
    if (position.author !== author) throw misbehaved('the peer told a position of another chain')
    await this.#writer.run(async (draft) => {
      await assertGranted(draft, position)
      const proof = await this.#conflict(draft, position)
      if (proof !== undefined) return this.#freeze(draft, position.author, position.epoch, proof)
      await rememberPosition(draft, position, position.entry === undefined ? undefined : bytes)
      return undefined
    })
  }

  /**
   * Takes over a proof that somebody else has found, unless the co-op has let its author begin a later epoch since.
   *
   * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when it proves nothing; wire errors.
   */
  async takeProof(proof: ForkProof): Promise<void> {
    const { author, epoch } = verifyForkProof(proof)
    if ((this.#forks.get(author) ?? 0) >= epoch) return
    await this.#writer.run(async (draft) => {
      if (!(await hasBegunAfter(draft, author, epoch))) this.#freeze(draft, author, epoch, proof)
    })
  }

  /** The co-op has let an author begin an epoch: what was forked before it holds it up no more. */
  async takeReset(author: PeerIdString, epoch: number): Promise<void> {
    const forked = this.#forks.get(author)
    if (forked === undefined || forked >= epoch) return
    await this.#writer.run((draft) => {
      draft.del(TABLE.forks, peerIdToBytes(author))
      return Promise.resolve()
    })
    this.#forks.delete(author)
  }

  /** Envelope of the highest position of an author that is known here. */
  async highest(author: PeerIdString): Promise<Uint8Array | undefined> {
    const bytes = await this.#store.table(TABLE.known).get(peerIdToBytes(author))
    return opened(bytes) === undefined ? undefined : bytes
  }

  /** All proofs that are kept: of members, and few of these. */
  async proofs(): Promise<readonly ForkProof[]> {
    const kept = await Promise.all([...this.#forks.keys()].map((author) => this.proofAgainst(author)))
    return kept.filter((proof) => proof !== undefined)
  }

  async proofAgainst(author: PeerIdString): Promise<ForkProof | undefined> {
    const bytes = await this.#store.table(TABLE.forks).get(peerIdToBytes(author))
    return bytes === undefined ? undefined : forkProof.decodeStrict(bytes)
  }

  /** What excludes a position, with it. */
  async #conflict(draft: Draft, position: Position): Promise<ForkProof | undefined> {
    const { author, epoch, seq } = position
    const known = await draft.get(TABLE.known, peerIdToBytes(author))
    const near = [known]
    const highest = opened(known)
    // Beyond the highest position nothing is remembered.
    if (highest === undefined || comparePlaces(highest, position) >= 0) {
      for (const at of [seq, seq - 1n, seq + 1n]) {
        if (at > 0n) near.push(await envelopeAt(draft, positionKey(author, { epoch, seq: at }), author))
      }
    }
    for (const bytes of near) {
      const other = opened(bytes)
      if (other !== undefined && exclude(other, position)) return { first: other.bytes, second: position.bytes }
    }
    return undefined
  }

  #freeze(draft: Draft, author: PeerIdString, epoch: number, proof: ForkProof): typeof FORKED {
    draft.put(TABLE.forks, peerIdToBytes(author), forkProof.encode(proof))
    this.#forks.set(author, epoch)
    for (const listener of this.#listeners) listener(author, proof)
    return FORKED
  }
}

/**
 * An epoch is what the co-op grants: in one of its own making an author could sign a second chain.
 *
 * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when the beginning of the epoch is not known here.
 */
async function assertGranted(draft: Draft, { author, epoch, seq, entry }: Position): Promise<void> {
  if (epoch === FIRST_EPOCH || (seq === 1n && entry !== undefined && entry.epochReset !== null)) return
  const begin = await draft.get(TABLE.positions, positionKey(author, { epoch, seq: 1n }))
  if (!isReset(begin)) throw misbehaved('the peer signs in an epoch that nobody has granted')
}

/** True when an epoch after this one has begun, as far as known here. */
async function hasBegunAfter(draft: Draft, author: PeerIdString, epoch: number): Promise<boolean> {
  for await (const [, stored] of draft.stored(TABLE.positions, placesFrom(author, { epoch: epoch + 1, seq: 1n }))) {
    if (isReset(stored)) return true
  }
  return false
}

/** True for the envelope of an epoch reset. */
function isReset(stored: Uint8Array | undefined): boolean {
  const entry = opened(stored)?.entry
  return entry !== undefined && entry.epochReset !== null
}

/**
 * Keeps a position of another author, so that it can be given back and held against others.
 *
 * @param stored - digest of the order in whose record the entry is, or its envelope; undefined for a head.
 */
export async function rememberPosition(
  draft: Draft,
  position: Position,
  stored: Uint8Array | undefined,
): Promise<void> {
  const { author, bytes } = position
  if (stored !== undefined) draft.put(TABLE.positions, positionKey(author, position), stored)
  const remembered = await draft.get(TABLE.known, peerIdToBytes(author))
  const known = opened(remembered)
  const hasRoom = remembered !== undefined || !(await isFull(draft))
  const isNews = known === undefined ? hasRoom : comparePlaces(known, position) < 0
  if (isNews) draft.put(TABLE.known, peerIdToBytes(author), bytes)
}

/** What was remembered; undefined when nothing was, or when it is damaged: then it proves nothing and holds nobody up. */
function opened(bytes: Uint8Array | undefined): Position | undefined {
  return bytes === undefined ? undefined : readable(() => openPosition(bytes))
}

async function isFull(draft: Draft): Promise<boolean> {
  const rows = draft.stored(TABLE.known, { limit: MAX_KNOWN_AUTHORS })[Symbol.asyncIterator]()
  let count = 0
  for (let row = await rows.next(); row.done !== true; row = await rows.next()) count++
  return count === MAX_KNOWN_AUTHORS
}

/** The entry of another author at a place, wherever it is stored. */
export async function envelopeAt(draft: Draft, key: Uint8Array, author: PeerIdString): Promise<Uint8Array | undefined> {
  const stored = await draft.get(TABLE.positions, key)
  if (stored?.length !== DIGEST_BYTES) return stored
  const record = await readRecord(draft, stored)
  return [record?.statement, record?.countersign].find((bytes) => opened(bytes)?.author === author)
}

const DIGEST_BYTES = 32
