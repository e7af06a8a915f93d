import { mkdirSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NodeProcess } from '../../node/demo/node-process.js'
import type { PeerView } from '../../src/api/index.js'
import type { Balances } from '../../src/ledger/index.js'
import { ask, type Answer, type Question } from './chat.js'
import { until } from './patience.js'
import { sameReceipt } from './same-receipt.js'
import type { Place, Underlay } from './underlay.js'

const MAIN = join(import.meta.dirname, '../../node/main.js')

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
    await until('the nodes find each other', this.#signal, async () => {
      const peers = await this.#asking.control.get<readonly PeerView[]>('/sov/v1/peers')
      return peers.some(({ models, rttMs, state }) => models.length > 0 && rttMs !== undefined && state === 'connected')
    })
  }

  /** Asks the serving node through the asking one; see `ask` of chat.ts. */
  ask(question: Question, onText?: (text: string) => void): Promise<Answer> {
    return ask(this.#asking, question, this.#signal, onText)
  }

  /** Resolves when both nodes hold the same settled receipt of an answer. */
  async settled({ facts }: Answer): Promise<void> {
    await sameReceipt(facts?.receipt, [this.#asking, this.#serving], this.#signal)
  }

  /** Resolves when what one side has contributed is what the other has consumed. */
  async balanced(): Promise<void> {
    await until('the balances add up to zero', this.#signal, async () => {
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
}

async function balance({ control }: NodeProcess): Promise<bigint> {
  const { perPeer } = await control.get<Balances>('/sov/v1/ledger')
  return perPeer.reduce((total, peer) => total + BigInt(peer.balance), 0n)
}
