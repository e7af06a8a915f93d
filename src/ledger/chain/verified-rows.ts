import type { Store, WriteOperation } from '../../store/index.js'
import { equalBytes } from '../../wire/index.js'
import { TABLE } from '../tables.js'

const ROWS = Buffer.from('rows')
/** Of what {@link verifyLedger} looks at: raised when it looks at more, so that every ledger is verified once again. */
const VERSION = 1
const NO_ROWS = Uint8Array.of(VERSION, ...new Uint8Array(8))

const { verified, ...others } = TABLE
const SUMMED = Object.values(others)

/**
 * What all rows of the ledger add up to. It stands in the store since they were verified, and is written anew with every
 * commit of the writer, which only adds what it has checked. While the rows add up to it, none was lost, came back or was
 * changed, so nothing can be found in them that was not there before.
 */
export function sumRows(store: Store): Promise<Uint8Array> {
  return store.sumOf(SUMMED)
}

/** Notes that rows with this sum are verified. */
export function noteVerified(store: Pick<Store, 'table'>, sum: Uint8Array): WriteOperation {
  return store.table(verified).put(ROWS, Uint8Array.of(VERSION, ...sum))
}

/** True when rows with this sum were verified before. */
export async function areVerified(store: Store, sum: Uint8Array): Promise<boolean> {
  const noted = (await store.table(verified).get(ROWS)) ?? NO_ROWS
  return equalBytes(noted, Uint8Array.of(VERSION, ...sum))
}
