import { peerIdFromBytes, type PeerIdString } from '../../identity/index.js'
import type { Store } from '../../store/index.js'
import { openStatement, SUCCESSION_GRANT } from '../../wire/index.js'
import { TABLE } from '../tables.js'

/** Old key → new key, of all successions that are known here. */
export async function readSuccessions(store: Store): Promise<ReadonlyMap<PeerIdString, PeerIdString>> {
  const known = new Map<PeerIdString, PeerIdString>()
  for await (const [, bytes] of store.table(TABLE.successions).range()) {
    const { predecessor, successor } = openStatement(SUCCESSION_GRANT, bytes).value
    known.set(peerIdFromBytes(predecessor), peerIdFromBytes(successor))
  }
  return known
}

/** The key that has taken the place of a key in the end; itself when none has, or when they succeed each other. */
export function lastSuccessor(peer: PeerIdString, known: ReadonlyMap<PeerIdString, PeerIdString>): PeerIdString {
  const passed = new Set<PeerIdString>()
  let last = peer
  for (let next = known.get(last); next !== undefined; next = known.get(last)) {
    if (passed.has(last)) return peer
    passed.add(last)
    last = next
  }
  return last
}
