import type { Clock } from '../../clock.js'
import { SovError } from '../../errors.js'
import { peerIdFromBytes, type PeerIdString } from '../../identity/index.js'
import { RECOVERY_WAIT_MS } from '../../limits.js'
import type { Store } from '../../store/index.js'
import { ledgerRecord, type ForkProof, type LedgerRecord } from '../../wire/index.js'
import { Gaps } from './gaps.js'
import type { ChainState } from './chain-state.js'
import { misbehaved } from '../misbehaved.js'
import { comparePlaces, exclude, openPosition, verifyForkProof, type Place, type Position } from './position.js'
import { restoreEntry } from './restore-entry.js'
import { entryKey, HEAD, isPeerKey, placeInKey, TABLE } from '../tables.js'
import type { Writer } from '../writer.js'

interface RecoveryComponents {
  readonly store: Store
  readonly writer: Writer
  readonly self: PeerIdString
  readonly clock: Clock
  /** Called each time the gate opens. */
  readonly onOpen: () => Promise<void>
}

const NOWHERE: Place = { epoch: 0, seq: 0n }

/**
 * The gate before signing entries. A data directory that was restored from a copy, or that lost its newest writes, looks
 * whole; signing on top of it would be a fork. So after a start others are asked first what they know of the own chain,
 * and what is missing here is fetched back from them.
 *
 * The gate is open when one member has answered, every counterparty has answered or RECOVERY_WAIT_MS have passed, and
 * nobody knows more of the chain than this node.
 */
export class Recovery {
  readonly #components: RecoveryComponents
  /** Counterparties that have not said yet what they know. */
  readonly #silent = new Set<PeerIdString>()
  #asksOthers = false
  #isConfirmed = false
  #hasWaited = false
  #isForked = false
  #head: Position | undefined
  /** The highest own place that anybody knows. */
  #target = NOWHERE
  #isOpen = false
  readonly #waiting = new Set<() => void>()
  #cancelTimer = (): void => undefined

  constructor(components: RecoveryComponents) {
    this.#components = components
  }

  /** Puts back what an earlier repair has set aside. */
  async load(): Promise<void> {
    const { store } = this.#components
    for await (const [key] of store.table(TABLE.salvage).range({ reverse: true, limit: 1 })) {
      this.#target = placeInKey(key)
    }
    await this.#putBack()
    await this.#decide()
  }

  /** From now on the gate waits for what others say; {@link Recovery.heard} tells it. */
  askOthers(): void {
    this.#asksOthers = true
    this.#isOpen = false
  }

  /** Waits RECOVERY_WAIT_MS at most for the counterparties. */
  async begin(): Promise<void> {
    const { store, clock } = this.#components
    for await (const [key] of store.table(TABLE.accounts).range()) {
      if (isPeerKey(key)) this.#silent.add(peerIdFromBytes(key))
    }
    this.#cancelTimer = clock.setTimer(() => {
      this.#hasWaited = true
      void this.#decide()
    }, RECOVERY_WAIT_MS)
  }

  stop(): void {
    this.#cancelTimer()
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** How far the chain goes here, and how far others know it. */
  async state(): Promise<ChainState> {
    await this.#readHead()
    return this.#state()
  }

  #state(): ChainState {
    const { epoch, seq } = this.#head ?? NOWHERE
    const known = comparePlaces(this.#target, { epoch, seq }) > 0 ? this.#target : { epoch, seq }
    const base = { epoch, seq, knownEpoch: known.epoch, knownSeq: known.seq }
    if (this.#isForked) return { ...base, state: 'forked' }
    if (known.seq !== seq || known.epoch !== epoch) return { ...base, state: 'behind' }
    return { ...base, state: this.#isOpen ? 'current' : 'unconfirmed' }
  }

  /**
   * Resolves when entries may be signed.
   *
   * @throws {SovError} ERR_SOV_LEDGER_CLOSED when `signal` fires before, or at once when the chain is forked.
   */
  async ready(signal: AbortSignal): Promise<void> {
    if (this.#isOpen) return
    if (signal.aborted || this.#isForked) throw this.closedError()
    await new Promise<void>((resolve, reject) => {
      const open = (): void => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      const giveUp = (): void => {
        this.#waiting.delete(open)
        reject(this.closedError())
      }
      signal.addEventListener('abort', giveUp, { once: true })
      this.#waiting.add(open)
    })
  }

  /** Why nothing is signed now, and what helps. */
  closedError(): SovError {
    const { state, seq, knownSeq } = this.#state()
    const [message, remedy] = CLOSED[state]
    return new SovError('ERR_SOV_LEDGER_CLOSED', message, {
      remedy,
      details: { state, seq: Number(seq), knownSeq: Number(knownSeq) },
    })
  }

  /**
   * What a member knows of the own chain.
   *
   * @param position - envelope of the highest entry or head; undefined when it knows none.
   * @returns from where on something is missing here that the member may have; undefined when nothing is.
   * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when it is of another author; wire errors.
   */
  async heard(
    peer: PeerIdString,
    position: Uint8Array | undefined,
    proof: ForkProof | undefined,
  ): Promise<Place | undefined> {
    if (position !== undefined) await this.#compare(openPosition(position))
    if (proof !== undefined) {
      const { author, epoch } = verifyForkProof(proof)
      if (author === this.#components.self && epoch >= (this.#head?.epoch ?? 0)) this.#isForked = true
    }
    this.#silent.delete(peer)
    this.#isConfirmed = true
    await this.#decide()
    const { state, epoch, seq } = this.#state()
    return state === 'behind' ? { epoch, seq: seq + 1n } : undefined
  }

  /**
   * Takes back own entries, with their receipts, that a member has kept.
   *
   * @returns the place of the last one.
   */
  async take(records: readonly LedgerRecord[]): Promise<Place | undefined> {
    const { writer } = this.#components
    let last: Place | undefined
    for (const record of records) {
      const position = openPosition(record.entry)
      last = position
      await this.#compare(position)
      if (comparePlaces(position, this.#head ?? NOWHERE) <= 0) continue
      const key = entryKey(position.epoch, position.seq)
      await writer.run((draft) => {
        draft.put(TABLE.salvage, key, ledgerRecord.encode(record))
        return Promise.resolve()
      })
    }
    await this.#putBack()
    await this.#decide()
    return last
  }

  /** An epoch has begun: what was missing or forked before it holds nobody up. */
  async restarted(): Promise<void> {
    this.#isForked = false
    await this.#putBack()
    await this.#decide()
  }

  async #compare(position: Position): Promise<void> {
    const { store, self } = this.#components
    if (position.author !== self) throw misbehaved('the peer told a position of another chain')
    await this.#readHead()
    const head = this.#head ?? NOWHERE
    if (comparePlaces(position, head) > 0) {
      if (comparePlaces(position, this.#target) > 0) this.#target = position
      return
    }
    if (position.epoch < head.epoch) return
    const own = await store.table(TABLE.entries).get(entryKey(position.epoch, position.seq))
    if (own !== undefined && exclude(openPosition(own), position)) this.#isForked = true
  }

  /** Appends what was set aside, as far as nothing is missing. */
  async #putBack(): Promise<void> {
    const { store, writer, self } = this.#components
    const gaps = await Gaps.read(store)
    const salvage = store.table(TABLE.salvage)
    for await (const [key, bytes] of salvage.range()) {
      await this.#readHead()
      const record = ledgerRecord.decodeStrict(bytes)
      const entry = openPosition(record.entry)
      if (this.#head !== undefined && exclude(this.#head, entry)) this.#isForked = true
      const isThere = comparePlaces(entry, this.#head ?? NOWHERE) <= 0 || gaps.holds(entry)
      try {
        await writer.run(async (draft) => {
          if (!isThere) await restoreEntry(draft, self, record, gaps)
          draft.del(TABLE.salvage, key)
        })
      } catch {
        // Something before it is missing, or its receipt is: another member may have that.
        break
      }
    }
    await this.#readHead()
  }

  async #readHead(): Promise<void> {
    const bytes = await this.#components.store.table(TABLE.heads).get(HEAD)
    this.#head = bytes === undefined ? undefined : openPosition(bytes)
  }

  async #decide(): Promise<void> {
    await this.#readHead()
    const isWhole = !this.#isForked && comparePlaces(this.#target, this.#head ?? NOWHERE) <= 0
    const isConfirmed = this.#isConfirmed && (this.#hasWaited || this.#silent.size === 0)
    if (!isWhole || (this.#asksOthers && !isConfirmed)) {
      this.#isOpen = false
      return
    }
    if (this.#isOpen) return
    this.#isOpen = true
    for (const open of this.#waiting) open()
    this.#waiting.clear()
    await this.#components.onOpen()
  }
}

const CLOSED: Record<ChainState['state'], readonly [message: string, remedy: string]> = {
  current: ['the ledger is being opened', 'Try again.'],
  unconfirmed: [
    'no other member has said yet what it knows of this ledger',
    'Wait until another member is connected: see `sov-node peers`.',
  ],
  behind: [
    'others know entries of this ledger that are missing here',
    'Connect the members that this node worked with, or ask the co-op for a new epoch: `sov-node coop grant-epoch`.',
  ],
  forked: [
    'this ledger has signed two chains, so nobody believes it any more',
    'Ask the co-op for a new epoch: `sov-node coop grant-epoch`.',
  ],
}
