import { beforeEach, describe, expect, it } from 'vitest'
import { MEASUREMENT_HALF_LIFE_MS, PROBE_INTERVAL } from '../../../src/limits.js'
import { parsePolicy } from '../../../src/policy/index.js'
import { model, peerRecord, says, ScriptedMesh, type Answer } from './scripted-mesh.js'

type ChatRequest = NonNullable<Parameters<ScriptedMesh['dispatch']>[0]>

const SCAFFOLD = 'You may call these tools. '.repeat(400)
const POLICY = parsePolicy(JSON.stringify({ version: 1, rules: [{ require: {} }], default: 'deny' }))

async function read(parts: AsyncIterable<unknown>): Promise<void> {
  const iterator = parts[Symbol.asyncIterator]()
  while ((await iterator.next()).done !== true);
}

/** A conversation that begins with a long text. */
function conversation(...turns: readonly string[]): Pick<ChatRequest, 'messages'> {
  const spoken = turns.map((content, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content }) as const)
  return { messages: [{ role: 'system', content: SCAFFOLD }, ...spoken] }
}

describe('choosing among nodes that may and can answer', () => {
  let mesh: ScriptedMesh

  beforeEach(() => {
    mesh = new ScriptedMesh()
    mesh.peers = ['A', 'B', 'C'].map((peer) => peerRecord(peer))
  })

  /** Who answers a request, which then is over. */
  async function asked(options: Partial<ChatRequest>): Promise<string> {
    const request = mesh.dispatch(options)
    for await (const part of request.parts) if (part.type === 'start') mesh.clock.advance(100)
    const { decision, attempts } = request.record()
    expect(attempts.map(({ peer }) => peer)).toEqual([decision.chosen])
    return mesh.asked.at(-1)!
  }

  /** What one request and its client, which reads its first token only, left in the explanation of the next one. */
  async function readOfNext(first: Partial<ChatRequest>, next: Partial<ChatRequest>): Promise<readonly number[]> {
    await mesh.dispatch(first).parts[Symbol.asyncIterator]().next()
    const request = mesh.dispatch(next)
    await request.parts[Symbol.asyncIterator]().next()
    return request.record().decision.candidates.map(({ readPromptBytes }) => readPromptBytes)
  }

  /** Who is asked while everything asked before still runs; each node takes its time to read a prompt. */
  async function begun(options: Partial<ChatRequest>): Promise<string> {
    const slow: Answer = async function* (signal, request) {
      mesh.clock.advance(3_000)
      yield* says('Hello')(signal, request)
    }
    for (const { peer } of mesh.peers) mesh.answers.set(peer, slow)
    await mesh.dispatch(options).parts[Symbol.asyncIterator]().next()
    return mesh.asked.at(-1)!
  }

  it('goes on where the conversation was read, although others are somewhat nearer', async () => {
    const first = await asked(conversation('Hello'))
    mesh.peers = mesh.peers.map((record) => ({ ...record, rttMs: record.peer === first ? 60 : 10 }))
    expect(await asked(conversation('Hello', 'Hi!', 'And?'))).toBe(first)
    expect(await asked(conversation('Something else'))).toBe(first)
  })

  it('shows in the explanation how much of the prompt each node has read', async () => {
    const first = await asked(conversation('Hello'))
    const request = mesh.dispatch(conversation('Hello', 'Hi!', 'And?'))
    await read(request.parts)
    const having = request.record().decision.candidates.filter(({ readPromptBytes }) => readPromptBytes > 0)
    expect(having.map(({ peer, readPromptBytes }) => [peer, readPromptBytes])).toEqual([
      [first, SCAFFOLD.length + 'Hello'.length],
    ])
  })

  it('sends those that come at the same time to one node, until others are sooner done with all of it', async () => {
    const peers: string[] = []
    for (let request = 0; request < 24; request++) peers.push(await begun(conversation(`Hello ${String(request)}`)))
    expect(new Set(peers.slice(0, 3)).size).toBe(1)
    expect(new Set(peers)).toEqual(new Set(['A', 'B', 'C']))
  })

  it('gives each of equal nodes its share of a burst of short prompts', async () => {
    mesh.peers = mesh.peers.slice(0, 2)
    const peers: string[] = []
    const messages = [{ role: 'user', content: 'Hello' }] as const
    for (let request = 0; request < 37; request++) peers.push(await begun({ messages }))
    expect(peers.filter((peer) => peer === 'A').length).toBeGreaterThanOrEqual(18)
    expect(peers.filter((peer) => peer === 'B').length).toBeGreaterThanOrEqual(18)
  })

  it('lets no prompt of another key show in where it goes', async () => {
    const key = (id: string): Pick<ChatRequest, 'key'> => ({ key: { id, policy: POLICY } })
    const [one, two] = [key('one'), key('two')].map((by) => ({ ...conversation('Hello'), ...by }))
    expect(Math.max(...(await readOfNext(one!, one!)))).toBe(SCAFFOLD.length + 'Hello'.length)
    expect(await readOfNext(one!, two!)).toEqual([0, 0, 0, 0])
  })

  it('knows that a node which began anew has read nothing', async () => {
    await asked(conversation('Hello'))
    mesh.peers = mesh.peers.map((record) => {
      const member = { ...record.member, bootNonce: new Uint8Array(16) }
      return { ...record, member }
    })
    const request = mesh.dispatch(conversation('Hello'))
    await read(request.parts)
    expect(request.record().decision.candidates.map(({ readPromptBytes }) => readPromptBytes)).toEqual([0, 0, 0, 0])
  })

  it('sends prompts that nobody has read the same way whoever sends them', async () => {
    const other = new ScriptedMesh()
    other.peers = mesh.peers.toReversed()
    for (const topic of ['Rome', 'Athens', 'Kyoto', 'Cusco', 'Petra']) {
      const messages = [{ role: 'system', content: topic.repeat(2_000) }] as const
      const [here, there] = [mesh, other].map((each) => each.dispatch({ messages }))
      for (const { parts } of [here!, there!]) await read(parts)
      expect(mesh.asked.at(-1)).toBe(other.asked.at(-1))
      expect(here!.record().decision.chosen).toBe(there!.record().decision.chosen)
    }
  })

  it('now and then asks one that little is known of, although another is known to be fast', async () => {
    const peers: string[] = []
    for (let request = 0; request < 2 * PROBE_INTERVAL; request++) peers.push(await asked({}))
    const [usual] = peers
    expect(peers.filter((peer) => peer !== usual)).toHaveLength(2)
    expect(new Set(peers)).toEqual(new Set(['A', 'B', 'C']))
    mesh.clock.advance(3 * MEASUREMENT_HALF_LIFE_MS)
    for (let request = 0; request < 2 * PROBE_INTERVAL; request++) peers.push(await asked({}))
    expect(peers.filter((peer) => peer !== usual)).toHaveLength(4)
  })

  it('probes nobody that the caller does not prefer, nobody that fails, and nobody that is full', async () => {
    for (let request = 0; request < PROBE_INTERVAL - 1; request++) await asked({})
    const [usual] = mesh.asked
    mesh.peers = mesh.peers.map((record) =>
      record.peer === usual ? record : { ...record, models: [{ ...model('tiny'), busyWithOthers: 4 }] },
    )
    expect(await asked({})).toBe(usual)
    mesh.peers = mesh.peers.map(({ peer }) => peerRecord(peer))
    for (let request = 0; request < PROBE_INTERVAL - 1; request++) await asked({})
    expect(await asked({ requests: [{ tier: 'any', order: [usual!] }] })).toBe(usual)
  })
})
