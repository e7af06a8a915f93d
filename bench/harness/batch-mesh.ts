import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { NodeProcess } from '../../node/demo/node-process.js'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine, type FakeEngineInit } from '../../src/engine/fake/index.js'
import { TestMesh, type TestNode } from '../../test/helpers/mesh.js'
import { until } from '../../test/helpers/until.js'
import { runTestCli } from '../../test/unit/node/test-cli.js'
import { countAnswers, OUTPUT_TOKENS, readAnswers, writeShare, type Share } from './batch-lines.js'

/** Requests that a node answers at the same time. */
export const SLOTS = 4
const MODEL = 'fake'
const MAIN = join(import.meta.dirname, '../../node/main.js')
const LISTEN = '/ip4/127.0.0.1/tcp/0'
const PLACE = { org: 'Bench', jurisdiction: 'DE' }
const POLL_MS = 20

export interface BatchMeshInit {
  /** Milliseconds per token of each node that serves. */
  readonly paces: readonly number[]
  /** Whether the first of them is a process of its own, which can be killed. */
  readonly isFirstMortal: boolean
  readonly signal: AbortSignal
}

/** What became of a batch whose every line has one whole answer. */
export interface Answered {
  readonly lines: number
  readonly seconds: number
  /** Peer ids of those who answered; null where one has gone on with the answer of another. */
  readonly peers: readonly (string | null)[]
  /** Lines that had their answer when a node was killed; undefined = none was. */
  readonly linesBeforeDeath: number | undefined
}

export interface AnswerOptions {
  /** Requests under way for each share. @default what the command chooses */
  readonly parallel?: number
  /** Answers after which the mortal node is killed. @default it lives */
  readonly killAfter?: number
}

interface Files {
  readonly share: Share
  readonly input: string
  readonly output: string
}

/** A node that asks and serves nothing, and nodes with fake engines, over sockets of loopback. */
export class BatchMesh {
  readonly #signal: AbortSignal
  readonly #folder: string
  readonly #mesh = new TestMesh()
  /** Peer ids of those that serve, in the order of their paces. */
  #serving: readonly string[] = []
  #asking: TestNode | undefined
  #mortal: NodeProcess | undefined
  #shares = 0

  private constructor(folder: string, signal: AbortSignal) {
    this.#folder = folder
    this.#signal = signal
  }

  static async form({ paces, isFirstMortal, signal }: BatchMeshInit): Promise<BatchMesh> {
    const mesh = new BatchMesh(await mkdtemp(join(tmpdir(), 'sov-bench-')), signal)
    try {
      await mesh.#form(paces, isFirstMortal)
      return mesh
    } catch (error) {
      await mesh.stop()
      throw error
    }
  }

  get serving(): readonly string[] {
    return this.#serving
  }

  /**
   * Has a batch answered with `sov-node batch run`, once for each share and all at the same time.
   *
   * @throws {Error} when not every line has one whole answer.
   */
  async answer(shares: readonly Share[], { parallel, killAfter }: AnswerOptions = {}): Promise<Answered> {
    const flags = parallel === undefined ? [] : ['--parallel', String(parallel)]
    const files = await Promise.all(shares.map((share) => this.#write(share)))
    const over = new AbortController()
    const startMs = performance.now()
    const [linesBeforeDeath, seconds] = await Promise.all([
      killAfter === undefined ? undefined : this.#killAfter(killAfter, files, over.signal),
      Promise.all(files.map(({ input, output }) => this.#batch(input, '--output', output, ...flags)))
        .then(() => (performance.now() - startMs) / 1_000)
        .finally(() => over.abort(new Error('the batch was over before a node was killed'))),
    ])
    const peers = await Promise.all(files.map(({ share, output }) => readAnswers(output, share)))
    return { lines: shares.reduce((sum, { lines }) => sum + lines, 0), seconds, peers: peers.flat(), linesBeforeDeath }
  }

  async stop(): Promise<void> {
    await this.#mortal?.kill()
    await this.#mortal?.close()
    await this.#mesh.stop()
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #form(paces: readonly number[], isFirstMortal: boolean): Promise<void> {
    const inProcess = paces.slice(isFirstMortal ? 1 : 0)
    const [asking, ...serving] = await this.#mesh.form([
      PLACE,
      ...inProcess.map((pace) => ({ ...PLACE, engines: [createFakeEngine({ clock: systemClock, ...engine(pace) })] })),
    ])
    if (asking === undefined) throw new Error('no node has started')
    this.#asking = asking
    const [first] = paces
    const mortal = isFirstMortal && first !== undefined ? [await this.#startProcess(asking, first)] : []
    this.#serving = [...mortal, ...serving.map(({ peerId }) => peerId)]
    await until('the node that asks knows all that serve', async () => {
      const peers = await asking.node.control.peers()
      return peers.filter(({ models, rttMs }) => models.length > 0 && rttMs !== undefined).length === paces.length
    })
  }

  /** @returns its peer id. */
  async #startProcess({ node }: TestNode, pace: number): Promise<string> {
    const folder = join(this.#folder, 'process')
    await mkdir(folder)
    const env = { ...process.env, SOV_DEBUG_FAKE_ENGINE: JSON.stringify(engine(pace)) }
    this.#mortal = new NodeProcess({ self: [process.execPath, MAIN], folder, env, signal: this.#signal })
    const { code } = await node.control.invite({ orgName: PLACE.org, jurisdiction: PLACE.jurisdiction })
    await this.#mortal.command('join', code)
    const { peerId } = await this.#mortal.start('--listen', LISTEN, '--port', '0', '--no-mdns', '--no-model')
    return peerId
  }

  async #write(share: Share): Promise<Files> {
    const name = join(this.#folder, String(this.#shares++))
    const files = { share, input: `${name}-in.jsonl`, output: `${name}-out.jsonl` }
    await writeShare(files.input, share)
    return files
  }

  async #batch(...args: readonly string[]): Promise<void> {
    if (this.#asking === undefined) throw new Error('no node has started')
    const all = ['--data-dir', this.#asking.dataDir, 'batch', 'run', ...args, '--model', MODEL]
    const { code, err } = await runTestCli(all, {
      env: { XDG_CONFIG_HOME: this.#folder },
      interrupted: this.#signal,
    })
    this.#signal.throwIfAborted()
    if (code !== 0) throw new Error(err)
  }

  /** @returns how many lines had their answer. */
  async #killAfter(answers: number, files: readonly Files[], signal: AbortSignal): Promise<number> {
    for (;;) {
      const counts = await Promise.all(files.map(({ output }) => countAnswers(output)))
      const count = counts.reduce((sum, each) => sum + each, 0)
      if (count >= answers) {
        await this.#mortal?.kill()
        return count
      }
      await sleep(POLL_MS, undefined, { signal })
    }
  }
}

function engine(outputMsPerToken: number): Omit<FakeEngineInit, 'clock'> {
  return { models: [MODEL], slots: SLOTS, outputTokens: OUTPUT_TOKENS, outputMsPerToken }
}
