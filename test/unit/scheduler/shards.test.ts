import { beforeEach, describe, expect, it } from 'vitest'
import type { EndPart, GeneratePart, GenerateRequest } from '../../../src/engine/index.js'
import { createFakeEngine } from '../../../src/engine/fake/index.js'
import { SovError } from '../../../src/errors.js'
import type { ShardedRequest } from '../../../src/scheduler/index.js'
import { GREEDY } from '../../compliance/engine.js'
import { until } from '../../helpers/until.js'
import { fails, model, peerRecord, ScriptedMesh, type Answer as Answering } from './scripted-mesh.js'

const LOST = new SovError('ERR_SOV_PEER_DISCONNECTED', 'told to fail')
const BUSY = new SovError('ERR_SOV_BUSY', 'told to be busy', { retryAfterMs: 100 })
const WORDS = 8

describe('a request of several answers', () => {
  let mesh: ScriptedMesh
  /** What each node was asked for, in order. */
  let requests: (readonly [peer: string, request: GenerateRequest])[]
  let controller: AbortController

  beforeEach(() => {
    mesh = new ScriptedMesh()
    requests = []
    controller = new AbortController()
  })

  function node(peer: string, slots: number, answer = takes(0)): void {
    mesh.peers = [...mesh.peers, peerRecord(peer, { rttMs: 5, models: [model('tiny', { slots })] })]
    mesh.answers.set(peer, (signal, request) => {
      requests.push([peer, request])
      return answer(signal, request)
    })
  }

  /** An engine that makes a token each so many milliseconds; all engines say the same. */
  function takes(outputMsPerToken: number, slots = 100): Answering {
    const timed = createFakeEngine({
      clock: mesh.clock,
      models: ['tiny'],
      outputTokens: WORDS,
      outputMsPerToken,
      slots,
    })
    return (signal, request) => timed.generate({ ...request, model: timed.models()[0]!.digest }, { signal })
  }

  function dispatch(items: number, options: { isStream?: boolean; allowFallbacks?: boolean } = {}): ShardedRequest {
    const { isStream = false, allowFallbacks = true } = options
    return mesh.scheduler.dispatchAll(
      {
        model: 'tiny',
        items: Array.from({ length: items }, (_, index) => ({ prompt: `text ${String(index)}`, sampling: GREEDY })),
        isStream,
        requests: [{ tier: 'any' }],
        allowFallbacks,
      },
      { signal: controller.signal },
    )
  }

  interface Answers {
    readonly texts: readonly string[]
    readonly ends: readonly EndPart[]
    readonly order: readonly number[]
  }

  async function read({ parts }: ShardedRequest): Promise<Answers> {
    const texts: string[] = []
    const ends: EndPart[] = []
    const order: number[] = []
    for await (const { shard, part } of parts) {
      if (part.type === 'delta') texts[shard] = (texts[shard] ?? '') + part.text
      if (part.type === 'delta') order.push(shard)
      if (part.type === 'end') ends[shard] = part
    }
    return { texts, ends, order }
  }

  /** Moves the clock until the work is done. */
  async function timed<T>(work: Promise<T>, stepMs = 10): Promise<T> {
    const done = new AbortController()
    const settled = work.finally(() => done.abort())
    settled.catch(() => undefined)
    while (!done.signal.aborted) {
      await new Promise((resolve) => setImmediate(resolve))
      mesh.clock.advance(stepMs)
    }
    return settled
  }

  async function expectedTexts(items: number): Promise<readonly string[]> {
    const whole = createFakeEngine({ clock: mesh.clock, models: ['tiny'], outputTokens: WORDS })
    const texts: string[] = []
    for (let index = 0; index < items; index++) {
      const request = {
        model: whole.models()[0]!.digest,
        prompt: `text ${String(index)}`,
        sampling: GREEDY,
        tenant: 'x',
      }
      let text = ''
      for await (const part of whole.generate(request, { signal: controller.signal })) {
        if (part.type === 'delta') text += part.text
      }
      texts.push(text)
    }
    return texts
  }

  const askedOf = (peer: string): number => requests.filter(([asked]) => asked === peer).length

  it('has each answer once, in its place, from orders of its own under one root', async () => {
    node('A', 2)
    node('B', 2)
    const request = dispatch(20)
    const { texts, ends } = await timed(read(request))
    expect(texts).toEqual(await expectedTexts(20))
    expect(requests).toHaveLength(20)
    expect(mesh.contexts.map(({ shardIndex }) => shardIndex).sort((a, b) => a - b)).toEqual([...Array(20).keys()])
    for (const { rootOrderId, shardCount, continuation } of mesh.contexts) {
      expect({ id: `req_${Buffer.from(rootOrderId).toString('hex')}`, shardCount, continuation }).toEqual({
        id: request.id,
        shardCount: 20,
        continuation: 0,
      })
    }
    const record = request.record()
    expect(record.state).toBe('done')
    expect(record.attempts.map(({ shard }) => shard).toSorted((a, b) => a - b)).toEqual([...Array(20).keys()])
    expect(record.usage?.outputTokens).toBe(ends.reduce((sum, { usage }) => sum + usage.outputTokens, 0))
    expect(mesh.scheduler.running()).toBe(0)
  })

  it('never has more under way than there are free slots, and two', async () => {
    let running = 0
    let most = 0
    const counted: Answering = async function* (signal, request) {
      most = Math.max(most, ++running)
      try {
        yield* takes(1)(signal, request)
      } finally {
        running -= 1
      }
    }
    node('A', 3, counted)
    node('B', 2, counted)
    await timed(read(dispatch(30)))
    expect(most).toBe(7)
  })

  it('gives a node that is four times slower about a fifth of the work', async () => {
    node('Fast', 1, takes(10, 1))
    node('Slow', 1, takes(40, 1))
    const { texts } = await timed(read(dispatch(50)))
    expect(texts).toEqual(await expectedTexts(50))
    expect(askedOf('Slow')).toBeGreaterThanOrEqual(5)
    expect(askedOf('Slow')).toBeLessThanOrEqual(15)
  })

  describe('over four nodes, one of them four times slower', () => {
    const SPEEDS = [100, 100, 100, 25]
    /** Of the time that the nodes need when none is ever idle. */
    const efficiency = (tookMs: number, items: number): number =>
      (items * WORDS) / SPEEDS.reduce((sum, speed) => sum + speed, 0) / (tookMs / 1_000)

    beforeEach(() => {
      for (const [index, speed] of SPEEDS.entries()) node(`Peer${String(index)}`, 2, takes(1_000 / (speed / 2), 2))
    })

    it('takes at most a tenth longer than if no node was ever idle', async () => {
      const begunMs = mesh.clock.monotonicMs()
      const { texts } = await timed(read(dispatch(200)))
      expect(texts).toEqual(await expectedTexts(200))
      expect(efficiency(mesh.clock.monotonicMs() - begunMs, 200)).toBeGreaterThan(0.9)
    })

    it('takes no longer as requests of their own that say that more wait', async () => {
      const ITEMS = 400
      let next = 0
      const worker = async (): Promise<void> => {
        while (next < ITEMS) {
          next += 1
          const request = mesh.dispatch({ isOneOfMany: true, sampling: GREEDY })
          for await (const part of request.parts) expect(part.type).not.toBe('vector')
        }
      }
      const begunMs = mesh.clock.monotonicMs()
      await timed(Promise.all(Array.from({ length: 10 }, worker)))
      expect(requests).toHaveLength(ITEMS)
      expect(efficiency(mesh.clock.monotonicMs() - begunMs, ITEMS)).toBeGreaterThan(0.9)
    })
  })

  it('lets another node finish what a slow one has not, from its tokens, and cancels the slow one', async () => {
    node('Fast', 1, takes(10, 1))
    node('Slow', 1, takes(1_000, 1))
    const request = dispatch(6)
    const { texts, ends } = await timed(read(request))
    expect(texts).toEqual(await expectedTexts(6))
    expect(ends.every(({ usage }) => usage.outputTokens === WORDS)).toBe(true)
    const late = request.record().attempts.filter(({ peer }) => peer === 'Slow')
    expect(late.length).toBeGreaterThan(0)
    for (const { shard, outcome } of late) {
      expect(outcome).toBe('cancelled')
      const both = request.record().attempts.filter((attempt) => attempt.shard === shard)
      expect(both.map(({ peer }) => peer)).toEqual(['Slow', 'Fast'])
      expect(
        mesh.contexts.filter(({ shardIndex }) => shardIndex === shard).map(({ continuation }) => continuation),
      ).toEqual([0, 1])
    }
    const begun = requests.filter(([, { answerTokenIds }]) => (answerTokenIds ?? []).length > 0)
    expect(begun.map(([peer]) => peer)).toEqual(late.flatMap(({ outputTokens }) => (outputTokens > 0 ? ['Fast'] : [])))
  })

  it('asks nobody a second time where fallbacks are not allowed', async () => {
    node('Fast', 1, takes(10, 1))
    node('Slow', 1, takes(200, 1))
    const request = dispatch(6, { allowFallbacks: false })
    await timed(read(request))
    expect(request.record().attempts.map(({ outcome }) => outcome)).toEqual(Array(6).fill('served'))
  })

  it('streams what is made as it is made, all answers at once', async () => {
    node('A', 4, takes(10))
    const { texts, order } = await timed(read(dispatch(3, { isStream: true })))
    expect(texts).toEqual(await expectedTexts(3))
    expect(order.slice(0, 6)).toEqual([0, 1, 2, 0, 1, 2])
  })

  it('repeats nothing that the client has begun to see', async () => {
    node('Fast', 1, takes(10, 1))
    node('Slow', 1, takes(1_000, 1))
    const { texts } = await timed(read(dispatch(6, { isStream: true })), 50)
    expect(texts).toEqual(await expectedTexts(6))
  })

  it('goes on where a node fails', async () => {
    node('A', 2, fails(LOST))
    node('B', 2)
    const { texts } = await timed(read(dispatch(10)))
    expect(texts).toEqual(await expectedTexts(10))
  })

  it('fails with the error of the part that nobody can answer, and cancels the others', async () => {
    const aborted: string[] = []
    node('A', 4, async function* (signal, request): AsyncGenerator<GeneratePart> {
      if (request.prompt === 'text 2') throw new SovError('ERR_SOV_BAD_REQUEST', 'told to fail')
      signal.addEventListener('abort', () => aborted.push(request.prompt ?? ''))
      yield* takes(1_000)(signal, request)
    })
    const request = dispatch(4)
    await expect(timed(read(request))).rejects.toMatchObject({ code: 'ERR_SOV_BAD_REQUEST' })
    expect(aborted.sort()).toEqual(['text 0', 'text 1', 'text 3'])
    expect(request.record()).toMatchObject({ state: 'failed', errorCode: 'ERR_SOV_BAD_REQUEST' })
    expect(mesh.scheduler.running()).toBe(0)
  })

  it('waits with a part for which every node is busy while it works on others', async () => {
    let running = 0
    node('A', 4, async function* (signal, request) {
      if (running >= 2) throw BUSY
      running += 1
      try {
        yield* takes(10)(signal, request)
      } finally {
        running -= 1
      }
    })
    const { texts } = await timed(read(dispatch(12)))
    expect(texts).toEqual(await expectedTexts(12))
  })

  it('is busy when nothing of it can begin', async () => {
    node('A', 4, fails(BUSY))
    await expect(timed(read(dispatch(12)))).rejects.toMatchObject({ code: 'ERR_SOV_BUSY' })
  })

  it('ends all its work when the reader leaves, or the client cancels', async () => {
    node('A', 4, takes(1_000))
    const left = dispatch(4, { isStream: true })
    const reading = (async () => {
      for await (const { part } of left.parts) if (part.type === 'delta') break
    })()
    await timed(reading, 100)
    expect(left.record().state).toBe('cancelled')
    expect(left.record().attempts.map(({ outcome }) => outcome)).toEqual(Array(4).fill('cancelled'))

    const cancelled = dispatch(4)
    const rejected = expect(read(cancelled)).rejects.toThrow('enough')
    await until('all are under way', () => requests.length === 8)
    controller.abort(new Error('enough'))
    await rejected
    expect(cancelled.record().state).toBe('cancelled')
    expect(mesh.scheduler.running()).toBe(0)
  })

  it('finds nodes that come later', async () => {
    node('A', 1, takes(100))
    const reading = read(dispatch(12))
    await until('the first are under way', () => requests.length === 3)
    node('B', 8, takes(100))
    await timed(reading)
    expect(askedOf('B')).toBeGreaterThan(6)
  })
})
