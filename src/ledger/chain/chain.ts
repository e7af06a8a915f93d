import { SovError } from '../../errors.js'
import { peerIdToBytes, type Signer } from '../../identity/index.js'
import { MAX_CONFIRMATIONS } from '../../limits.js'
import {
  ENTRY,
  equalBytes,
  openStatement,
  signStatement,
  type Countersign,
  type Entry,
  type Statement,
} from '../../wire/index.js'
import type { Gaps } from './gaps.js'
import type { SignedEpochGrant } from '../decisions/grants.js'
import { positionKey } from './position.js'
import type { SignedEntry } from '../signed.js'
import { entryKey, HEAD, NEWEST_ORDER, splitPairKey, TABLE } from '../tables.js'
import type { Draft } from '../writer.js'

/** Before the co-op has let a restored node start anew. */
export const FIRST_EPOCH = 1
/** Stands for "there is none" where a digest is due. */
export const NO_DIGEST: Uint8Array = new Uint8Array(32)

/** What an entry says. */
export type EntryBody =
  | { readonly statement: Statement }
  | { readonly countersign: Countersign }
  | { readonly succession: { readonly grant: Uint8Array } }
  | { readonly adjustment: { readonly award: Uint8Array } }

/** What an entry is linked to. */
export interface Linked {
  readonly value: Pick<Entry, 'epoch' | 'seq'>
  readonly digest: Uint8Array
}

/** Who signs, when, and as a member by which credential. */
export interface Authorship {
  readonly signer: Signer
  readonly timeMs: number
  readonly networkId: Uint8Array
  /** Digest of the credential in force; the chain begins with it. */
  readonly credential: Uint8Array
}

/**
 * Signs the next entry of the own chain; the first time also its genesis. Only for steps of the writer: two appends
 * on the same head would be a fork.
 *
 * @throws {SovError} ERR_SOV_COOP_EXISTS when the chain was begun in another co-op.
 */
export async function append(draft: Draft, authorship: Authorship, body: EntryBody): Promise<SignedEntry> {
  const newestOrder = (await draft.get(TABLE.heads, NEWEST_ORDER)) ?? NO_DIGEST
  const head = await begin(draft, authorship)
  if (!equalBytes(head.value.networkId, authorship.networkId)) {
    throw new SovError('ERR_SOV_COOP_EXISTS', 'the ledger in this data directory belongs to another co-op', {
      remedy: 'Use a data directory of its own for each co-op.',
    })
  }
  return link(draft, authorship, head, {
    ...body,
    newestOrder,
    confirmations: await takeConfirmations(draft),
  })
}

/** The newest own entry; signs the genesis when there is none. */
export async function begin(draft: Draft, authorship: Authorship): Promise<SignedEntry> {
  const stored = await draft.get(TABLE.heads, HEAD)
  if (stored !== undefined) return openStatement(ENTRY, stored)
  const newestOrder = (await draft.get(TABLE.heads, NEWEST_ORDER)) ?? NO_DIGEST
  return link(draft, authorship, undefined, { newestOrder, genesis: { credential: authorship.credential } })
}

/**
 * Signs the first entry of the epoch that the co-op has granted.
 *
 * @throws {SovError} ERR_SOV_BAD_REQUEST when the chain has reached that epoch.
 */
export async function beginEpoch(draft: Draft, authorship: Authorship, grant: SignedEpochGrant): Promise<SignedEntry> {
  const stored = await draft.get(TABLE.heads, HEAD)
  const { epoch, lastAccepted } = grant.value
  if (stored !== undefined && openStatement(ENTRY, stored).value.epoch >= epoch) {
    throw new SovError('ERR_SOV_BAD_REQUEST', `the ledger has begun epoch ${String(epoch)} before`)
  }
  const newestOrder = (await draft.get(TABLE.heads, NEWEST_ORDER)) ?? NO_DIGEST
  return link(
    draft,
    authorship,
    { value: { epoch, seq: 0n }, digest: lastAccepted },
    { newestOrder, epochReset: { grant: grant.bytes } },
  )
}

/** What the entry after a head must follow: the head itself, or the last of those that were dropped right after it. */
export function endOf(head: SignedEntry | undefined, gaps: Gaps): Linked | undefined {
  const gap = gaps.after(head?.value ?? { epoch: FIRST_EPOCH, seq: 0n })
  return gap === undefined ? head : { value: { epoch: gap.epoch, seq: gap.last }, digest: gap.digest }
}

/** True when an entry can only be the one after a head. */
export function isNext({ value }: Pick<SignedEntry, 'value'>, head: Linked | undefined): boolean {
  if (value.epochReset !== null) return value.seq === 1n && value.epoch > (head?.value.epoch ?? 0)
  if (head === undefined) {
    return value.genesis !== null && value.epoch === FIRST_EPOCH && value.seq === 1n && isNone(value.previous)
  }
  return (
    value.genesis === null &&
    value.epoch === head.value.epoch &&
    value.seq === head.value.seq + 1n &&
    equalBytes(value.previous, head.digest)
  )
}

function isNone(digest: Uint8Array): boolean {
  return equalBytes(digest, NO_DIGEST)
}

function link(
  draft: Draft,
  { signer, timeMs, networkId }: Authorship,
  head: Linked | undefined,
  content: Parameters<typeof ENTRY.payload.encode>[0],
): SignedEntry {
  const entry = signStatement(
    ENTRY,
    {
      ...content,
      networkId,
      author: peerIdToBytes(signer.peerId),
      epoch: head?.value.epoch ?? FIRST_EPOCH,
      seq: (head?.value.seq ?? 0n) + 1n,
      previous: head?.digest ?? NO_DIGEST,
      timeMs: BigInt(timeMs),
    },
    signer,
  )
  draft.put(TABLE.entries, entryKey(entry.value.epoch, entry.value.seq), entry.bytes)
  draft.put(TABLE.heads, HEAD, entry.bytes)
  // What names no counterparty is told to everybody, so that it can be fetched back from anybody.
  if (entry.value.statement === null && entry.value.countersign === null) {
    draft.put(TABLE.positions, positionKey(signer.peerId, entry.value), entry.bytes)
  }
  return entry
}

async function takeConfirmations(
  draft: Draft,
): Promise<{ consumer: Uint8Array; pairNumber: bigint; countersign: Uint8Array }[]> {
  const confirmations = []
  for (const [key, countersign] of await draft.first(TABLE.unconfirmed, MAX_CONFIRMATIONS)) {
    draft.del(TABLE.unconfirmed, key)
    confirmations.push({ ...splitPairKey(key), countersign })
  }
  return confirmations
}
