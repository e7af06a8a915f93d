import { mkdirSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { HttpTransport } from '../../node/node-client.js'
import { NodeProcess } from '../../node/demo/node-process.js'
import type { ChatChunk, ChatUsage, PeerView } from '../../src/api/index.js'
import { dataDirPaths } from '../../src/data-dir.js'
import { SovError } from '../../src/errors.js'
import type { Balances, ReceiptSummary } from '../../src/ledger/index.js'
import type { Place, Underlay } from './underlay.js'

const MAIN = join(import.meta.dirname, '../../node/main.js')
const POLL_MS = 50
/** Longer than anything here may take; whoever is still waiting then waits for nothing. */
const HANGS_AFTER_MS = 90_000
const TIER = { tier: 'mesh' }

/** One streamed answer; times are counted from the question. */
export interface Answer {
  readonly text: string
  readonly firstTokenMs: number
  readonly totalMs: number
  readonly facts: ChatUsage['sov'] | undefined
  /** What ended it before its end. */
  readonly error: SovError | undefined
}

export interface Question {
  readonly model: string
  readonly content: string
  readonly maxTokens?: number
}

/** Two node processes: the first asks and has no model; the second serves that of the package and a fake one. */
export class Pair {
  readonly #folder = mkdtempSync(join(tmpdir(), 'sov-netns-'))
  readonly #places: readonly Place[]
  readonly #signal: AbortSignal
  readonly #asking: NodeProcess
  readonly #serving: NodeProcess

  /** @param fakeEngine - `FakeEngineInit` of the serving node. */
  constructor({ places }: Underlay, fakeEngine: object, signal: AbortSignal) {
    this.#places = places
    this.#signal = signal
    this.#asking = this.#node(0, process.env)
    this.#serving = this.#node(1, { ...process.env, SOV_DEBUG_FAKE_ENGINE: JSON.stringify(fakeEngine) })
  }

  async form(): Promise<void> {
    await this.#command(
      this.#asking,
      'coop',
      'create',
      'Far apart',
      '--no-passphrase',
      '--org',
      'Asking',
      '--jurisdiction',
      'NO',
    )
    await this.#start(0, this.#asking, '--no-model')
    const inviting = ['invite', '--org', 'Serving', '--jurisdiction', 'DE', '--json']
    const { code } = JSON.parse(await this.#command(this.#asking, ...inviting)) as { code: string }
    await this.#command(this.#serving, 'join', code)
    await this.#start(1, this.#serving, '--threads', '1', '--gpu', 'off')
    await this.met()
  }

  /** Resolves when the asking node would give the serving one work. */
  async met(): Promise<void> {
    await this.#until('the nodes find each other', async () => {
      const peers = await this.#asking.control.get<readonly PeerView[]>('/sov/v1/peers')
      return peers.some(({ models, rttMs, state }) => models.length > 0 && rttMs !== undefined && state === 'connected')
    })
  }

  /**
   * Asks the serving node through the asking one.
   *
   * @param onTokens - told the text so far, whenever there is more.
   * @returns also an answer that a typed error ended.
   * @throws {Error} when it neither goes on nor ends.
   */
  async ask({ model, content, maxTokens }: Question, onTokens?: (text: string) => void): Promise<Answer> {
    const startMs = performance.now()
    const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(HANGS_AFTER_MS)])
    const client = HttpTransport.ofSocket(dataDirPaths(this.#asking.dataDir).controlSocket, signal)
    const chunks = client.stream('/v1/chat/completions', {
      model,
      messages: [{ role: 'user', content }],
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
      provider: TIER,
      ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
    }) as AsyncIterable<ChatChunk>
    let text = ''
    let firstTokenMs = NaN
    let facts: ChatUsage['sov'] | undefined
    let error: SovError | undefined
    try {
      for await (const { choices, usage } of chunks) {
        const delta = choices[0]?.delta.content ?? ''
        facts = usage?.sov ?? facts
        if (delta === '') continue
        if (text === '') firstTokenMs = performance.now() - startMs
        text += delta
        onTokens?.(text)
      }
    } catch (cause) {
      if (!SovError.isInstance(cause)) throw cause
      error = cause
    } finally {
      await client.close()
    }
    return { text, firstTokenMs, totalMs: performance.now() - startMs, facts, error }
  }

  /** Resolves when both nodes hold the same settled receipt of an answer. */
  async settled({ facts }: Answer): Promise<void> {
    const orderId = facts?.receipt
    if (orderId == null) throw new Error('the answer names no receipt')
    await this.#until('both sides settle the answer', async () => {
      const states = await Promise.all([this.#asking, this.#serving].map((node) => stateOf(node, orderId)))
      return states.every((state) => state === 'settled')
    })
    const [mine, theirs] = await Promise.all(
      [this.#asking, this.#serving].map((node) => node.control.bytes(`/sov/v1/receipts/${orderId}`)),
    )
    if (mine === undefined || theirs === undefined || Buffer.compare(mine, theirs) !== 0)
      throw new Error('the two copies of the receipt differ')
  }

  /** Resolves when what one side has contributed is what the other has consumed. */
  async balanced(): Promise<void> {
    await this.#until('the balances add up to zero', async () => {
      const [mine = 0n, theirs = 0n] = await Promise.all([this.#asking, this.#serving].map(balance))
      return mine + theirs === 0n && theirs > 0n
    })
  }

  async remove(): Promise<void> {
    for (const node of [this.#asking, this.#serving]) {
      await node.kill()
      await node.close()
    }
    await rm(this.#folder, { recursive: true, force: true })
  }

  #node(index: number, env: NodeJS.ProcessEnv): NodeProcess {
    const folder = join(this.#folder, String(index))
    mkdirSync(folder)
    const self = [...this.#place(index).prefix, process.execPath, MAIN]
    // Not the signal of the test: a command that is given up would go on in a folder that is being removed.
    return new NodeProcess({ self, folder, env, signal: new AbortController().signal })
  }

  #command(node: NodeProcess, ...args: readonly string[]): Promise<string> {
    this.#signal.throwIfAborted()
    return node.command(...args)
  }

  async #start(index: number, node: NodeProcess, ...flags: readonly string[]): Promise<void> {
    this.#signal.throwIfAborted()
    await node.start('--port', '0', '--no-mdns', ...this.#place(index).flags, ...flags)
  }

  #place(index: number): Place {
    const place = this.#places[index]
    if (place === undefined) throw new RangeError('the underlay has too few places')
    return place
  }

  async #until(what: string, condition: () => Promise<boolean>): Promise<void> {
    const deadlineMs = performance.now() + HANGS_AFTER_MS
    while (!(await condition())) {
      if (performance.now() > deadlineMs) throw new Error(`waited in vain until ${what}`)
      await sleep(POLL_MS, undefined, { signal: this.#signal })
    }
  }
}

async function stateOf({ control }: NodeProcess, orderId: string): Promise<string | undefined> {
  const receipts = await control.get<readonly ReceiptSummary[]>('/sov/v1/receipts?limit=10')
  return receipts.find((receipt) => receipt.orderId === orderId)?.state
}

async function balance({ control }: NodeProcess): Promise<bigint> {
  const { perPeer } = await control.get<Balances>('/sov/v1/ledger')
  return perPeer.reduce((total, peer) => total + BigInt(peer.balance), 0n)
}
