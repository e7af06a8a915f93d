import type { PeerIdString } from '../identity/index.js'

/** One piece of work with a peer. */
export interface RunningWork {
  /** Fires when the peer may be a member no more, or with the signal that the work was begun with. */
  readonly signal: AbortSignal
  /** Call on every path. */
  end(): void
}

/** What runs with each peer, asked or served, so that it can be stopped when the peer is expelled. */
export class PeerWork {
  readonly #running = new Map<PeerIdString, Set<AbortController>>()

  /** @param parent - ends the work, too. */
  begin(peer: PeerIdString, parent?: AbortSignal): RunningWork {
    const controller = new AbortController()
    const ofPeer = this.#running.get(peer) ?? new Set()
    this.#running.set(peer, ofPeer.add(controller))
    const onAbort = (): void => controller.abort(parent?.reason)
    if (parent?.aborted === true) onAbort()
    else parent?.addEventListener('abort', onAbort, { once: true })
    return {
      signal: controller.signal,
      end: () => {
        parent?.removeEventListener('abort', onAbort)
        ofPeer.delete(controller)
        if (ofPeer.size === 0 && this.#running.get(peer) === ofPeer) this.#running.delete(peer)
      },
    }
  }

  /** Stops all that runs with a peer. */
  stop(peer: PeerIdString, reason: Error): void {
    for (const controller of [...(this.#running.get(peer) ?? [])]) controller.abort(reason)
  }
}
