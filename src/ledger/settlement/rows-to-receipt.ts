import type { PeerIdString } from '../../identity/index.js'
import type { Evidence } from './evidence.js'
import { positionKey } from '../chain/position.js'
import { orderIdKey, TABLE, timeKey, waitingKey } from '../tables.js'

/** One row of a table; any value will do where none is given. */
interface Row {
  readonly table: string
  readonly key: Uint8Array
  readonly value?: Uint8Array
}

/**
 * What leads to the receipt of an own entry: lists, look-ups by its id, what the other side asks for when it has lost its
 * half, and what is still to be handed to it.
 */
export function rowsToReceipt({ order, terms, statement, answer }: Evidence, self: PeerIdString): readonly Row[] {
  const isProvider = terms.provider.peer === self
  const theirs = isProvider ? answer?.entry : statement?.entry
  return [
    { table: TABLE.times, key: timeKey(order.value.createdMs, order.digest) },
    { table: TABLE.orderIds, key: orderIdKey(order) },
    ...(statement === undefined ? [] : [{ table: TABLE.statements, key: statement.entry.digest, value: order.digest }]),
    ...(theirs === undefined
      ? []
      : [{ table: TABLE.positions, key: positionKey(theirs.signer, theirs.value), value: order.digest }]),
    ...(isProvider && answer === undefined
      ? [{ table: TABLE.unsigned, key: waitingKey(terms.consumer.peer, order.digest) }]
      : []),
  ]
}
