import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync, closeSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { NodeStatus } from '../../src/api/index.js'
import { dataDirPaths } from '../../src/data-dir.js'
import { SovError } from '../../src/errors.js'
import type { Jsonified } from '../../src/json.js'
import { HttpTransport, NodeClient } from '../node-client.js'

const POLL_MS = 50
const READY_WITHIN_MS = 120_000
const LOG_TAIL_LINES = 5

export interface NodeProcessInit {
  /** Interpreter and script of this program. */
  readonly self: readonly string[]
  /** Data directory and log of the node go here. */
  readonly folder: string
  /** Lives on when this process ends. @default false */
  readonly isDetached?: boolean
  /** Environment; what a user's shell happens to set about sov-node must not reach the node. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Ends every wait. */
  readonly signal: AbortSignal
}

/** A node in a process of its own, used as a person would: commands of the CLI, and its APIs. */
export class NodeProcess {
  readonly dataDir: string
  readonly logPath: string
  readonly #init: NodeProcessInit
  readonly #control: HttpTransport
  #child: ChildProcess | undefined

  constructor(init: NodeProcessInit) {
    this.#init = init
    this.dataDir = join(init.folder, 'data')
    this.logPath = join(init.folder, 'node.log')
    mkdirSync(this.dataDir, { recursive: true, mode: 0o700 })
    this.#control = HttpTransport.ofSocket(dataDirPaths(this.dataDir).controlSocket, init.signal)
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** The owner's API of the running node. */
  get control(): NodeClient {
    return new NodeClient(this.#control)
  }

  /** Runs one command on this node and returns what it prints. @throws {SovError} with the error it prints. */
  async command(...args: readonly string[]): Promise<string> {
    const child = this.#spawn([...args], ['ignore', 'pipe', 'pipe'])
    const stop = (): void => void child.kill()
    this.#init.signal.addEventListener('abort', stop, { once: true })
    const [output, errors, [code]] = await Promise.all([
      child.stdout === null ? '' : text(child.stdout),
      child.stderr === null ? '' : text(child.stderr),
      once(child, 'exit') as Promise<[number | null]>,
    ])
    this.#init.signal.removeEventListener('abort', stop)
    this.#init.signal.throwIfAborted()
    if (code !== 0) throw new SovError('ERR_SOV_INTERNAL', `sov-node ${args.join(' ')}: ${(errors || output).trim()}`)
    return output
  }

  /** Starts the daemon and resolves when it is ready. @throws {SovError} with the end of its log. */
  async start(...flags: readonly string[]): Promise<Jsonified<NodeStatus>> {
    const log = openSync(this.logPath, 'a', 0o600)
    const child = this.#spawn(['start', ...flags], ['ignore', log, log])
    closeSync(log)
    this.#child = child
    const deadline = Date.now() + READY_WITHIN_MS
    while (Date.now() < deadline) {
      if (!this.isRunning) throw await this.#diedError()
      const status = await this.status().catch(() => undefined)
      if (status?.state === 'running') return status
      await sleep(POLL_MS, undefined, { signal: this.#init.signal })
    }
    throw new SovError('ERR_SOV_NOT_RUNNING', `the node in ${this.dataDir} did not become ready`)
  }

  status(): Promise<Jsonified<NodeStatus>> {
    return this.control.get<NodeStatus>('/sov/v1/status')
  }

  /** Kills the process at once, as a power cut would. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  /** Asks the process to drain and stop. @throws {SovError} when it does not exit with 0. */
  async stop(): Promise<void> {
    const child = this.#child
    await this.#end('SIGTERM')
    if (child !== undefined && child.exitCode !== 0 && child.signalCode === null) throw await this.#diedError()
  }

  /** Lets the process live on without this one. */
  release(): void {
    this.#child?.unref()
  }

  async close(): Promise<void> {
    await this.#control.close()
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (child === undefined || !this.isRunning) return
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }

  #spawn(args: string[], stdio: ['ignore', 'pipe' | number, 'pipe' | number]): ChildProcess {
    const { self, env, isDetached = false } = this.#init
    const [command = process.execPath, ...script] = self
    const inherited = Object.entries(env).filter(([name]) => !name.startsWith('SOV_') || name.startsWith('SOV_DEBUG_'))
    return spawn(command, [...script, '--data-dir', this.dataDir, ...args], {
      stdio,
      detached: isDetached,
      // nor may a configuration file of the user
      env: { ...Object.fromEntries(inherited), XDG_CONFIG_HOME: this.#init.folder, NO_COLOR: '1' },
    })
  }

  async #diedError(): Promise<SovError> {
    const log = await readFile(this.logPath, 'utf8').catch(() => '')
    const tail = log.trim().split('\n').slice(-LOG_TAIL_LINES).join('\n')
    return new SovError('ERR_SOV_INTERNAL', `a node ended with an error:\n${tail}`)
  }
}
