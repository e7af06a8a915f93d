import { SovError } from '../errors.js'
import { MAX_BLOCKED_NAMES } from '../limits.js'
import type { Store } from '../store/index.js'

const NAME = /^[\w-]+$/
const MAX_NAME_LENGTH = 128
const NOTHING = new Uint8Array(0)

/** Peers and organisations that the operator wants nothing to do with: neither served nor asked, whatever else is allowed. */
export interface BlockList {
  /** Reads what is stored. */
  start(): Promise<void>
  /** Peer ids and organisation ids; another array after every change. */
  names(): readonly string[]
  /**
   * Takes effect at once for new requests.
   *
   * @param name - a peer id, or an organisation id, which then is blocked in every co-op.
   * @throws {SovError} ERR_SOV_BAD_REQUEST
   */
  block(name: string): Promise<void>
  /** Takes a name off the list. @throws {SovError} ERR_SOV_BAD_REQUEST when it is not on it. */
  allow(name: string): Promise<void>
}

/** Makes the list of a node; `start` reads it. */
export function createBlockList({ store }: { readonly store: Store }): BlockList {
  const table = store.table('blocked')
  let names: readonly string[] = []
  return {
    async start() {
      const stored: string[] = []
      for await (const [key] of table.range()) stored.push(Buffer.from(key).toString())
      names = stored
    },
    names: () => names,
    async block(name) {
      if (!NAME.test(name) || name.length > MAX_NAME_LENGTH)
        throw wrong('it is neither a peer id nor an organisation id')
      if (names.includes(name)) return
      if (names.length >= MAX_BLOCKED_NAMES) throw wrong(`at most ${String(MAX_BLOCKED_NAMES)} names can be blocked`)
      await store.commit([table.put(Buffer.from(name), NOTHING)])
      names = [...names, name]
    },
    async allow(name) {
      if (!names.includes(name)) throw wrong('it is not blocked')
      await store.commit([table.del(Buffer.from(name))])
      names = names.filter((blocked) => blocked !== name)
    },
  }
}

function wrong(message: string): SovError {
  return new SovError('ERR_SOV_BAD_REQUEST', message, { param: 'name', remedy: 'See `sov-node peers` for the names.' })
}
