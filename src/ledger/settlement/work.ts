import type { Work } from './settlement.js'
import { TABLE } from '../tables.js'
import type { Draft } from '../writer.js'

/** What is known of work that has a voucher and no statement yet. */
export async function readWork(draft: Draft, orderDigest: Uint8Array): Promise<Work | undefined> {
  const bytes = await draft.get(TABLE.work, orderDigest)
  return bytes === undefined ? undefined : (JSON.parse(Buffer.from(bytes).toString()) as Work)
}

/** Keeps it until the work is stated. */
export function putWork(draft: Draft, orderDigest: Uint8Array, work: Work): void {
  const { promptTokens, cachedTokens, startedMs, engine, isAttested } = work
  const stored: Work = { promptTokens, cachedTokens, startedMs, engine, isAttested }
  draft.put(TABLE.work, orderDigest, Buffer.from(JSON.stringify(stored)))
}
