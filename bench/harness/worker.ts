import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** A node drains for up to ten seconds before it ends by itself. */
const EXIT_TIMEOUT_MS = 15_000

interface Call {
  readonly id: number
  readonly input: unknown
}

type Reply = { readonly id: number; readonly output: unknown } | { readonly id: number; readonly error: string }

interface Waiting {
  readonly resolve: (output: unknown) => void
  readonly reject: (error: Error) => void
}

/** A process of its own that answers calls, and ends when this one does. */
export class Worker {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, Waiting>()
  #calls = 0

  /**
   * @param entry - module in the folder above that calls {@link serveCalls}. It inherits the flags of node, so that
   * `node --cpu-prof` writes a profile of every process.
   */
  constructor(entry: string) {
    // structured clones: bytes stay bytes
    this.#child = fork(new URL(`../${entry}`, import.meta.url), { serialization: 'advanced' })
    this.#child.on('message', (reply: Reply) => this.#receive(reply))
    this.#child.once('exit', (code, signal) => {
      const error = new Error(`${entry} ended with ${String(signal ?? code)}`)
      for (const { reject } of this.#waiting.values()) reject(error)
      this.#waiting.clear()
    })
  }

  /** @throws {Error} what the worker threw, or that it has ended. */
  async call<T>(input: unknown): Promise<T> {
    if (!this.#child.connected) throw new Error('the worker has ended')
    const id = ++this.#calls
    const output = await new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#child.send({ id, input } satisfies Call)
    })
    return output as T
  }

  /** Lets the worker clean up and end, and kills it when it does not. Safe to call twice. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const exited = once(this.#child, 'exit')
    if (this.#child.connected) this.#child.disconnect()
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), EXIT_TIMEOUT_MS)
    await exited
    clearTimeout(timer)
  }

  #receive(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ('error' in reply) waiting?.reject(new Error(reply.error))
    else waiting?.resolve(reply.output)
  }
}

/**
 * The worker's side: answers calls until the parent lets go or is gone.
 *
 * @param stop - gives up everything that keeps the process alive.
 */
export function serveCalls(answer: (input: never) => Promise<unknown>, stop: () => Promise<void>): void {
  const reply = (message: Reply): void => {
    if (process.connected) process.send?.(message)
  }
  process.on('message', ({ id, input }: Call) => {
    answer(input as never).then(
      (output) => reply({ id, output }),
      (error: unknown) => reply({ id, error: String(error) }),
    )
  })
  process.once('disconnect', () => {
    stop().catch((error: unknown) => {
      console.error(error)
      process.exitCode = 1
    })
  })
  // Ctrl-C reaches the whole group; the parent decides when a worker ends.
  process.on('SIGINT', () => undefined)
}
