import { SovError } from '../../src/errors.js'
import type { Channel, Network } from '../../src/network/index.js'
import { VirtualChannel } from './virtual-channel.js'

/** A network without sockets on which nobody is; what simulations need of one more they add. */
export class QuietNetwork implements Network {
  readonly peerId: string
  #serve: (channel: Channel) => Promise<void> = () => Promise.resolve()

  constructor(peerId: string) {
    this.peerId = peerId
  }

  /** Offers are all that comes in. */
  handle(_protocol: string, _options: unknown, handler: (channel: Channel) => Promise<void>): void {
    this.#serve = handler
  }

  /** Gives a stream that a peer has opened to its handler. What the peer sends wrong ends it, and nothing else. */
  protected serve(channel: Channel): void {
    void this.#serve(channel).catch(() => channel.close())
  }

  open(peer: string): Promise<Channel> {
    return Promise.resolve(new VirtualChannel(peer))
  }

  dial(): Promise<string> {
    return Promise.reject(new SovError('ERR_SOV_DIAL', 'nodes of a simulation are linked, not dialled'))
  }

  ping(peer: string): Promise<number> {
    return Promise.reject(new SovError('ERR_SOV_PEER_DISCONNECTED', `${peer} is not there`))
  }

  suggest(): void {
    // Every node knows where the others are.
  }

  abandon: Network['abandon'] = () => undefined

  disconnect(peer: string): Promise<void> {
    this.abandon(peer)
    return Promise.resolve()
  }

  connected(): readonly string[] {
    return []
  }

  addresses(): readonly string[] {
    return []
  }

  hosts(): readonly string[] {
    return []
  }

  onPeer(): () => void {
    return () => undefined
  }

  start(): Promise<void> {
    return Promise.resolve()
  }

  stop(): Promise<void> {
    return Promise.resolve()
  }
}
