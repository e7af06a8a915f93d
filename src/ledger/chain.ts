import { SovError } from '../errors.js'
import { peerIdToBytes, type Signer } from '../identity/index.js'
import { MAX_CONFIRMATIONS } from '../limits.js'
import { ENTRY, equalBytes, openStatement, signStatement, type Countersign, type Statement } from '../wire/index.js'
import type { SignedEntry } from './signed.js'
import { entryKey, HEAD, NEWEST_ORDER, splitPairKey, TABLE } from './tables.js'
import type { Draft } from './writer.js'

/** Before the co-op has let a restored node start anew. */
export const FIRST_EPOCH = 1
/** Stands for "there is none" where a digest is due. */
export const NO_DIGEST: Uint8Array = new Uint8Array(32)

/** What an entry says. */
export type EntryBody = { readonly statement: Statement } | { readonly countersign: Countersign }

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
  const stored = await draft.get(TABLE.heads, HEAD)
  const head =
    stored === undefined
      ? link(draft, authorship, undefined, { newestOrder, genesis: { credential: authorship.credential } })
      : openStatement(ENTRY, stored)
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

function link(
  draft: Draft,
  { signer, timeMs, networkId }: Authorship,
  head: SignedEntry | undefined,
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
  return entry
}

async function takeConfirmations(
  draft: Draft,
): Promise<{ consumer: Uint8Array; pairNumber: bigint; countersign: Uint8Array }[]> {
  const confirmations = []
  for await (const [key, countersign] of draft.stored(TABLE.unconfirmed, { limit: MAX_CONFIRMATIONS })) {
    draft.del(TABLE.unconfirmed, key)
    confirmations.push({ ...splitPairKey(key), countersign })
  }
  return confirmations
}
