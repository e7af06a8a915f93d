import { SovError } from '../../errors.js'
import { peerIdFromBytes, type PeerIdString } from '../../identity/index.js'
import { ENTRY, equalBytes, openStatement, toHex } from '../../wire/index.js'
import type { Findings } from './audit-report.js'
import { FIRST_EPOCH, isNext, type Linked } from '../chain/chain.js'
import type { Gap } from '../chain/gaps.js'
import { openAward, openEpochGrant, openSuccession, type Coop, type SignedAward } from '../decisions/grants.js'
import type { SignedEntry } from '../signed.js'

/** How much of a chain is there to be seen. */
export type Shown = 'all' | 'all but dropped entries' | 'some'

/** Follows the chain of one author: signatures, numbers, links, gaps, and what the co-op has allowed. */
export class AuditChain {
  readonly #author: PeerIdString
  readonly #findings: Findings
  readonly #shown: Shown
  readonly #gaps = new Map<string, Gap>()
  #coop: Coop | undefined
  #head: Linked | undefined

  constructor(author: PeerIdString, findings: Findings, shown: Shown) {
    this.#author = author
    this.#findings = findings
    this.#shown = shown
  }

  setCoop(coop: Coop): void {
    this.#coop = coop
  }

  addGap(gap: Gap): void {
    this.#gaps.set(place(gap.epoch, gap.first), gap)
  }

  /** The next entry; undefined when it is not the author's. */
  visit(bytes: Uint8Array): SignedEntry | undefined {
    const entry = this.#open(bytes)
    if (entry === undefined) return undefined
    const { epoch, seq } = entry.value
    const end = this.#end()
    if (!isNext(entry, end)) this.#explain(entry, end)
    this.#head = entry
    if (entry.value.epochReset !== null) {
      this.#checkGrant(entry, (coop) => {
        const grant = openEpochGrant(entry.value.epochReset?.grant ?? NOTHING, coop, this.#author).value
        if (grant.epoch !== epoch || !equalBytes(grant.lastAccepted, entry.value.previous)) {
          throw new Error('another epoch was granted')
        }
      })
    }
    if (entry.value.succession !== null) {
      this.#checkGrant(entry, (coop) => {
        const { successor } = openSuccession(entry.value.succession?.grant ?? NOTHING, coop).value
        if (peerIdFromBytes(successor) !== this.#author) throw new Error('the succession is for another node')
      })
    }
    if (isNothing(entry)) {
      this.#findings.add('entry_invalid', `entry ${String(seq)} says nothing`, { epoch, seq })
    }
    return entry
  }

  /** The award in an entry; undefined when the root has signed no such thing. */
  award(entry: SignedEntry): SignedAward | undefined {
    return this.#checkGrant(entry, (coop) => openAward(entry.value.adjustment?.award ?? NOTHING, coop))
  }

  /** A gap counts only because a signed entry names its end. */
  finish(): void {
    for (const { epoch, first } of this.#gaps.values()) {
      const message = `no entry follows the gap at ${String(first)}`
      this.#findings.add('gap_unfounded', message, { epoch, seq: first })
    }
  }

  #open(bytes: Uint8Array): SignedEntry | undefined {
    try {
      const entry = openStatement(ENTRY, bytes)
      if (entry.signer !== this.#author || peerIdFromBytes(entry.value.author) !== this.#author) {
        throw new Error('it is by another author')
      }
      if (this.#coop !== undefined && !equalBytes(entry.value.networkId, this.#coop.networkId)) {
        throw new Error('it is of another co-op')
      }
      return entry
    } catch (error) {
      const seq = (this.#head?.value.seq ?? 0n) + 1n
      this.#findings.add('entry_invalid', `the entry after ${String(seq - 1n)} is not valid: ${reasonOf(error)}`, {
        epoch: this.#head?.value.epoch ?? FIRST_EPOCH,
        seq,
      })
      return undefined
    }
  }

  /** What the next entry must follow. */
  #end(): Linked | undefined {
    const { epoch, seq } = this.#head?.value ?? { epoch: FIRST_EPOCH, seq: 0n }
    const gap = this.#gaps.get(place(epoch, seq + 1n))
    if (gap === undefined) return this.#head
    this.#gaps.delete(place(epoch, seq + 1n))
    return { value: { epoch: gap.epoch, seq: gap.last }, digest: gap.digest }
  }

  #explain({ value, digest }: SignedEntry, end: Linked | undefined): void {
    const { epoch, seq } = value
    const before = end?.value ?? { epoch: FIRST_EPOCH, seq: 0n }
    const isLater = epoch > before.epoch || (epoch === before.epoch && seq > before.seq + 1n)
    if (isLater && this.#shown === 'some') return
    if (isLater) {
      const missing = `entries from ${name(before.epoch, before.seq + 1n)} to ${name(epoch, seq - 1n)}`
      if (this.#shown === 'all') this.#findings.add('entries_missing', `${missing} are missing`, { epoch, seq })
      else this.#findings.add('entries_not_shown', `${missing} are not shown`, { epoch, seq })
      return
    }
    if (epoch === before.epoch && seq === before.seq && end !== undefined && !equalBytes(digest, end.digest)) {
      this.#findings.add('forked', `there are two entries ${name(epoch, seq)}`, { epoch, seq })
      return
    }
    const message = `entry ${name(epoch, seq)} does not follow the one before it (digest ${toHex(digest).slice(0, 12)})`
    this.#findings.add('link_broken', message, { epoch, seq })
  }

  #checkGrant<T>({ value: { epoch, seq } }: SignedEntry, check: (coop: Coop) => T): T | undefined {
    try {
      if (this.#coop === undefined) throw new Error('the co-op is not known')
      return check(this.#coop)
    } catch (error) {
      const message = `entry ${name(epoch, seq)} is not what the co-op has decided: ${reasonOf(error)}`
      this.#findings.add('grant_invalid', message, { epoch, seq })
      return undefined
    }
  }
}

/** Why a check failed; what is no reason is a bug. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && (SovError.isInstance(error) || error.constructor === Error)) return error.message
  throw error
}

function isNothing({ value }: SignedEntry): boolean {
  const { genesis, statement, countersign, succession, epochReset, adjustment } = value
  return [genesis, statement, countersign, succession, epochReset, adjustment].every((body) => body === null)
}

function place(epoch: number, seq: bigint): string {
  return `${String(epoch)}/${String(seq)}`
}

function name(epoch: number, seq: bigint): string {
  return epoch === FIRST_EPOCH ? String(seq) : `${String(seq)} of epoch ${String(epoch)}`
}

const NOTHING = new Uint8Array(0)
