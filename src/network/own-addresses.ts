import { multiaddr, type Multiaddr } from '@multiformats/multiaddr'
import type { PeerIdString } from '../identity/index.js'

/** The parts of libp2p that a service is given and this one uses. */
interface HostComponents {
  readonly transportManager: { getAddrs(): Multiaddr[] }
}

/**
 * The addresses that this node tells others: all it listens on now, of every interface. libp2p itself leaves a public
 * address out until a server of another network has confirmed it, which nobody does in a co-op.
 */
export class OwnAddresses {
  readonly #peer: PeerIdString
  readonly #announced: readonly Multiaddr[]
  #components: HostComponents | undefined

  /** @param announced - told instead of those listened on, when there are any. */
  constructor(peer: PeerIdString, announced: readonly string[]) {
    this.#peer = peer
    this.#announced = announced.map((address) => multiaddr(address))
  }

  /** A service of libp2p: the way to the interfaces that its transports listen on. */
  readonly service = (components: HostComponents): this => {
    this.#components = components
    return this
  }

  /** What libp2p tells in place of the addresses it takes for confirmed. */
  readonly all = (): Multiaddr[] => {
    const own = this.#announced.length > 0 ? this.#announced : (this.#components?.transportManager.getAddrs() ?? [])
    return own.map((address) => {
      const isWhole = address.getComponents().at(-1)?.name === 'p2p'
      return isWhole ? address : address.encapsulate(`/p2p/${this.#peer}`)
    })
  }
}
