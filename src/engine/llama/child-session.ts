import { fork, type ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import { repeat, type Clock } from '../../clock.js'
import { SovError } from '../../errors.js'
import {
  ENGINE_EXIT_TIMEOUT_MS,
  ENGINE_PING_INTERVAL_MS,
  ENGINE_PINGS_UNTIL_DEAD,
  MAX_ENGINE_STDERR_CHARACTERS,
} from '../../limits.js'
import type { ContentPart, EngineRequest } from '../index.js'
import type { ChildMessage, EngineMessage, LoadedFacts, LoadMessage } from './messages.js'
import { receivedError, RunningRequest } from './running-request.js'

/** What the child may see of the node's environment: where GPU drivers are and which GPUs it may use. */
const ENVIRONMENT = [
  'PATH',
  'LD_LIBRARY_PATH',
  'CUDA_PATH',
  'CUDA_VISIBLE_DEVICES',
  'GGML_VK_VISIBLE_DEVICES',
  'VK_ICD_FILENAMES',
  'VK_DRIVER_FILES',
  'SystemRoot',
  'TEMP',
]

export interface ChildSessionInit {
  readonly load: LoadMessage
  readonly clock: Clock
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Ends the child while it loads. */
  readonly signal: AbortSignal
}

/** One life of a child process with its model. */
export class ChildSession {
  /** Resolves when the process is gone, for whatever reason. */
  readonly exited: Promise<void>
  readonly #child: ChildProcess
  readonly #clock: Clock
  readonly #running = new Map<number, RunningRequest>()
  #loading: { readonly resolve: (facts: LoadedFacts) => void; readonly reject: (error: SovError) => void } | undefined
  #nextId = 1
  #stderr = ''
  /** Questions in a row whether it is there. */
  #unanswered = 0
  #endPings: (() => void) | undefined
  #isClosing = false

  private constructor(child: ChildProcess, clock: Clock) {
    this.#child = child
    this.#clock = clock
    child.on('message', (message: ChildMessage) => this.#receive(message))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-MAX_ENGINE_STDERR_CHARACTERS)
    })
    this.exited = new Promise((resolve) => {
      child.once('exit', (exitCode, signal) => {
        this.#onExit({ exitCode, signal })
        resolve()
      })
      child.on('error', (cause) => {
        // with a process id this is a message that could not be sent, and the exit follows by itself
        if (child.pid !== undefined) return
        this.#onExit({ reason: cause.message })
        resolve()
      })
    })
  }

  /**
   * Starts a child and loads the model.
   *
   * @throws {SovError} what the child reports; ERR_SOV_MODEL_BROKEN when it dies of the model; or the reason of `signal`.
   */
  static async load({
    load,
    clock,
    environment,
    signal,
  }: ChildSessionInit): Promise<{ session: ChildSession; facts: LoadedFacts }> {
    signal.throwIfAborted()
    const child = fork(entry(), {
      env: Object.fromEntries(Object.entries(environment).filter(([name]) => ENVIRONMENT.includes(name))),
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    const session = new ChildSession(child, clock)
    const kill = (): void => void child.kill('SIGKILL')
    signal.addEventListener('abort', kill, { once: true })
    try {
      const facts = await new Promise<LoadedFacts>((resolve, reject) => {
        session.#loading = { resolve, reject }
        session.#send(load)
      })
      return { session, facts }
    } catch (error) {
      kill()
      await session.exited
      signal.throwIfAborted()
      throw error
    } finally {
      session.#loading = undefined
      signal.removeEventListener('abort', kill)
    }
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  start<C extends ContentPart>(request: EngineRequest): RunningRequest<C> {
    const id = this.#nextId++
    const running = new RunningRequest<C>(id, (message) => this.#send(message))
    this.#running.set(id, running)
    this.#endPings ??= repeat(this.#clock, ENGINE_PING_INTERVAL_MS, () => this.#ping())
    this.#send({ type: 'answer', id, request })
    return running
  }

  /** Fails what runs with ERR_SOV_STOPPING and waits for the end of the process. */
  async close(): Promise<void> {
    this.#isClosing = true
    if (this.#child.connected) this.#child.disconnect()
    const cancelKill = this.#clock.setTimer(() => this.#child.kill('SIGKILL'), ENGINE_EXIT_TIMEOUT_MS)
    await this.exited
    cancelKill()
  }

  /** Counted, not timed: after a sleep of the whole machine nobody is killed. */
  #ping(): void {
    if (this.#running.size === 0) this.#stopPings()
    else if (this.#unanswered === ENGINE_PINGS_UNTIL_DEAD) this.#child.kill('SIGKILL')
    else {
      this.#unanswered += 1
      this.#send({ type: 'ping' })
    }
  }

  #stopPings(): void {
    this.#endPings?.()
    this.#endPings = undefined
    this.#unanswered = 0
  }

  #send(message: EngineMessage): void {
    // a message to a dead child is lost on purpose: its exit fails the request
    if (this.#child.connected) this.#child.send(message, () => undefined)
  }

  #receive(message: ChildMessage): void {
    this.#unanswered = 0
    switch (message.type) {
      case 'loaded':
        this.#loading?.resolve(message.facts)
        break
      case 'load-failed':
        this.#loading?.reject(receivedError(message.error))
        break
      case 'events':
        for (const event of message.events) {
          const running = this.#running.get(event.id)
          running?.receive(event)
          if (running?.isEnded === true) this.#running.delete(event.id)
        }
        break
      case 'pong':
        break
    }
  }

  #onExit(details: Readonly<Record<string, unknown>>): void {
    this.#stopPings()
    this.#loading?.reject(
      new SovError('ERR_SOV_MODEL_BROKEN', 'llama.cpp died while it loaded the model', {
        details: { ...details, stderr: this.#stderr },
        remedy: 'Fetch the file again and compare its SHA-256, or try the compute layer cpu.',
      }),
    )
    const error = this.#isClosing
      ? new SovError('ERR_SOV_STOPPING', 'the model is being unloaded')
      : new SovError('ERR_SOV_ENGINE_CRASHED', 'the llama.cpp process died', { details })
    for (const running of this.#running.values()) running.fail(error)
    this.#running.clear()
  }
}

/** The child's program as built; the package maps the name, so that it is found from sources and from an installation. */
function entry(): string {
  try {
    return createRequire(import.meta.url).resolve('#llama-child')
  } catch (cause) {
    throw new SovError('ERR_SOV_ENGINE_FAILED', 'the program of the llama.cpp process is missing', {
      cause,
      remedy: 'Run npm run build.',
    })
  }
}
