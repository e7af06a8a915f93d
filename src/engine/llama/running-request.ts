import { SovError } from '../../errors.js'
import { MAX_UNREAD_PARTS } from '../../limits.js'
import type { AnswerPart, ContentPart } from '../index.js'
import type { ErrorMessage, RequestEvent, RequestMessage } from './messages.js'

/** A request that the child works on. At most MAX_UNREAD_PARTS wait here for a slow reader, then the child waits too. */
export class RunningRequest<C extends ContentPart = ContentPart> {
  /** Resolves when the child has done with it and its slot is free. */
  readonly ended: Promise<void>
  readonly #id: number
  readonly #send: (message: RequestMessage) => void
  readonly #parts: AnswerPart<C>[] = []
  /** Parts read that the child has not heard of: less than half of its places, so it never waits while nothing is unread. */
  #read = 0
  #error: Error | undefined
  #isEnded = false
  #end = (): void => undefined
  #wake = (): void => undefined

  /** @param send - tells the child. */
  constructor(id: number, send: (message: RequestMessage) => void) {
    this.#id = id
    this.#send = send
    this.ended = new Promise((resolve) => {
      this.#end = resolve
    })
  }

  get isEnded(): boolean {
    return this.#isEnded
  }

  receive(event: RequestEvent): void {
    switch (event.type) {
      case 'part':
        // what the child sends follows from the request
        this.#parts.push(event.part as AnswerPart<C>)
        if (event.part.type === 'end') this.#finish()
        break
      case 'failed':
        this.fail(receivedError(event.error))
        break
      case 'cancelled':
        // only after our own cancel, and then nobody reads any more
        this.#finish()
        break
    }
    this.#wake()
  }

  fail(error: Error): void {
    this.#error = error
    this.#finish()
    this.#wake()
  }

  /** The answer; leaving it early, or the signal, cancels the work, whether somebody reads at that moment or not. */
  async *parts(signal: AbortSignal): AsyncGenerator<AnswerPart<C>, void> {
    const onAbort = (): void => {
      this.#cancel()
      this.#wake()
    }
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      for (;;) {
        signal.throwIfAborted()
        const part = this.#parts.shift()
        if (part !== undefined) {
          this.#countRead()
          yield part
          if (part.type === 'end') return
        } else if (this.#error !== undefined) {
          throw this.#error
        } else {
          await new Promise<void>((resolve) => {
            this.#wake = resolve
          })
        }
      }
    } finally {
      signal.removeEventListener('abort', onAbort)
      if (!this.#isEnded) this.#cancel()
    }
  }

  #cancel(): void {
    this.#send({ type: 'cancel', id: this.#id })
  }

  #countRead(): void {
    this.#read += 1
    // not for each part: a message costs more than the part it makes room for
    if (this.#isEnded || this.#read < MAX_UNREAD_PARTS / 2) return
    this.#send({ type: 'read', id: this.#id, parts: this.#read })
    this.#read = 0
  }

  #finish(): void {
    this.#isEnded = true
    this.#end()
  }
}

/** An error that the child has sent. */
export function receivedError({ code, message, remedy, details }: ErrorMessage): SovError {
  return new SovError(code, message, {
    ...(remedy === undefined ? {} : { remedy }),
    ...(details === undefined ? {} : { details }),
  })
}
