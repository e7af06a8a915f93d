import type { Stream } from '@libp2p/interface'
import type { Socket } from 'node:net'
import type { Channel } from '../../src/wire/index.js'

/** A message as long as the frame of one token. What ends in 1 is echoed, what ends in 0 is only read. */
const MESSAGE_BYTES = 40
const MESSAGE = new Uint8Array(MESSAGE_BYTES)
const ECHO = new Uint8Array(MESSAGE_BYTES).fill(1, -1)

/** One way for messages between two processes. */
export interface Lane {
  /** Sends a message; a promise when the next one should wait for room. */
  send(): Promise<unknown> | undefined
  /** Sends a message that comes back, and waits for it. */
  echo(): Promise<void>
  close(): Promise<void>
}

/** What a libp2p stream and a socket have in common. */
interface Pipe {
  /** @returns false when it is full. */
  write(bytes: Uint8Array): boolean
  onceDrained(wake: () => void): void
  onBytes(listener: (bytes: Uint8Array) => void): void
  onceClosed(listener: () => void): void
  close(): Promise<void>
}

export function streamPipe(stream: Stream): Pipe {
  return {
    write: (bytes) => stream.send(bytes),
    onceDrained: (wake) => stream.addEventListener('drain', wake, { once: true }),
    onBytes: (listener) => {
      stream.addEventListener('message', ({ data }) => {
        for (const bytes of data instanceof Uint8Array ? [data] : data) listener(bytes)
      })
    },
    onceClosed: (listener) => stream.addEventListener('close', listener, { once: true }),
    close: () => stream.close(),
  }
}

export function socketPipe(socket: Socket): Pipe {
  socket.setNoDelay(true)
  return {
    write: (bytes) => socket.write(bytes),
    onceDrained: (wake) => socket.once('drain', wake),
    onBytes: (listener) => socket.on('data', listener),
    onceClosed: (listener) => socket.once('close', listener),
    close: () => {
      socket.destroy()
      return Promise.resolve()
    },
  }
}

export function channelLane(channel: Channel): Lane {
  return {
    send: () => channel.send(MESSAGE),
    async echo() {
      await channel.send(ECHO)
      if ((await channel.receive({ maxBytes: MESSAGE_BYTES })) === null) throw new Error('the channel ended')
    },
    close: () => channel.close(),
  }
}

export function pipeLane(pipe: Pipe): Lane {
  let waiting: { resolve: () => void; reject: (error: Error) => void } | undefined
  pipe.onBytes((bytes) => {
    if (bytes.includes(1)) waiting?.resolve()
  })
  pipe.onceClosed(() => waiting?.reject(new Error('the pipe closed')))
  return {
    send: () => (pipe.write(MESSAGE) ? undefined : new Promise<void>((resolve) => pipe.onceDrained(resolve))),
    echo: () =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        pipe.write(ECHO)
      }),
    close: () => pipe.close(),
  }
}

/** The other side of a {@link channelLane}; returns when it has ended. */
export async function serveChannel(channel: Channel): Promise<void> {
  for (;;) {
    const message = await channel.receive({ maxBytes: MESSAGE_BYTES })
    if (message === null) break
    if (message.at(-1) === 1) await channel.send(ECHO)
  }
  await channel.close()
}

/** The other side of a {@link pipeLane}. */
export function servePipe(pipe: Pipe): void {
  pipe.onBytes((bytes) => {
    if (bytes.includes(1)) pipe.write(ECHO)
  })
}
