import { freePort } from '../helpers/free-port.js'
import { SlowCable } from '../helpers/slow-cable.js'
import type { Place, Underlay } from './underlay.js'

/** The loopback interface, each place behind a proxy that delays. */
export class Loopback implements Underlay {
  readonly kind: string
  readonly places: readonly Place[]
  readonly #cables: readonly SlowCable[]

  private constructor(kind: string, places: readonly Place[], cables: readonly SlowCable[]) {
    this.kind = kind
    this.places = places
    this.#cables = cables
  }

  /** @param reason - why not namespaces. */
  static async lay(count: number, reason: string): Promise<Loopback> {
    const places: Place[] = []
    const cables: SlowCable[] = []
    for (let place = 0; place < count; place += 1) {
      const port = await freePort()
      const cable = await SlowCable.to(port)
      cables.push(cable)
      const flags = ['--listen', `/ip4/127.0.0.1/tcp/${String(port)}`, '--announce', cable.address]
      places.push({ prefix: [], flags, address: cable.address })
    }
    return new Loopback(`loopback with delaying proxies (${reason})`, places, cables)
  }

  setRoundTrip(roundTripMs: number): Promise<void> {
    for (const cable of this.#cables) cable.delayMs = roundTripMs / 2
    return Promise.resolve()
  }

  cut(): Promise<void> {
    for (const cable of this.#cables) cable.hold()
    return Promise.resolve()
  }

  heal(): Promise<void> {
    for (const cable of this.#cables) cable.release()
    return Promise.resolve()
  }

  connections(): Promise<string> {
    return Promise.resolve(this.#cables.map(({ taken }) => String(taken)).join(' '))
  }

  async remove(): Promise<void> {
    for (const cable of this.#cables) await cable.end()
  }
}
