import type { PeerIdString } from '../identity/index.js'

/** A part of a request that is dispatched by itself, with orders of its own: one of several answers, or some of the texts. */
export class Shard {
  readonly index: number
  /** Shards of the request. */
  readonly count: number
  #asked = new Set<PeerIdString>()
  #orders = 0

  constructor(index: number, count: number) {
    this.index = index
    this.count = count
  }

  /** Nodes that were asked for it: none is asked twice, whether it failed or still works on it. */
  get asked(): ReadonlySet<PeerIdString> {
    return this.#asked
  }

  /** @returns 0 for the first node, +1 for each further one. */
  asks(peer: PeerIdString): number {
    this.#asked.add(peer)
    return this.#orders++
  }

  /** Lets all nodes be asked again: those that were had no room. */
  forgetAsked(): void {
    this.#asked = new Set()
  }
}
