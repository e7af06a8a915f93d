import { SovError, toSovError } from '../../errors.js'
import type { EngineRequest } from '../index.js'
import { loadModel, type LoadedModel } from './loaded-model.js'
import type { ChildMessage, EngineMessage, ErrorMessage, LoadMessage, RequestEvent } from './messages.js'
import { PartWindow } from './part-window.js'

/** Serves the engine over the IPC channel of this process. `early` are the messages that have arrived already. */
export function serve(early: readonly EngineMessage[]): void {
  const server = new ChildServer()
  for (const message of early) server.receive(message)
  process.on('message', (message: EngineMessage) => server.receive(message))
}

interface Running {
  readonly controller: AbortController
  readonly window: PartWindow
}

class ChildServer {
  readonly #running = new Map<number, Running>()
  #model: LoadedModel | undefined
  #events: RequestEvent[] = []

  receive(message: EngineMessage): void {
    switch (message.type) {
      case 'load':
        void this.#load(message)
        break
      case 'answer':
        void this.#answer(message.id, message.request)
        break
      case 'ping':
        send({ type: 'pong' })
        break
      case 'cancel':
        this.#running.get(message.id)?.controller.abort()
        break
      case 'read':
        this.#running.get(message.id)?.window.free(message.parts)
        break
    }
  }

  async #load(message: LoadMessage): Promise<void> {
    try {
      this.#model = await loadModel(message)
      send({ type: 'loaded', facts: this.#model.facts })
    } catch (error) {
      send({ type: 'load-failed', error: errorMessage(error) })
    }
  }

  async #answer(id: number, request: EngineRequest): Promise<void> {
    const controller = new AbortController()
    const { signal } = controller
    const window = new PartWindow(signal)
    this.#running.set(id, { controller, window })
    try {
      if (this.#model === undefined) throw new Error('no model is loaded')
      let isEnded = false
      for await (const part of this.#model.answer(request, signal)) {
        // until it is asked for the next part, its sequence takes no place in a batch
        await window.take()
        if (signal.aborted) break
        isEnded = part.type === 'end'
        this.#post({ type: 'part', id, part })
      }
      if (!isEnded) this.#post({ type: 'cancelled', id })
    } catch (error) {
      this.#post({ type: 'failed', id, error: errorMessage(error) })
    } finally {
      this.#running.delete(id)
    }
  }

  /** Sends at the end of this event-loop turn: sequences decode together, so their tokens come together. */
  #post(event: RequestEvent): void {
    this.#events.push(event)
    if (this.#events.length > 1) return
    setImmediate(() => {
      const events = this.#events
      this.#events = []
      send({ type: 'events', events })
    })
  }
}

function send(message: ChildMessage): void {
  // a closed channel ends this process anyhow
  process.send?.(message, undefined, undefined, () => undefined)
}

/** Foreign errors lose their text, which may quote a prompt. */
function errorMessage(error: unknown): ErrorMessage {
  const { code, message, remedy, details } = SovError.isInstance(error)
    ? error
    : toSovError('llama.cpp failed', 'ERR_SOV_ENGINE_FAILED')
  return { code, message, remedy, details }
}
