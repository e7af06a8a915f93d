import { SovError } from '../../src/errors.js'
import { VirtualChannel } from './virtual-channel.js'
import type { VirtualNode } from './virtual-node.js'

/** What of a link its consumer sees. */
export interface LinkEnd {
  /** One message, one way, milliseconds. */
  delayMs(node: VirtualNode): number
  /** Calls back at a moment of virtual time. */
  after(delayMs: number, callback: () => void): void
  unlinked(link: Link): void
}

/** One request on its way over a link. */
export interface Talk {
  /** Fires with the signal it was begun with, or when the link breaks. */
  readonly signal: AbortSignal
  end(): void
}

/** The connection of a consumer with a node that serves: its stream of offers, and what is asked over it. */
export class Link {
  readonly node: VirtualNode
  readonly offers: VirtualChannel
  readonly #end: LinkEnd
  readonly #talks = new Set<AbortController>()
  #isOpen = true

  constructor(node: VirtualNode, end: LinkEnd) {
    this.node = node
    this.#end = end
    this.offers = new VirtualChannel(node.peer)
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  offer(frame: Uint8Array): void {
    this.#end.after(this.#end.delayMs(this.node), () => this.offers.push(frame))
  }

  begin(parent: AbortSignal): Talk {
    const controller = new AbortController()
    const onAbort = (): void => controller.abort(parent.reason)
    if (parent.aborted) onAbort()
    else if (!this.#isOpen) controller.abort(disconnected())
    parent.addEventListener('abort', onAbort, { once: true })
    this.#talks.add(controller)
    return {
      signal: controller.signal,
      end: () => {
        parent.removeEventListener('abort', onAbort)
        this.#talks.delete(controller)
      },
    }
  }

  /** Every stream over it fails now. */
  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.node.unlinked(this)
    this.#end.unlinked(this)
    this.offers.end()
    for (const talk of [...this.#talks]) talk.abort(disconnected())
  }
}

function disconnected(): SovError {
  return new SovError('ERR_SOV_PEER_DISCONNECTED', 'the peer went away before the end')
}
