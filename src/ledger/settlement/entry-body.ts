import type { Countersign, Statement } from '../../wire/index.js'
import { misbehaved } from '../misbehaved.js'
import type { SignedEntry } from '../signed.js'

/** @throws {SovError} ERR_SOV_PEER_MISBEHAVED when the entry holds something else. */
export function statementIn({ value }: Pick<SignedEntry, 'value'>): Statement {
  if (value.statement === null) throw misbehaved('the entry is no statement')
  return value.statement
}

/** @throws {SovError} ERR_SOV_PEER_MISBEHAVED when the entry holds something else. */
export function countersignIn({ value }: Pick<SignedEntry, 'value'>): Countersign {
  if (value.countersign === null) throw misbehaved('the entry is no countersign')
  return value.countersign
}
