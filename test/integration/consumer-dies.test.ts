import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import type { Engine } from '../../src/engine/index.js'
import { encodeRequest } from '../../src/inference/request-bytes.js'
import { commitment, outputCommitment, type SignedOrder } from '../../src/ledger/index.js'
import { VOUCHER_TOKENS, VOUCHER_WINDOWS } from '../../src/limits.js'
import { delta } from '../../src/wire/index.js'
import { GREEDY, readAnswer } from '../compliance/engine.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'
import { PlayedNode, type PlayedStream } from '../helpers/played-node.js'
import { until } from '../helpers/until.js'
import { Random } from '../spine/random.js'

const ANSWER_TOKENS = 1_000
const DEADLINES = { voucher: 300, settlement: 300 }
const WINDOW = VOUCHER_WINDOWS * VOUCHER_TOKENS
const SEED = Number(process.env['SOV_TEST_SEED'] ?? Date.now() % 1_000_000)

/** At which tokens a consumer dies: all of them, or the edges of windows and some between. */
function deaths(): readonly number[] {
  if (process.env['SOV_TEST_SCALE'] === 'full') return Array.from({ length: ANSWER_TOKENS + 1 }, (_, index) => index)
  const random = new Random(SEED)
  const edges = [0, 1, VOUCHER_TOKENS, 2 * VOUCHER_TOKENS, 3 * VOUCHER_TOKENS, ANSWER_TOKENS]
  const between = Array.from({ length: 12 }, () => Math.floor(random.between(0, ANSWER_TOKENS)))
  return [...edges.flatMap((edge) => [edge - 1, edge, edge + 1]), ...between].filter(
    (index) => index >= 0 && index <= ANSWER_TOKENS,
  )
}

/** An engine that counts the tokens it is asked for. */
class CountingEngine implements Engine {
  readonly name: string
  produced = 0
  running = 0
  readonly #engine: Engine

  constructor(engine: Engine) {
    this.name = engine.name
    this.#engine = engine
  }

  models(): ReturnType<Engine['models']> {
    return this.#engine.models()
  }

  async *generate(...[request, options]: Parameters<Engine['generate']>): ReturnType<Engine['generate']> {
    this.running += 1
    try {
      for await (const part of this.#engine.generate(request, options)) {
        if (part.type === 'delta') this.produced += part.tokenIds.length
        yield part
      }
    } finally {
      this.running -= 1
    }
  }

  embed(...[request, options]: Parameters<Engine['embed']>): ReturnType<Engine['embed']> {
    return this.#engine.embed(request, options)
  }
}

let mesh: TestMesh
let provider: TestNode
let engine: CountingEngine
let consumer: PlayedNode

async function start(): Promise<void> {
  mesh = new TestMesh()
  engine = new CountingEngine(createFakeEngine({ clock: systemClock, outputTokens: ANSWER_TOKENS }))
  ;[provider] = (await mesh.form([
    { org: 'Serving', jurisdiction: 'NO', engines: [engine], deadlines: DEADLINES },
  ])) as [TestNode]
  consumer = await PlayedNode.join(provider, { org: 'Dying', jurisdiction: 'NO' })
}

/** One request of a consumer that acknowledges as it should until it dies. */
class Request {
  readonly #order: SignedOrder
  readonly #salt = randomBytes(32)
  #stream: PlayedStream | undefined
  #promptTokens = 0
  #cachedTokens = 0
  tokens = 0
  acknowledged = 0
  #number = 0
  #output = outputCommitment.start(this.#salt)

  constructor() {
    const bytes = encodeRequest(REQUEST)
    this.#order = consumer.ledger.createOrder({
      ...this.#terms(),
      rootOrderId: randomBytes(16),
      continuation: 0,
      requestCommitment: commitment(this.#salt, bytes.request),
      paramsCommitment: commitment(this.#salt, bytes.params),
      maxPromptTokens: 1_000,
      maxOutputTokens: ANSWER_TOKENS,
      policyDecision: new Uint8Array(32),
      providerBootNonce: consumer.node.membership.member(provider.peerId)!.bootNonce,
    })
  }

  #terms(): Parameters<typeof consumer.ledger.acknowledge>[1] {
    const { membership } = consumer.node
    return {
      consumer: consumer.party,
      provider: membership.member(provider.peerId)!,
      priceTable: membership.priceTable()!,
      manifest: engine.models()[0]!.manifest,
    }
  }

  /** Reads until so many tokens have come, with a voucher for each window while `acknowledges`. */
  async readUntil(tokens: number, { acknowledges = true } = {}): Promise<void> {
    this.#stream ??= await this.#begin()
    while (this.tokens < tokens) {
      const parts = (await this.#stream.next())?.parts
      if (parts === undefined || parts === null) return
      if (parts.start !== null) {
        this.#promptTokens = parts.start.promptTokens
        this.#cachedTokens = parts.start.cachedTokens
      }
      for (const bytes of parts.deltas) {
        this.tokens += delta.decode(bytes).tokenIds.length
        this.#output = outputCommitment.next(this.#output, bytes)
        if (acknowledges && this.tokens - this.acknowledged >= VOUCHER_TOKENS) await this.#acknowledge()
        if (this.tokens >= tokens) return
      }
    }
  }

  /** The stream is gone at once. */
  die(): void {
    this.#stream?.channel.abort(new Error('the consumer died'))
  }

  async #begin(): Promise<PlayedStream> {
    const stream = await consumer.open(provider)
    await stream.send({ order: this.#order.bytes })
    expect((await stream.next())?.accept).not.toBeNull()
    await stream.send({ prompt: { salt: this.#salt, ...encodeRequest(REQUEST) } })
    return stream
  }

  async #acknowledge(): Promise<void> {
    const voucher = consumer.ledger.acknowledge(this.#order, this.#terms(), {
      number: ++this.#number,
      promptTokens: this.#promptTokens,
      cachedTokens: this.#cachedTokens,
      outputTokens: this.tokens,
      outputCommitment: this.#output,
      isFinal: false,
    })
    this.acknowledged = this.tokens
    await this.#stream!.send({ voucher: voucher.bytes })
  }
}

const REQUEST = {
  model: '',
  messages: [{ role: 'user', content: 'Hello' }],
  sampling: { ...GREEDY, maxOutputTokens: ANSWER_TOKENS },
  tenant: 'dying',
} as const

const idle = (): Promise<void> => until('the engine is free', () => engine.running === 0)

describe('a consumer that dies', () => {
  beforeAll(start)
  afterAll(async () => {
    await consumer.stop()
    await mesh.stop()
  })

  it(`at any token costs at most two windows (seed ${String(SEED)})`, async () => {
    const losses: number[] = []
    let acknowledged = 0
    for (const index of deaths()) {
      engine.produced = 0
      const request = new Request()
      await request.readUntil(index)
      request.die()
      await idle()
      acknowledged += request.acknowledged
      losses.push(engine.produced - request.acknowledged)
    }
    expect(Math.max(...losses)).toBeLessThanOrEqual(WINDOW)
    // After a restart of the provider everything that vouchers prove is stated.
    const { dataDir } = provider
    await provider.node.stop()
    const again = await mesh.start({ org: 'Serving', dataDir, engines: [engine], deadlines: DEADLINES })
    await until('the ledger is open', async () => {
      await consumer.node.network.dial(again.node.control.id().addresses[0]!).catch(() => undefined)
      return (await again.node.control.status()).ledger.state === 'current'
    })
    const receipts = await again.node.control.receipts({ limit: 1_000 })
    expect(receipts.reduce((sum, { outputTokens }) => sum + (outputTokens ?? 0), 0)).toBe(acknowledged)
    expect(new Set(receipts.map(({ state }) => state))).toEqual(new Set(['unsigned']))
    console.log(
      `${String(losses.length)} deaths: at most ${String(Math.max(...losses))} tokens lost, ` +
        `${String(acknowledged)} acknowledged and stated`,
    )
    provider = again
  })

  it.each([0, 300, 700])('or goes silent after %i tokens makes the provider stop after two windows', async (tokens) => {
    await until('the two know each other again', () => consumer.node.membership.member(provider.peerId) !== undefined)
    engine.produced = 0
    const request = new Request()
    await request.readUntil(tokens)
    // reads on, and acknowledges nothing more: the provider stops, and in the end gives up
    await request.readUntil(ANSWER_TOKENS, { acknowledges: false })
    await idle()
    expect(engine.produced - request.acknowledged).toBeLessThanOrEqual(WINDOW)
    expect(request.tokens).toBeLessThan(ANSWER_TOKENS)
  })
})

describe('an answer whose server fails in the middle', () => {
  it('is settled with each server for what it delivered', async () => {
    const failing = createFakeEngine({
      clock: systemClock,
      outputTokens: 500,
      fault: { kind: 'fail', atToken: 300 },
    })
    const whole = createFakeEngine({ clock: systemClock, outputTokens: 500 })
    const pool = new TestMesh()
    try {
      const [asking, first, second] = (await pool.form([
        { org: 'Asking', jurisdiction: 'NO' },
        { org: 'First', jurisdiction: 'NO', engines: [failing] },
        { org: 'Second', jurisdiction: 'NO', engines: [whole] },
      ])) as [TestNode, TestNode, TestNode]
      const ask = (from: TestNode): ReturnType<typeof readAnswer> => {
        const remote = asking.node.remote(from.peerId)
        const request = { ...REQUEST, model: remote.models()[0]!.digest, sampling: { ...GREEDY, maxOutputTokens: 500 } }
        return readAnswer(remote.generate(request, { signal: new AbortController().signal }))
      }
      await expect(ask(first)).rejects.toMatchObject({ code: 'ERR_SOV_ENGINE_FAILED' })
      await ask(second)
      for (const [server, tokens] of [
        [first, 300],
        [second, 500],
      ] as const) {
        await until('the server is paid', async () => {
          const [receipt] = await server.node.control.receipts({})
          return receipt?.state === 'settled' && receipt.outputTokens === tokens
        })
      }
    } finally {
      await pool.stop()
    }
  })
})
