import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine, type FakeEngine } from '../../src/engine/fake/index.js'
import { SovError } from '../../src/errors.js'
import type { Settlement } from '../../src/engine/index.js'
import { openOrder, openVoucher, outputCommitment, type SignedEntry, type SignedOrder } from '../../src/ledger/index.js'
import {
  MAX_CONTROL_FRAME_BYTES,
  MAX_PARTS_FRAME_BYTES,
  MAX_PEER_TEXT_BYTES,
  MAX_PROMPT_FRAME_BYTES,
} from '../../src/limits.js'
import type { RequestRecord, RoutedRequest } from '../../src/scheduler/index.js'
import {
  delta,
  ENTRY,
  ErrorCode,
  type RefuseCode,
  signStatement,
  StatementStatus,
  WireFinishReason,
  type Statement,
} from '../../src/wire/index.js'
import { GREEDY } from '../compliance/engine.js'
import { testKey } from '../helpers/coop.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'
import { PlayedNode, type PlayedStream } from '../helpers/played-node.js'
import { until } from '../helpers/until.js'

const DEADLINES = { accept: 400, firstToken: 400, tokenGap: 400, settlement: 400, total: 1_500 }
/** A code that this version has no name for. */
const FROM_THE_FUTURE: unknown = 99
const START = { promptTokens: 5, cachedTokens: 0 }
const WORDS = ['one', ' two', ' three'].map((text, id) => delta.encode({ tokenIds: [id], text }))
const END = { finishReason: WireFinishReason.FINISH_REASON_STOP, outputTokens: WORDS.length }
const TEXTS = ['one', ' two', ' three'].map((text) => delta.encode({ text }))
const TEXT_BYTES = Buffer.byteLength('one two three')
/** Of an engine that names no token ids: more tokens than deltas, fewer than bytes. */
const TEXT_ONLY = { deltas: TEXTS, outputTokens: 5, isAttested: true }
const NAMED = { deltas: WORDS, outputTokens: WORDS.length, isAttested: false }
const SAMPLING = { ...GREEDY, maxOutputTokens: 50 }

/** What a dishonest provider knows of an order it has accepted. */
class Accepted {
  readonly stream: PlayedStream
  readonly order: SignedOrder
  readonly salt: Uint8Array

  private constructor(stream: PlayedStream, order: SignedOrder, salt: Uint8Array) {
    this.stream = stream
    this.order = order
    this.salt = salt
  }

  static async from(stream: PlayedStream): Promise<Accepted> {
    const order = openOrder((await stream.next())!.order!)
    await stream.send({ accept: { order: order.digest } })
    return new Accepted(stream, order, (await stream.next())!.prompt!.salt)
  }

  /** An honest statement over the whole answer, after the consumer's last word. */
  async state({ deltas, outputTokens, isAttested } = NAMED): Promise<SignedEntry> {
    await this.stream.send({ parts: { start: START, deltas, end: { ...END, outputTokens } } })
    const voucher = openVoucher((await this.stream.next())!.voucher!, this.order)
    return hostile.ledger.state({
      consumer: hostile.node.membership.member(consumer.peerId)!,
      provider: hostile.party,
      priceTable: hostile.node.membership.priceTable()!,
      manifest: engine.models()[0]!.manifest,
      order: this.order,
      voucher,
      status: StatementStatus.STATEMENT_STATUS_COMPLETE,
      ...START,
      outputTokens,
      outputCommitment: deltas.reduce(outputCommitment.next, outputCommitment.start(this.salt)),
      startedMs: 1,
      endedMs: 2,
      engine: 'hostile',
      isAttested,
    })
  }
}

type Play = (stream: PlayedStream) => Promise<void>

const afterOrder =
  (play: (stream: PlayedStream, order: SignedOrder) => Promise<void>): Play =>
  async (stream) =>
    play(stream, openOrder((await stream.next())!.order!))

const afterPrompt =
  (play: (accepted: Accepted) => Promise<void>): Play =>
  async (stream) =>
    play(await Accepted.from(stream))

/** Sends these parts, one frame each, and then nothing. */
const parts = (...frames: Parameters<PlayedStream['send']>[0]['parts'][]): Play =>
  afterPrompt(async ({ stream }) => {
    for (const frame of frames) await stream.send({ parts: frame })
  })

/** Sends these parts again and again, until the consumer has ended the stream. */
async function repeat(stream: PlayedStream, frame: Parameters<PlayedStream['send']>[0], pauseMs = 0): Promise<void> {
  const over = new AbortController()
  void stream.rest().then(() => over.abort())
  while (!over.signal.aborted) {
    await stream.send(frame)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

/** A statement that differs from the honest one. */
const stating = (
  change: (statement: Statement, entry: SignedEntry) => Partial<Statement>,
  key = (): typeof hostile.node.key => hostile.node.key,
  answer = NAMED,
): Play =>
  afterPrompt(async (accepted) => {
    const entry = await accepted.state(answer)
    const statement = entry.value.statement!
    const forged = { ...entry.value, statement: { ...statement, ...change(statement, entry) } }
    hasForked = true
    await accepted.stream.send({ statement: signStatement(ENTRY, forged, key()).bytes })
  })

const honest = (answer = NAMED): Play =>
  afterPrompt(async (accepted) => {
    const entry = await accepted.state(answer)
    await accepted.stream.send({ statement: entry.bytes })
    const countersign = (await accepted.stream.next())!.countersign!
    await accepted.stream.send({
      settled: { countersign: (await hostile.ledger.storeCountersign(entry, countersign)).digest },
    })
  })

let mesh: TestMesh
let consumer: TestNode
let hostile: PlayedNode
/** The hostile node has signed two entries with one number, so that nobody works with it any more. */
let hasForked = false
let engine: FakeEngine
let play: Play
/** Streams that the hostile node serves and the consumer has not ended. */
let open: number

beforeAll(async () => {
  engine = createFakeEngine({ clock: systemClock, outputMsPerToken: 40, outputTokens: 12 })
  mesh = new TestMesh()
  const nodes = await mesh.form([
    { org: 'Asking', jurisdiction: 'NO', deadlines: DEADLINES },
    { org: 'Honest', jurisdiction: 'DE', engines: [engine] },
  ])
  consumer = nodes[0]!
  open = 0
  hostile = await joinHostile()
})

function joinHostile(): Promise<PlayedNode> {
  return PlayedNode.join(consumer, {
    org: 'Hostile',
    jurisdiction: 'DE',
    serve: async (stream) => {
      open += 1
      await play(stream).catch(() => undefined)
      await stream.rest()
      open -= 1
    },
  })
}

beforeEach(async () => {
  if (hasForked) {
    await hostile.stop()
    hostile = await joinHostile()
    hasForked = false
  }
  // An offer lasts a minute.
  await hostile.offer(consumer, engine.models())
})

afterAll(async () => {
  await hostile.stop()
  await mesh.stop()
})

interface Outcome {
  readonly text: string
  readonly error: SovError | undefined
  readonly settlement: Settlement | undefined
  readonly record: RequestRecord
}

function dispatch(only?: string, content = 'Hello'): RoutedRequest {
  return consumer.node.scheduler.dispatch(
    {
      model: 'fake',
      messages: [{ role: 'user', content }],
      sampling: SAMPLING,
      requests: [{ tier: 'mesh', only: only === undefined ? undefined : [only] }],
      allowFallbacks: true,
    },
    { signal: new AbortController().signal },
  )
}

async function ask(only?: string, content?: string): Promise<Outcome> {
  const request = dispatch(only, content)
  let text = ''
  let settlement: Settlement | undefined
  let error: unknown
  try {
    for await (const part of request.parts) {
      if (part.type === 'delta') text += part.text
      else if (part.type === 'end') settlement = part.settlement
    }
  } catch (thrown) {
    error = thrown
  }
  if (error !== undefined && !SovError.isInstance(error)) throw new Error('the error has no code', { cause: error })
  return { text, error, settlement, record: request.record() }
}

async function signed(): Promise<{ settled: number; disputed: number; consumed: bigint }> {
  const receipts = await consumer.node.control.receipts({})
  const balance = (await consumer.node.control.ledger()).perPeer.find(({ peer }) => peer === hostile.peerId)
  return {
    settled: receipts.filter(({ peer, state }) => peer === hostile.peerId && state === 'settled').length,
    disputed: receipts.filter(({ peer, state }) => peer === hostile.peerId && state === 'disputed').length,
    consumed: balance?.consumed ?? 0n,
  }
}

/** Nothing of the request is left at the consumer. */
async function expectNothingLeft(): Promise<void> {
  await until('the consumer has ended every stream', () => open === 0)
  const status = await consumer.node.control.status()
  expect(status).toMatchObject({ runningRequests: 0, admittedRequests: 0 })
}

const BEFORE_THE_PROMPT: [string, SovError['code'], Play][] = [
  [
    'accepts another order',
    'ERR_SOV_PROTOCOL',
    afterOrder((stream) => stream.send({ accept: { order: new Uint8Array(32) } })),
  ],
  [
    'answers before it accepts',
    'ERR_SOV_PROTOCOL',
    afterOrder((stream) => stream.send({ parts: { start: START, deltas: WORDS } })),
  ],
  ['sends an empty frame', 'ERR_SOV_PROTOCOL', afterOrder((stream) => stream.send({}))],
  ['says nothing', 'ERR_SOV_ACCEPT_TIMEOUT', () => Promise.resolve()],
  [
    'refuses with a code that nobody knows',
    'ERR_SOV_PEER_REFUSED',
    afterOrder((stream) => stream.send({ refuse: { code: FROM_THE_FUTURE as RefuseCode } })),
  ],
  ['sends noise', 'ERR_SOV_WIRE_FORMAT', afterOrder((stream) => stream.channel.send(Buffer.from('ffffffffff', 'hex')))],
  [
    'sends a frame over the cap',
    'ERR_SOV_WIRE_LIMIT',
    afterOrder((stream) => stream.channel.send(new Uint8Array(MAX_CONTROL_FRAME_BYTES + 1))),
  ],
  ['closes', 'ERR_SOV_PEER_DISCONNECTED', afterOrder((stream) => stream.channel.close())],
  [
    'resets',
    'ERR_SOV_PEER_DISCONNECTED',
    afterOrder((stream) => {
      stream.channel.abort(new Error('gone'))
      return Promise.resolve()
    }),
  ],
]

const BEFORE_THE_FIRST_TOKEN: [string, SovError['code'], Play][] = [
  ['never answers', 'ERR_SOV_FIRST_TOKEN_TIMEOUT', afterPrompt(() => Promise.resolve())],
  ['starts and never goes on', 'ERR_SOV_FIRST_TOKEN_TIMEOUT', parts({ start: START })],
  ['sends a delta before the start', 'ERR_SOV_PEER_MISBEHAVED', parts({ deltas: WORDS })],
  ['ends before the start', 'ERR_SOV_PEER_MISBEHAVED', parts({ end: { ...END, outputTokens: 0 } })],
  ['starts twice', 'ERR_SOV_PEER_MISBEHAVED', parts({ start: START }, { start: START })],
  [
    'counts more prompt tokens than were ordered',
    'ERR_SOV_PEER_MISBEHAVED',
    parts({ start: { promptTokens: 100_000 } }),
  ],
  [
    'counts more cached than prompt tokens',
    'ERR_SOV_PEER_MISBEHAVED',
    parts({ start: { promptTokens: 5, cachedTokens: 6 } }),
  ],
  [
    'sends more tokens in one delta than were ordered',
    'ERR_SOV_PEER_MISBEHAVED',
    parts({ start: START, deltas: [delta.encode({ tokenIds: Array.from({ length: 51 }, () => 1), text: 'x' })] }),
  ],
  [
    'sends more text than the tokens can be',
    'ERR_SOV_PEER_MISBEHAVED',
    parts({ start: START, deltas: [delta.encode({ tokenIds: [1], text: 'x'.repeat(100_000) })] }),
  ],
  ['sends a delta with nothing in it', 'ERR_SOV_PEER_MISBEHAVED', parts({ start: START, deltas: [delta.encode({})] })],
  ['sends a delta that is noise', 'ERR_SOV_WIRE_FORMAT', parts({ start: START, deltas: [Buffer.from('ffff', 'hex')] })],
  ['ends with a count that it did not send', 'ERR_SOV_PEER_MISBEHAVED', parts({ start: START, end: END })],
  [
    'sends a statement for an answer',
    'ERR_SOV_PROTOCOL',
    afterPrompt(({ stream }) => stream.send({ statement: new Uint8Array(10) })),
  ],
  [
    'accepts twice',
    'ERR_SOV_PROTOCOL',
    afterPrompt(({ stream, order }) => stream.send({ accept: { order: order.digest } })),
  ],
  [
    'sends parts over the cap',
    'ERR_SOV_WIRE_LIMIT',
    afterPrompt(({ stream }) => stream.channel.send(new Uint8Array(MAX_PARTS_FRAME_BYTES + 1))),
  ],
  ['closes after the prompt', 'ERR_SOV_PEER_DISCONNECTED', afterPrompt(({ stream }) => stream.channel.close())],
]

const IN_MID_ANSWER: [string, SovError['code'], Play][] = [
  [
    'closes without an end',
    'ERR_SOV_PEER_DISCONNECTED',
    afterPrompt(async ({ stream }) => {
      await stream.send({ parts: { start: START, deltas: WORDS } })
      await stream.channel.close()
    }),
  ],
  ['stalls', 'ERR_SOV_TOKEN_GAP_TIMEOUT', parts({ start: START, deltas: WORDS })],
  ['starts again', 'ERR_SOV_PEER_MISBEHAVED', parts({ start: START, deltas: WORDS }, { start: START })],
  [
    'ends with a wrong count',
    'ERR_SOV_PEER_MISBEHAVED',
    parts({ start: START, deltas: WORDS, end: { ...END, outputTokens: 4 } }),
  ],
  [
    'ends with more tokens than its text without ids has bytes',
    'ERR_SOV_PEER_MISBEHAVED',
    parts({ start: START, deltas: TEXTS, end: { ...END, outputTokens: TEXT_BYTES + 1 } }),
  ],
  [
    'ends with fewer tokens than it sent deltas without ids',
    'ERR_SOV_PEER_MISBEHAVED',
    parts({ start: START, deltas: TEXTS, end: { ...END, outputTokens: 2 } }),
  ],
  [
    'sends more tokens than were ordered',
    'ERR_SOV_PEER_MISBEHAVED',
    afterPrompt(async ({ stream }) => {
      await stream.send({ parts: { start: START } })
      await repeat(stream, { parts: { deltas: WORDS } })
    }),
  ],
  [
    'sends text without tokens for ever',
    'ERR_SOV_PEER_MISBEHAVED',
    afterPrompt(async ({ stream }) => {
      await stream.send({ parts: { start: START } })
      await repeat(stream, { parts: { deltas: [delta.encode({ text: 'x' })] } })
    }),
  ],
  [
    'sends a drop now and then for ever',
    'ERR_SOV_TOTAL_TIMEOUT',
    afterPrompt(async ({ stream }) => {
      await stream.send({ parts: { start: START } })
      await repeat(stream, { parts: { deltas: WORDS.slice(0, 1) } }, 200)
    }),
  ],
  [
    'sends empty frames for ever',
    'ERR_SOV_TOTAL_TIMEOUT',
    afterPrompt(async ({ stream }) => {
      await stream.send({ parts: { start: START, deltas: WORDS } })
      await repeat(stream, { parts: {} }, 50)
    }),
  ],
]

const UNSIGNED: [string, Play][] = [
  ['sends no statement', parts({ start: START, deltas: WORDS, end: END })],
  [
    'sends parts instead of a statement for ever',
    afterPrompt(async ({ stream }) => {
      await stream.send({ parts: { start: START, deltas: WORDS, end: END } })
      await repeat(stream, { parts: { deltas: WORDS, end: END } })
    }),
  ],
  [
    'sends an error instead of a statement',
    afterPrompt(async (accepted) => {
      await accepted.state()
      await accepted.stream.send({ error: { code: ErrorCode.ERROR_CODE_INTERNAL } })
    }),
  ],
  [
    'closes instead of stating',
    afterPrompt(async (accepted) => {
      await accepted.state()
      await accepted.stream.channel.close()
    }),
  ],
  [
    'sends noise for a statement',
    afterPrompt(async (accepted) => {
      await accepted.state()
      await accepted.stream.send({ statement: Buffer.from('noise') })
    }),
  ],
  ['has somebody else sign the statement', stating(() => ({}), testKey)],
  ['states another order', stating(() => ({ order: new Uint8Array(32) }))],
]

const DISPUTED: [string, Play][] = [
  ['more output tokens', stating(({ outputTokens }) => ({ outputTokens: outputTokens + 1 }))],
  ['more prompt tokens', stating(({ promptTokens }) => ({ promptTokens: promptTokens + 1 }))],
  ['a higher charge', stating(({ charge }) => ({ charge: charge + 1n }))],
  ['another output', stating(() => ({ outputCommitment: new Uint8Array(32) }))],
  ['another voucher', stating(() => ({ voucher: new Uint8Array(32) }))],
  ['another consumer', stating(() => ({ consumer: new Uint8Array(38) }))],
  ['tokens with ids as the word of its engine', stating(() => ({ isAttested: true }))],
  ['the word of its engine as tokens with ids', stating(() => ({ isAttested: false }), undefined, TEXT_ONLY)],
]

describe('a provider that does not keep to the protocol', () => {
  it.each([...BEFORE_THE_PROMPT, ...BEFORE_THE_FIRST_TOKEN])(
    'and %s gives %s, and signs the consumer to nothing',
    async (_, code, attack) => {
      const before = await signed()
      play = attack
      const { error, text, record } = await ask(hostile.peerId)
      expect(error?.code).toBe(code)
      expect(text).toBe('')
      expect(record).toMatchObject({ state: 'failed', errorCode: code })
      await expectNothingLeft()
      expect(await signed()).toEqual(before)
    },
  )

  it.each(IN_MID_ANSWER)('and %s in mid-answer gives %s, never a short answer', async (_, code, attack) => {
    const before = await signed()
    play = attack
    const { error, text, settlement } = await ask(hostile.peerId)
    expect(error?.code).toBe(code)
    expect(text).not.toBe('')
    expect(settlement).toBeUndefined()
    await expectNothingLeft()
    expect(await signed()).toEqual(before)
  })

  it('keeps what a peer says apart from our words, cut and without control characters', async () => {
    play = afterOrder((stream) =>
      stream.send({ error: { code: FROM_THE_FUTURE as ErrorCode, message: `\u001b[2J\u202e${'bad '.repeat(1_000)}` } }),
    )
    const { error } = await ask(hostile.peerId)
    expect(error).toMatchObject({ code: 'ERR_SOV_PEER_MISBEHAVED', message: 'the peer ended the stream with 99' })
    const { peerMessage } = error!.details as { peerMessage: string }
    expect(peerMessage).toMatch(/^\[2J bad bad [ -~]*$/)
    expect(Buffer.byteLength(peerMessage)).toBeLessThanOrEqual(MAX_PEER_TEXT_BYTES)
  })

  it.each(UNSIGNED)('and %s after a whole answer leaves it unsigned', async (_, attack) => {
    const before = await signed()
    play = attack
    const { error, text, settlement } = await ask(hostile.peerId)
    expect(error).toBeUndefined()
    expect(text).toBe('one two three')
    expect(settlement?.status).toBe('unsigned')
    await expectNothingLeft()
    expect(await signed()).toEqual(before)
  })

  it.each(DISPUTED)('and states %s is disputed and gets no credit', async (_, attack) => {
    const before = await signed()
    play = attack
    const { text, settlement } = await ask(hostile.peerId)
    expect(text).toBe('one two three')
    expect(settlement?.status).toBe('disputed')
    await expectNothingLeft()
    expect(await signed()).toEqual({ ...before, disputed: before.disputed + 1 })
  })

  it('is believed how many tokens its text is when it says that this is the word of its engine', async () => {
    const before = await signed()
    play = honest(TEXT_ONLY)
    const { text, settlement } = await ask(hostile.peerId)
    expect(text).toBe('one two three')
    expect(settlement?.status).toBe('settled')
    await expectNothingLeft()
    expect((await signed()).settled).toBe(before.settled + 1)
    const [receipt] = await consumer.node.control.receipts({ limit: 1 })
    expect(receipt).toMatchObject({ outputTokens: TEXT_ONLY.outputTokens, isAttested: true })
  })

  it('and says that it stored another countersign changes nothing in what both have signed', async () => {
    const before = await signed()
    play = afterPrompt(async (accepted) => {
      await accepted.stream.send({ statement: (await accepted.state()).bytes })
      await accepted.stream.next()
      await accepted.stream.send({ settled: { countersign: new Uint8Array(32) } })
    })
    expect((await ask(hostile.peerId)).settlement?.status).toBe('settled')
    await expectNothingLeft()
    expect((await signed()).settled).toBe(before.settled + 1)
  })

  it('and resets instead of confirming does no harm to a client that takes its time', async () => {
    let isOver = false
    play = afterPrompt(async (accepted) => {
      await accepted.stream.send({ statement: (await accepted.state()).bytes })
      await accepted.stream.next()
      accepted.stream.channel.abort(new Error('gone'))
      isOver = true
    })
    const request = dispatch(hostile.peerId)
    for await (const part of request.parts) {
      if (part.type !== 'end') continue
      // The answer is whole, and nobody has asked for what comes after its end.
      await until('the stream was reset', () => isOver)
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(part.settlement?.status).toBe('settled')
    }
    expect(request.record().state).toBe('done')
    await expectNothingLeft()
  })

  it('and ends twice is settled once', async () => {
    const before = await signed()
    play = afterPrompt(async (accepted) => {
      await accepted.stream.send({ parts: { start: START, deltas: WORDS, end: END } })
      await accepted.stream.send({ statement: (await accepted.state()).bytes })
      await accepted.stream.next()
    })
    expect((await ask(hostile.peerId)).settlement?.status).toBe('settled')
    await expectNothingLeft()
    expect((await signed()).settled).toBe(before.settled + 1)
  })

  it('is not blamed for a prompt that is longer than any peer takes, and never sees it', async () => {
    let wasAsked = false
    play = () => {
      wasAsked = true
      return Promise.resolve()
    }
    const { error } = await ask(hostile.peerId, 'x'.repeat(MAX_PROMPT_FRAME_BYTES))
    expect(error?.code).toBe('ERR_SOV_CONTEXT_OVERFLOW')
    expect(wasAsked).toBe(false)
  })

  it.each([...BEFORE_THE_PROMPT, ...BEFORE_THE_FIRST_TOKEN])('and %s (%s) is passed over', async (_, code, attack) => {
    // An honest answer makes the quick hostile node the first choice again, before the slow honest one.
    play = honest()
    expect((await ask(hostile.peerId)).settlement?.status).toBe('settled')
    play = attack
    const { text, record } = await ask()
    expect(text).not.toBe('')
    expect(record.attempts).toMatchObject([
      { peer: hostile.peerId, outcome: 'failed', errorCode: code },
      { outcome: 'served', jurisdiction: 'DE' },
    ])
    await expectNothingLeft()
  })
})
