import type { Clock } from '../clock.js'
import { toSovError, type SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { HELLO_RETRY_MS, STRANGER_GRACE_MS } from '../limits.js'
import type { Network } from '../network/index.js'
import type { HelloProtocol } from './hello.js'
import type { MemberTable } from './member-table.js'

export interface GreeterComponents {
  readonly hello: HelloProtocol
  readonly members: MemberTable
  readonly network: Pick<Network, 'disconnect' | 'peerId'>
  readonly clock: Clock
  readonly onHelloFailed: (peer: PeerIdString, error: SovError) => void
}

interface Greeting {
  readonly stop: AbortController
  cancelGrace: () => void
  cancelRetry: () => void
}

/**
 * Says hello on new connections, and cuts peers that prove no membership within STRANGER_GRACE_MS; until then a
 * stranger may redeem an invite.
 *
 * Of two connected nodes the one with the smaller peer id opens the hello, whoever dialled: that stays one hello also
 * when both dialled at once. A node that has just joined opens it to everybody, because it was refused before.
 */
export class Greeter {
  readonly #components: GreeterComponents
  readonly #greetings = new Map<PeerIdString, Greeting>()
  readonly #running = new Set<Promise<void>>()

  constructor(components: GreeterComponents) {
    this.#components = components
  }

  /** @param opens - true to open the hello whichever peer id is smaller. */
  connected(peer: PeerIdString, opens = false): void {
    this.disconnected(peer)
    const { clock, network } = this.#components
    const greeting: Greeting = {
      stop: new AbortController(),
      cancelGrace: clock.setTimer(() => this.#cutStranger(peer), STRANGER_GRACE_MS),
      cancelRetry: () => undefined,
    }
    this.#greetings.set(peer, greeting)
    if (opens || network.peerId < peer) this.#greet(peer, greeting)
  }

  disconnected(peer: PeerIdString): void {
    const greeting = this.#greetings.get(peer)
    if (greeting === undefined) return
    this.#greetings.delete(peer)
    greeting.cancelGrace()
    greeting.cancelRetry()
    greeting.stop.abort(new DOMException('the peer is gone', 'AbortError'))
  }

  async stop(): Promise<void> {
    for (const peer of [...this.#greetings.keys()]) this.disconnected(peer)
    await Promise.allSettled(this.#running)
  }

  #greet(peer: PeerIdString, greeting: Greeting): void {
    const { signal } = greeting.stop
    this.#own(
      this.#components.hello.greet(peer, signal).then(
        () => undefined,
        (error: unknown) => {
          if (!signal.aborted) this.#failed(peer, greeting, toSovError(error))
        },
      ),
    )
  }

  #failed(peer: PeerIdString, greeting: Greeting, error: SovError): void {
    const { clock, onHelloFailed } = this.#components
    onHelloFailed(peer, error)
    if (!error.isRetryable) return
    const pauseMs = Math.max(HELLO_RETRY_MS, error.retryAfterMs ?? 0)
    greeting.cancelRetry = clock.setTimer(() => this.#greet(peer, greeting), pauseMs)
  }

  #cutStranger(peer: PeerIdString): void {
    const { members, network } = this.#components
    if (members.get(peer) === undefined) this.#own(network.disconnect(peer).catch(() => undefined))
  }

  #own(work: Promise<void>): void {
    this.#running.add(work)
    void work.finally(() => this.#running.delete(work))
  }
}
