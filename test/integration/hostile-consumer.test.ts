import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine, type FakeEngine } from '../../src/engine/fake/index.js'
import type { Engine, GeneratePart } from '../../src/engine/index.js'
import { peerIdToBytes, type NodeKey } from '../../src/identity/index.js'
import { encodeRequest } from '../../src/inference/request-bytes.js'
import { commitment, outputCommitment, type SignedEntry, type SignedOrder } from '../../src/ledger/index.js'
import {
  CLOCK_SKEW_MS,
  MAX_OUTPUT_TOKENS,
  MAX_PROMPT_FRAME_BYTES,
  ORDER_LIFE_MS,
  SPARE_VOUCHERS,
  YAMUX_WINDOW_BYTES,
} from '../../src/limits.js'
import {
  delta,
  ENTRY,
  ErrorCode,
  openStatement,
  ORDER,
  RefuseCode,
  samplingParams,
  signStatement,
  StatementStatus,
  toHex,
  Verdict,
  VOUCHER,
  type Countersign,
  type InferFrame,
  type Order,
  type Voucher,
} from '../../src/wire/index.js'
import { GREEDY } from '../compliance/engine.js'
import { testKey } from '../helpers/coop.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'
import { PlayedNode, type PlayedStream } from '../helpers/played-node.js'
import { until } from '../helpers/until.js'

const DEADLINES = { accept: 400, settlement: 400, total: 3_000 }
const TOKENS = 12
const REQUEST = encodeRequest({
  model: '',
  messages: [{ role: 'user', content: 'Hello' }],
  sampling: { ...GREEDY, maxOutputTokens: 50 },
  tenant: 'one',
})
const CHATTY_PROMPT_TOKENS = 5

/** An engine that, once it is on, says more than any buffer on the way holds. */
const chatty = {
  isOn: false,
  madeBytes: 0,
  over: (quiet: FakeEngine): Engine => ({
    name: quiet.name,
    models: () => quiet.models(),
    generate: (request, options) => (chatty.isOn ? chatter(options.signal) : quiet.generate(request, options)),
    embed: (request, options) => quiet.embed(request, options),
  }),
}

async function* chatter(signal: AbortSignal): AsyncGenerator<GeneratePart> {
  yield { type: 'start', promptTokens: CHATTY_PROMPT_TOKENS, cachedTokens: 0 }
  const text = 'x'.repeat(100_000)
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve))
    signal.throwIfAborted()
    chatty.madeBytes += text.length
    yield { type: 'delta', tokenIds: [], text }
  }
}

/** Salt, request and parameters as the prompt frame carries them. */
type Prompt = Required<NonNullable<Parameters<PlayedStream['send']>[0]['prompt']>> & { salt: Uint8Array }

let mesh: TestMesh
let provider: TestNode
let consumer: PlayedNode
let engine: FakeEngine

beforeAll(async () => {
  mesh = new TestMesh()
  engine = createFakeEngine({ clock: systemClock, outputMsPerToken: 10, outputTokens: TOKENS, contextTokens: 64 })
  const nodes = await mesh.form([
    { org: 'Serving', jurisdiction: 'DE', engines: [chatty.over(engine)], deadlines: DEADLINES },
  ])
  provider = nodes[0]!
  consumer = await PlayedNode.join(provider, { org: 'Hostile', jurisdiction: 'NO' })
})

afterAll(async () => {
  await consumer.stop()
  await mesh.stop()
})

/** An honest order for `REQUEST`. */
function order(salt: Uint8Array, bytes = REQUEST): SignedOrder {
  const { membership } = consumer.node
  const member = membership.member(provider.peerId)!
  return consumer.ledger.createOrder({
    consumer: consumer.party,
    provider: member,
    priceTable: membership.priceTable()!,
    manifest: engine.models()[0]!.manifest,
    rootOrderId: randomBytes(16),
    continuation: 0,
    requestCommitment: commitment(salt, bytes.request),
    paramsCommitment: commitment(salt, bytes.params),
    maxPromptTokens: 50,
    maxOutputTokens: 50,
    policyDecision: new Uint8Array(32),
    providerBootNonce: member.bootNonce,
  })
}

/** An order that differs from the honest one. */
function forged(change: Partial<Order>, key: NodeKey = consumer.node.key): Uint8Array {
  return signStatement(ORDER, { ...order(randomBytes(32)).value, ...change }, key).bytes
}

/** The provider's answer to an order. */
async function answerTo(bytes: Uint8Array): Promise<InferFrame> {
  const stream = await consumer.open(provider)
  await stream.send({ order: bytes })
  const frame = await stream.next()
  await stream.channel.close()
  await stream.rest()
  return frame!
}

/** An order that was accepted, and what has come of it. */
class Accepted {
  readonly stream: PlayedStream
  readonly order: SignedOrder
  readonly prompt: Prompt
  tokens = 0
  promptTokens = 0
  cachedTokens = 0
  output: Uint8Array

  private constructor(stream: PlayedStream, order: SignedOrder, prompt: Prompt) {
    this.stream = stream
    this.order = order
    this.prompt = prompt
    this.output = outputCommitment.start(prompt.salt)
  }

  static async start(bytes = REQUEST): Promise<Accepted> {
    const salt = randomBytes(32)
    const signed = order(salt, bytes)
    const stream = await consumer.open(provider)
    await stream.send({ order: signed.bytes })
    expect((await stream.next())?.accept).not.toBeNull()
    return new Accepted(stream, signed, { salt, ...bytes })
  }

  /** Sends the prompt and reads so many tokens, or all. */
  static async read(tokens = Infinity): Promise<Accepted> {
    const accepted = await Accepted.start()
    await accepted.stream.send({ prompt: accepted.prompt })
    for (;;) {
      const { start, deltas, end } = (await accepted.stream.next())!.parts!
      if (start !== null) Object.assign(accepted, start)
      for (const bytes of deltas) {
        accepted.tokens += delta.decode(bytes).tokenIds.length
        accepted.output = outputCommitment.next(accepted.output, bytes)
      }
      if (end !== null || accepted.tokens >= tokens) return accepted
    }
  }

  /** A voucher that differs from the honest final one. */
  voucher(change: Partial<Voucher> = {}, key: NodeKey = consumer.node.key): Uint8Array {
    const { membership } = consumer.node
    const honest = consumer.ledger.acknowledge(
      this.order,
      {
        consumer: consumer.party,
        provider: membership.member(provider.peerId)!,
        priceTable: membership.priceTable()!,
        manifest: engine.models()[0]!.manifest,
      },
      {
        number: 1,
        promptTokens: this.promptTokens,
        cachedTokens: this.cachedTokens,
        outputTokens: this.tokens,
        outputCommitment: this.output,
        isFinal: true,
      },
    )
    return signStatement(VOUCHER, { ...honest.value, ...change }, key).bytes
  }

  /** Acknowledges and waits for the statement. */
  async statement(): Promise<{ voucher: Uint8Array; statement: SignedEntry }> {
    const voucher = this.voucher()
    await this.stream.send({ voucher })
    for (;;) {
      const frame = (await this.stream.next())!
      if (frame.statement !== null) return { voucher, statement: openStatement(ENTRY, frame.statement) }
    }
  }

  /** The honest answer to a statement. */
  async countersign(): Promise<{ statement: SignedEntry; countersign: SignedEntry }> {
    const { voucher, statement } = await this.statement()
    const { entry } = await consumer.ledger.countersign(this.order, {
      voucher: openStatement(VOUCHER, voucher),
      promptTokens: this.promptTokens,
      cachedTokens: this.cachedTokens,
      statement: statement.bytes,
    })
    return { statement, countersign: entry }
  }

  /** Sends a frame and gives the error with which the provider ends the stream, or null. */
  async errorAfter(frame: Parameters<PlayedStream['send']>[0]): Promise<ErrorCode | null> {
    await this.stream.send(frame)
    const frames = await this.stream.rest()
    return frames.find(({ error }) => error !== null)?.error?.code ?? null
  }
}

/** Nothing of the request is left at the provider. */
async function expectNothingLeft(): Promise<void> {
  await until('the engine is free', () => engine.running === 0 && engine.waiting === 0)
  await until('nobody is admitted', async () => (await provider.node.control.status()).admittedRequests === 0)
}

/** What the provider has signed, and what of it was accepted. */
async function signed(): Promise<{ stated: number; settled: number; contributed: bigint }> {
  const receipts = await provider.node.control.receipts({ limit: 1_000 })
  const { perPeer } = await provider.node.control.ledger()
  return {
    stated: receipts.length,
    settled: receipts.filter(({ state }) => state === 'settled').length,
    contributed: perPeer.reduce((sum, { contributed }) => sum + contributed, 0n),
  }
}

async function settleHonestly(): Promise<void> {
  const accepted = await Accepted.read()
  const { countersign } = await accepted.countersign()
  await accepted.stream.send({ countersign: countersign.bytes })
  const { settled } = (await accepted.stream.next())!
  expect(toHex(settled!.countersign)).toBe(toHex(countersign.digest))
  await accepted.stream.channel.close()
}

const now = (): bigint => BigInt(Date.now())
const SKEW = BigInt(CLOCK_SKEW_MS)
const MINUTE = 60_000n

const REFUSED: [string, RefuseCode, () => Uint8Array][] = [
  [
    'signed by another key',
    RefuseCode.REFUSE_CODE_ORDER,
    () => {
      const key = testKey()
      return forged({ consumer: peerIdToBytes(key.peerId) }, key)
    },
  ],
  ['for another provider', RefuseCode.REFUSE_CODE_ORDER, () => forged({ provider: peerIdToBytes(testKey().peerId) })],
  ['for its own sender', RefuseCode.REFUSE_CODE_ORDER, () => forged({ provider: peerIdToBytes(consumer.peerId) })],
  ['of another co-op', RefuseCode.REFUSE_CODE_ORDER, () => forged({ networkId: randomBytes(32) })],
  ['on another credential', RefuseCode.REFUSE_CODE_ORDER, () => forged({ consumerCredential: randomBytes(32) })],
  [
    'that has expired',
    RefuseCode.REFUSE_CODE_ORDER,
    () => forged({ createdMs: now() - SKEW - 2n * MINUTE, expiresMs: now() - SKEW - MINUTE }),
  ],
  [
    'from the future',
    RefuseCode.REFUSE_CODE_ORDER,
    () => forged({ createdMs: now() + SKEW + MINUTE, expiresMs: now() + SKEW + 2n * MINUTE }),
  ],
  [
    'that lives too long',
    RefuseCode.REFUSE_CODE_ORDER,
    () => forged({ createdMs: now(), expiresMs: now() + BigInt(ORDER_LIFE_MS) + MINUTE }),
  ],
  [
    'that ends before it begins',
    RefuseCode.REFUSE_CODE_ORDER,
    () => forged({ createdMs: now(), expiresMs: now() - 1n }),
  ],
  [
    'with the boot nonce of another start',
    RefuseCode.REFUSE_CODE_ORDER,
    () => forged({ providerBootNonce: randomBytes(16) }),
  ],
  ['for no prompt tokens', RefuseCode.REFUSE_CODE_ORDER, () => forged({ maxPromptTokens: 0 })],
  ['for no output tokens', RefuseCode.REFUSE_CODE_ORDER, () => forged({ maxOutputTokens: 0 })],
  [
    'for too many output tokens',
    RefuseCode.REFUSE_CODE_ORDER,
    () => forged({ maxOutputTokens: MAX_OUTPUT_TOKENS + 1 }),
  ],
  ['with a short commitment', RefuseCode.REFUSE_CODE_ORDER, () => forged({ requestCommitment: randomBytes(31) })],
  ['that is first and continues another', RefuseCode.REFUSE_CODE_ORDER, () => forged({ rootOrderId: randomBytes(16) })],
  ['for an unknown model', RefuseCode.REFUSE_CODE_MODEL_NOT_LOADED, () => forged({ modelManifest: randomBytes(32) })],
  ['by an unknown price table', RefuseCode.REFUSE_CODE_PRICE, () => forged({ priceTable: randomBytes(32) })],
  [
    'that pays too little',
    RefuseCode.REFUSE_CODE_PRICE,
    () => {
      const { value } = order(randomBytes(32))
      return signStatement(ORDER, { ...value, maxCharge: value.maxCharge - 1n }, consumer.node.key).bytes
    },
  ],
]

describe('a consumer that does not keep to the protocol', () => {
  it.each(REFUSED)('is refused an order %s', async (_, code, bytes) => {
    const before = await signed()
    expect((await answerTo(bytes())).refuse?.code).toBe(code)
    await expectNothingLeft()
    expect(await signed()).toEqual(before)
  })

  it('is refused the same order a second time', async () => {
    const { bytes } = order(randomBytes(32))
    expect((await answerTo(bytes)).accept).not.toBeNull()
    expect((await answerTo(bytes)).refuse?.code).toBe(RefuseCode.REFUSE_CODE_REPLAY)
    await expectNothingLeft()
  })

  it.each([
    ['noise', (stream: PlayedStream) => stream.channel.send(Buffer.from('ffffffffff', 'hex'))],
    ['a prompt for an order', (stream: PlayedStream) => stream.send({ prompt: { salt: randomBytes(32), ...REQUEST } })],
    ['an order of somebody else', (stream: PlayedStream) => stream.send({ order: forged({}, testKey()) })],
    [
      'a broken signature',
      (stream: PlayedStream) => {
        const bytes = Buffer.from(order(randomBytes(32)).bytes)
        bytes[bytes.length - 1]! ^= 1
        return stream.send({ order: bytes })
      },
    ],
    ['a frame over the cap', (stream: PlayedStream) => stream.channel.send(new Uint8Array(20_000))],
  ])('is told by an error when it begins with %s', async (_, begin) => {
    const stream = await consumer.open(provider)
    await begin(stream)
    const frames = await stream.rest()
    expect(frames.map(({ error }) => error?.code)).toHaveLength(1)
    expect(frames[0]?.error).not.toBeNull()
    await expectNothingLeft()
  })

  it('gets no work done for another prompt than it ordered', async () => {
    const before = await signed()
    const changes: Partial<Prompt>[] = [
      { salt: randomBytes(32) },
      {
        request: encodeRequest({
          model: '',
          messages: [{ role: 'user', content: 'Bye' }],
          sampling: GREEDY,
          tenant: '',
        }).request,
      },
      { params: samplingParams.encode({ maxOutputTokens: 51, topPMicro: 1_000_000 }) },
    ]
    for (const change of changes) {
      const accepted = await Accepted.start()
      const error = await accepted.errorAfter({ prompt: { ...accepted.prompt, ...change } })
      expect(error, Object.keys(change).join()).toBe(ErrorCode.ERROR_CODE_BAD_FRAME)
      await expectNothingLeft()
    }
    expect(await signed()).toEqual(before)
  })

  it('gets no work done for parameters out of range, though it ordered them', async () => {
    for (const params of [{ maxOutputTokens: 0 }, { temperatureMicro: 9_000_000 }, { topPMicro: 0 }, { stop: [''] }]) {
      const bytes = samplingParams.encode({ maxOutputTokens: 5, topPMicro: 1_000_000, ...params })
      const accepted = await Accepted.start({ ...REQUEST, params: bytes })
      expect(await accepted.errorAfter({ prompt: accepted.prompt })).toBe(ErrorCode.ERROR_CODE_BAD_FRAME)
      await expectNothingLeft()
    }
  })

  it('cannot make the provider take a prompt over the cap, or one longer than the context', async () => {
    const huge = await Accepted.start()
    await huge.stream.channel.send(new Uint8Array(MAX_PROMPT_FRAME_BYTES + 1)).catch(() => undefined)
    expect((await huge.stream.rest()).at(-1)?.error?.code).toBe(ErrorCode.ERROR_CODE_BAD_FRAME)
    const long = encodeRequest({
      model: '',
      messages: [{ role: 'user', content: 'word '.repeat(500) }],
      sampling: GREEDY,
      tenant: '',
    })
    const accepted = await Accepted.start(long)
    expect(await accepted.errorAfter({ prompt: accepted.prompt })).toBe(ErrorCode.ERROR_CODE_CONTEXT_OVERFLOW)
    await expectNothingLeft()
  })

  it('loses its place when the prompt never comes', async () => {
    const accepted = await Accepted.start()
    expect((await provider.node.control.status()).admittedRequests).toBe(1)
    expect((await accepted.stream.rest()).at(-1)?.error).not.toBeNull()
    await expectNothingLeft()
  })

  const VOUCHERS: [string, (accepted: Accepted) => Uint8Array][] = [
    ['acknowledges tokens that were never sent', (accepted) => accepted.voucher({ outputTokens: accepted.tokens + 1 })],
    [
      'acknowledges fewer tokens than belong to the output',
      (accepted) => accepted.voucher({ outputTokens: accepted.tokens - 1 }),
    ],
    ['acknowledges another output', (accepted) => accepted.voucher({ outputCommitment: randomBytes(32) })],
    ['names another order', (accepted) => accepted.voucher({ order: randomBytes(32) })],
    ['is signed by somebody else', (accepted) => accepted.voucher({}, testKey())],
    ['pays less than the price', (accepted) => accepted.voucher({ charge: 0n })],
    ['pays more than was ordered', (accepted) => accepted.voucher({ charge: accepted.order.value.maxCharge + 1n })],
    ['has no number', (accepted) => accepted.voucher({ number: 0 })],
    ['is noise', () => Buffer.from('noise')],
  ]

  it.each(VOUCHERS)('gets no statement for a voucher that %s', async (_, voucher) => {
    const before = await signed()
    const accepted = await Accepted.read()
    expect(await accepted.errorAfter({ voucher: voucher(accepted) })).not.toBeNull()
    await expectNothingLeft()
    expect(await signed()).toEqual(before)
  })

  it.each(VOUCHERS)('has its work stopped for a voucher in mid-answer that %s', async (_, voucher) => {
    const before = await signed()
    const accepted = await Accepted.read(2)
    expect(await accepted.errorAfter({ voucher: voucher(accepted) })).not.toBeNull()
    await expectNothingLeft()
    expect(await signed()).toEqual(before)
  })

  it('has its work stopped for vouchers without end', async () => {
    const accepted = await Accepted.read(3)
    for (let number = 1; number <= SPARE_VOUCHERS; number++) {
      await accepted.stream.send({ voucher: accepted.voucher({ isFinal: false, number }) })
    }
    const error = await accepted.errorAfter({
      voucher: accepted.voucher({ isFinal: false, number: SPARE_VOUCHERS + 1 }),
    })
    expect(error).toBe(ErrorCode.ERROR_CODE_RATE_LIMITED)
    await expectNothingLeft()
  })

  it('has its work stopped for a voucher that comes twice', async () => {
    const accepted = await Accepted.read(2)
    const voucher = accepted.voucher({ isFinal: false })
    await accepted.stream.send({ voucher })
    expect(await accepted.errorAfter({ voucher })).not.toBeNull()
    await expectNothingLeft()
  })

  it('gets a statement of nothing for a last word before the first part', async () => {
    engine.fault = { kind: 'hang', atToken: 0 }
    const accepted = await Accepted.start()
    await accepted.stream.send({ voucher: accepted.voucher() })
    const frames = await accepted.stream.rest()
    engine.fault = undefined
    // a voucher in the place of the prompt
    expect(frames.at(-1)?.error?.code).toBe(ErrorCode.ERROR_CODE_BAD_FRAME)
    await expectNothingLeft()
  })

  it('owes nothing for what it has not acknowledged, and the engine is stopped at once', async () => {
    const accepted = await Accepted.read(3)
    const read = accepted.tokens
    const { statement } = await accepted.statement()
    expect(statement.value.statement).toMatchObject({
      outputTokens: read,
      status: StatementStatus.STATEMENT_STATUS_CANCELLED,
    })
    expect(read).toBeLessThan(TOKENS)
    await accepted.stream.channel.close()
    await expectNothingLeft()
  })

  const COUNTERSIGNS: [string, (honest: Countersign) => Partial<Countersign>, (() => NodeKey)?][] = [
    ['is for another statement', () => ({ statement: randomBytes(32) })],
    ['is for another provider', () => ({ provider: peerIdToBytes(testKey().peerId) })],
    ['is signed by somebody else', () => ({}), testKey],
    ['has no verdict', () => ({ verdict: Verdict.VERDICT_UNSPECIFIED })],
    ['has no pair number', () => ({ pairNumber: 0n })],
    ['has a pair number out of all range', () => ({ pairNumber: 2n ** 60n })],
    ['has a total that the charge does not lead to', ({ pairTotal }) => ({ pairTotal: pairTotal + 1n })],
    ['takes a pair number again', ({ pairNumber }) => ({ pairNumber: pairNumber - 1n })],
  ]

  it.each(COUNTERSIGNS)('is not believed a countersign that %s', async (_, change, key = () => consumer.node.key) => {
    await settleHonestly()
    const before = await signed()
    const accepted = await Accepted.read()
    const { countersign } = await accepted.countersign()
    const entry = {
      ...countersign.value,
      countersign: { ...countersign.value.countersign!, ...change(countersign.value.countersign!) },
    }
    const error = await accepted.errorAfter({ countersign: signStatement(ENTRY, entry, key()).bytes })
    expect(error).not.toBeNull()
    await expectNothingLeft()
    // stated, and that is all
    expect(await signed()).toEqual({ ...before, stated: before.stated + 1 })
    // The honest one is held back by the test; without it the pair numbers of later tests would have a gap.
    await settleGap()
  })

  /** A fresh consumer key in the place of one whose pair numbers a test has broken. */
  async function settleGap(): Promise<void> {
    await consumer.stop()
    consumer = await PlayedNode.join(provider, { org: 'Hostile', jurisdiction: 'NO' })
  }

  it('may dispute, which earns the provider nothing', async () => {
    const before = await signed()
    const accepted = await Accepted.read()
    const { countersign } = await accepted.countersign()
    const dispute = {
      ...countersign.value.countersign!,
      verdict: Verdict.VERDICT_DISPUTE,
      pairNumber: 0n,
      pairTotal: 0n,
    }
    await accepted.stream.send({
      countersign: signStatement(ENTRY, { ...countersign.value, countersign: dispute }, consumer.node.key).bytes,
    })
    expect((await accepted.stream.next())?.settled).not.toBeNull()
    await expectNothingLeft()
    expect(await signed()).toEqual({ ...before, stated: before.stated + 1 })
    await settleGap()
  })

  const STAGES: [string, () => Promise<PlayedStream>][] = [
    ['before the order', () => consumer.open(provider)],
    [
      'after the order',
      async () => {
        const stream = await consumer.open(provider)
        await stream.send({ order: order(randomBytes(32)).bytes })
        return stream
      },
    ],
    ['after the acceptance', async () => (await Accepted.start()).stream],
    [
      'after the prompt',
      async () => {
        const { stream, prompt } = await Accepted.start()
        await stream.send({ prompt })
        return stream
      },
    ],
    ['after the first part', async () => (await Accepted.read(1)).stream],
    ['in mid-answer', async () => (await Accepted.read(5)).stream],
    ['after the end', async () => (await Accepted.read()).stream],
    [
      'after a voucher in mid-answer',
      async () => {
        const accepted = await Accepted.read(2)
        await accepted.stream.send({ voucher: accepted.voucher() })
        return accepted.stream
      },
    ],
    [
      'after the last voucher',
      async () => {
        const accepted = await Accepted.read()
        await accepted.stream.send({ voucher: accepted.voucher() })
        return accepted.stream
      },
    ],
    [
      'after the statement',
      async () => {
        const accepted = await Accepted.read()
        await accepted.statement()
        return accepted.stream
      },
    ],
  ]
  const ENDS: [string, (stream: PlayedStream) => unknown][] = [
    ['resets the stream', ({ channel }) => channel.abort(new Error('gone'))],
    ['closes its side', ({ channel }) => channel.close()],
    ['says that it failed', ({ channel }) => channel.fail({ code: ErrorCode.ERROR_CODE_INTERNAL })],
  ]

  describe.each(ENDS)('and %s', (_, end) => {
    it.each(STAGES)('%s leaves nothing running and owes nothing', async (_, stage) => {
      const before = await signed()
      const stream = await stage()
      await end(stream)
      await stream.rest()
      await expectNothingLeft()
      const { settled, contributed } = await signed()
      expect({ settled, contributed }).toEqual({ settled: before.settled, contributed: before.contributed })
    })
  })

  it('and reads nothing of an answer that it has cancelled is not waited for', async () => {
    chatty.isOn = true
    const accepted = await Accepted.start()
    await accepted.stream.send({ prompt: accepted.prompt })
    await until('the answer is held up', () => chatty.madeBytes > YAMUX_WINDOW_BYTES)
    accepted.promptTokens = CHATTY_PROMPT_TOKENS
    await accepted.stream.send({ voucher: accepted.voucher() })
    await until('the provider has ended the stream', () =>
      accepted.stream.send({ voucher: new Uint8Array() }).then(
        () => false,
        () => true,
      ),
    )
    chatty.isOn = false
    await expectNothingLeft()
  })

  it('and cuts the connection in mid-answer leaves nothing running', async () => {
    const { stream } = await Accepted.read(3)
    await consumer.node.network.disconnect(provider.peerId)
    await stream.rest()
    await expectNothingLeft()
    await settleGap()
  })

  it('does not keep others from being served', async () => {
    await settleHonestly()
    await expectNothingLeft()
  })
})

describe('a provider that has restarted', () => {
  it('takes no order from before', async () => {
    const own = new TestMesh()
    const serving = { org: 'Serving', jurisdiction: 'DE', engines: [engine] }
    const saved = { provider, consumer }
    try {
      const [first] = await own.form([serving])
      provider = first!
      consumer = await PlayedNode.join(provider, { org: 'Hostile', jurisdiction: 'NO' })
      const { bytes } = order(randomBytes(32))
      expect((await answerTo(bytes)).accept).not.toBeNull()
      const bootNonce = (): string =>
        Buffer.from(consumer.node.membership.member(provider.peerId)?.bootNonce ?? []).toString('hex')
      const before = bootNonce()
      await provider.node.stop()
      provider = await own.start({ ...serving, dataDir: provider.dataDir })
      await consumer.node.network.dial(provider.node.control.id().addresses[0]!)
      await until('the consumer knows of the restart', () => !['', before].includes(bootNonce()))
      expect((await answerTo(bytes)).refuse?.code).toBe(RefuseCode.REFUSE_CODE_ORDER)
      expect((await answerTo(order(randomBytes(32)).bytes)).accept).not.toBeNull()
    } finally {
      await consumer.stop()
      await own.stop()
      provider = saved.provider
      consumer = saved.consumer
    }
  })
})
