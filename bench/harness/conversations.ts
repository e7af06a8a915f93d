import type { Socket } from 'node:net'

/** Messages in both directions that belong together. */
export interface Conversation {
  readonly send: (bytes: Uint8Array) => void
  /** The next message. @throws {Error} when the socket has closed. */
  readonly receive: () => Promise<Uint8Array>
}

/** Length of what follows and number of the conversation, four bytes each. */
const HEAD_BYTES = 8
const CLOSED = new Error('the other side has closed')

/** Many conversations over one socket, each message a frame: no more than what a message needs to arrive. */
export class Conversations {
  readonly #socket: Socket
  readonly #onOpen: ((conversation: Conversation) => Promise<void>) | undefined
  readonly #open = new Map<number, Inbox>()
  #count = 0
  #rest: Buffer = Buffer.alloc(0)

  /** @param onOpen - holds a conversation that the other side has begun; when it fails the socket is closed. */
  constructor(socket: Socket, onOpen?: (conversation: Conversation) => Promise<void>) {
    this.#socket = socket.setNoDelay(true)
    this.#onOpen = onOpen
    socket.on('data', (bytes: Buffer) => this.#read(bytes))
    // `close` follows
    socket.on('error', () => undefined)
    socket.once('close', () => {
      for (const inbox of this.#open.values()) inbox.fail(CLOSED)
    })
  }

  /** Begins a conversation; only one side does. */
  async hold<T>(talk: (conversation: Conversation) => Promise<T>): Promise<T> {
    const number = ++this.#count
    try {
      return await talk(this.#begin(number))
    } finally {
      this.#open.delete(number)
    }
  }

  #begin(number: number): Conversation {
    const inbox = new Inbox()
    this.#open.set(number, inbox)
    if (this.#socket.destroyed) inbox.fail(CLOSED)
    return {
      send: (bytes) => {
        const head = Buffer.alloc(HEAD_BYTES)
        head.writeUInt32BE(bytes.length)
        head.writeUInt32BE(number, 4)
        this.#socket.write(Buffer.concat([head, bytes]))
      },
      receive: () => inbox.next(),
    }
  }

  #read(bytes: Buffer): void {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    let at = 0
    while (this.#rest.length - at >= HEAD_BYTES) {
      const end = at + HEAD_BYTES + this.#rest.readUInt32BE(at)
      if (end > this.#rest.length) break
      this.#deliver(this.#rest.readUInt32BE(at + 4), this.#rest.subarray(at + HEAD_BYTES, end))
      at = end
    }
    this.#rest = this.#rest.subarray(at)
  }

  #deliver(number: number, message: Uint8Array): void {
    if (this.#onOpen !== undefined && !this.#open.has(number)) {
      this.#onOpen(this.#begin(number))
        .catch((error: unknown) => {
          console.error(error)
          this.#socket.destroy()
        })
        .finally(() => this.#open.delete(number))
    }
    this.#open.get(number)?.take(message)
  }
}

/** Messages of one conversation that nobody has asked for yet, or who asks for the next one. */
class Inbox {
  readonly #messages: Uint8Array[] = []
  #asking: { resolve: (message: Uint8Array) => void; reject: (error: Error) => void } | undefined
  #failure: Error | undefined

  next(): Promise<Uint8Array> {
    const message = this.#messages.shift()
    if (message !== undefined) return Promise.resolve(message)
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    return new Promise((resolve, reject) => {
      this.#asking = { resolve, reject }
    })
  }

  take(message: Uint8Array): void {
    const asking = this.#asking
    this.#asking = undefined
    if (asking === undefined) this.#messages.push(message)
    else asking.resolve(message)
  }

  fail(error: Error): void {
    this.#failure = error
    this.#asking?.reject(error)
  }
}
