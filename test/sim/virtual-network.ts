import type { Clock } from '../../src/clock.js'
import { SovError } from '../../src/errors.js'
import { PING_TIMEOUT_MS } from '../../src/limits.js'
import type { Link, LinkEnd } from './link.js'
import { QuietNetwork } from './quiet-network.js'
import type { VirtualNode } from './virtual-node.js'

interface VirtualNetworkInit {
  readonly peerId: string
  readonly clock: Clock
  readonly delayMs: (node: VirtualNode) => number
  /** Told when a connection is gone. */
  readonly onLost: (link: Link) => void
}

/** The network of one consumer: links to nodes in the same process. */
export class VirtualNetwork extends QuietNetwork implements LinkEnd {
  readonly #init: VirtualNetworkInit
  readonly #links = new Map<string, Link>()

  constructor(init: VirtualNetworkInit) {
    super(init.peerId)
    this.#init = init
  }

  link(peer: string): Link | undefined {
    return this.#links.get(peer)
  }

  /** The peer is a member from now on; the caller has told the directory. */
  linked(link: Link): void {
    this.#links.set(link.node.peer, link)
    this.serve(link.offers)
    link.node.linked(link)
  }

  unlinked(link: Link): void {
    if (this.#links.get(link.node.peer) === link) this.#links.delete(link.node.peer)
    this.#init.onLost(link)
  }

  delayMs(node: VirtualNode): number {
    return this.#init.delayMs(node)
  }

  after(delayMs: number, callback: () => void): void {
    this.#init.clock.setTimer(callback, delayMs)
  }

  /** An answer takes no virtual time to come, it only says how much it took: hundreds come in every second. */
  override async ping(peer: string): Promise<number> {
    const node = this.#links.get(peer)?.node
    if (node?.state === 'up') return this.delayMs(node) + this.delayMs(node)
    await new Promise<void>((resolve) => this.after(PING_TIMEOUT_MS, resolve))
    throw new SovError('ERR_SOV_PEER_DISCONNECTED', 'no answer to the ping')
  }

  override abandon = (peer: string): void => this.#links.get(peer)?.close()

  override connected(): readonly string[] {
    return [...this.#links.keys()]
  }
}
