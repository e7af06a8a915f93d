import { systemClock } from '../../src/clock.js'
import { dataDirPaths } from '../../src/data-dir.js'
import { loadOrCreateKey } from '../../src/identity/index.js'
import { createLedger, type PeerBalance } from '../../src/ledger/index.js'
import { verifyLedger } from '../../src/ledger/chain/verify-ledger.js'
import { openStore } from '../../src/store/index.js'
import { ENTRY, openStatement, ORDER, receiptBundle, toHex, Verdict } from '../../src/wire/index.js'
import type { EntriesSeen } from '../helpers/ledger-model/entries-seen.js'

/** One order as one side has it. */
interface StoredOrder {
  readonly bytes: Uint8Array
  readonly isConsumer: boolean
  readonly state: 'open' | 'unsigned' | 'settled' | 'disputed'
  readonly statedTokens: number
}

/** The ledger in the data directory of a node that does not run. */
export interface StoppedLedger {
  /** The newest own entry. */
  readonly head: { readonly seq: bigint }
  /** By order id, 32 hexadecimal digits. */
  readonly orders: ReadonlyMap<string, StoredOrder>
  readonly balance: PeerBalance | undefined
}

/**
 * Reads and verifies the ledger of a node that does not run.
 *
 * @param seen - is shown every entry in it, own and others'.
 * @throws {SovError} ERR_SOV_LEDGER_DAMAGED
 */
export async function readStoppedLedger(dataDir: string, seen: EntriesSeen): Promise<StoppedLedger> {
  const paths = dataDirPaths(dataDir)
  const signer = await loadOrCreateKey(paths.key)
  const store = await openStore({ path: paths.database })
  try {
    await verifyLedger(store, signer.peerId)
    await seen.seeChain(store)
    const orders = new Map<string, StoredOrder>()
    for await (const [, bytes] of store.table('ledger-records').range()) {
      const { order: envelope, statement, countersign } = receiptBundle.decodeStrict(bytes)
      const order = openStatement(ORDER, envelope)
      const id = toHex(order.value.orderId)
      if (orders.has(id)) throw new Error('two orders have one id')
      for (const entry of [statement, countersign]) if (entry.length > 0) seen.see(entry)
      orders.set(id, {
        bytes,
        isConsumer: order.signer === signer.peerId,
        state: stateOf(statement, countersign),
        statedTokens: statement.length === 0 ? 0 : openStatement(ENTRY, statement).value.statement!.outputTokens,
      })
    }
    const ledger = createLedger({ store, signer, clock: systemClock })
    const { perPeer } = await ledger.balances()
    return { head: await ledger.chain(), orders, balance: perPeer[0] }
  } finally {
    await store.close()
  }
}

function stateOf(statement: Uint8Array, countersign: Uint8Array): StoredOrder['state'] {
  if (statement.length === 0) return 'open'
  if (countersign.length === 0) return 'unsigned'
  const isAccepted = openStatement(ENTRY, countersign).value.countersign?.verdict === Verdict.VERDICT_ACCEPT
  return isAccepted ? 'settled' : 'disputed'
}
