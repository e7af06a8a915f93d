import { stat } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock, type Clock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import { createLlamaEngine } from '../../src/engine/llama/index.js'
import { SovError } from '../../src/errors.js'
import { GREEDY } from '../compliance/engine.js'
import { ManualClock } from '../helpers/manual-clock.js'
import { MemberNodes, mutual } from '../helpers/member-node.js'
import { TestMesh } from '../helpers/mesh.js'
import { until } from '../helpers/until.js'

// `npm run leaks` plays the figures in full, the suite a part of them.
const SCALE = process.env['SOV_TEST_SCALE'] === 'full' ? 1 : 0.02
const CANCELLED = 10_000 * SCALE
const RECONNECTS = 300 * SCALE
const RESTARTS = 50 * SCALE
/** Before the base line is taken: what is loaded and compiled once. */
const WARM_UP = 50
/** What a heap moves by itself; 10,000 leaks of a kilobyte are more. */
const HEAP_SLACK_BYTES = 8 * 1024 * 1024
/** A reset while the stream is opened, one after the order was sent, and more streams in a second than a member may open. */
const NO_STREAM = ['ERR_SOV_DIAL', 'ERR_SOV_PEER_DISCONNECTED', 'ERR_SOV_RATE_LIMITED'] as const
const MODEL = 'models/sov-demo-q8_0.gguf'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function heapBytes(): number {
  collect()
  return process.memoryUsage().heapUsed
}

/** What keeps a process alive, by kind; timers of the test itself are not counted. */
function handles(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) {
    if (!/TCP|Process|Pipe/.test(kind)) continue
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

async function backAt(base: Readonly<Record<string, number>>): Promise<void> {
  await until('what was opened is closed', () =>
    Object.entries(handles()).every(([kind, count]) => count <= (base[kind] ?? 0)),
  )
}

describe('nothing is left', () => {
  const stops: (() => Promise<void>)[] = []

  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop()
  })

  it(`of ${String(CANCELLED)} cancelled streams`, { timeout: 600_000 }, async () => {
    const outside = handles()
    const mesh = new TestMesh()
    stops.push(() => mesh.stop())
    const engine = createFakeEngine({ clock: systemClock, outputTokens: 1_000, outputMsPerToken: 1 })
    const [asking, serving] = await mesh.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'Serving', jurisdiction: 'DE', engines: [engine] },
    ])
    const remote = asking!.node.remote(serving!.peerId)
    const model = remote.models()[0]!.digest
    const cancel = async (): Promise<void> => {
      const client = new AbortController()
      const request = { model, messages: [{ role: 'user', content: 'Stop.' }], sampling: GREEDY, tenant: 't' } as const
      for await (const part of remote.generate(request, { signal: client.signal })) {
        if (part.type === 'delta') break
      }
      await until('the provider is free', () => engine.running === 0)
    }
    // Settlements go on in the background and hold streams: at times there is none to be had.
    const cancelOnce = (): Promise<void> =>
      until('there is a stream', () =>
        cancel().then(
          () => true,
          (error: unknown) => {
            if (NO_STREAM.some((code) => SovError.isInstance(error, code))) return false
            throw error
          },
        ),
      )
    const isIdle = async (): Promise<boolean> => (await serving!.node.control.status()).admittedRequests === 0
    for (let stream = 0; stream < WARM_UP; stream++) await cancelOnce()
    await until('all is settled', isIdle)
    const base = { handles: handles(), heap: heapBytes() }
    for (let stream = 0; stream < CANCELLED; stream++) await cancelOnce()
    await until('all is settled', isIdle)
    await backAt(base.handles)
    const grownBytes = heapBytes() - base.heap
    console.log(`heap after ${String(CANCELLED)} cancelled streams: ${(grownBytes / 2 ** 20).toFixed(1)} MiB more`)
    expect(grownBytes).toBeLessThan(HEAP_SLACK_BYTES)
    await mesh.stop()
    await backAt(outside)
  })

  it(`of ${String(RECONNECTS)} reconnects`, { timeout: 600_000 }, async () => {
    const outside = handles()
    const nodes = new MemberNodes()
    stops.push(() => nodes.stop())
    // hellos are limited by the minute
    const clock = new ManualClock(Date.now())
    const issuer = await nodes.startIssuer({ clock })
    const member = await nodes.startMember(issuer, { clock })
    const address = issuer.network.addresses()[0]!
    const reconnect = async (): Promise<void> => {
      await member.network.disconnect(issuer.key.peerId)
      await until('both are alone', () => member.network.connected().length + issuer.network.connected().length === 0)
      clock.advance(5_000)
      await member.network.dial(address)
      await mutual(member, issuer)
    }
    await reconnect()
    const base = { handles: handles(), heap: heapBytes() }
    for (let count = 0; count < RECONNECTS; count++) await reconnect()
    await backAt(base.handles)
    const grownBytes = heapBytes() - base.heap
    console.log(`heap after ${String(RECONNECTS)} reconnects: ${(grownBytes / 2 ** 20).toFixed(1)} MiB more`)
    expect(grownBytes).toBeLessThan(HEAP_SLACK_BYTES)
    await nodes.stop()
    await backAt(outside)
  })

  it(`of ${String(RESTARTS)} engine restarts`, { timeout: 600_000 }, async () => {
    const outside = handles()
    // one that crashes again and again is started more and more slowly
    const hasty: Clock = { ...systemClock, setTimer: (callback) => systemClock.setTimer(callback, 100) }
    const { size: sizeBytes, mtimeMs: modifiedMs } = await stat(MODEL)
    const engine = await createLlamaEngine({
      file: { path: MODEL, sha256: new Uint8Array(32), sizeBytes, modifiedMs },
      name: 'demo',
      clock: hasty,
      options: { gpu: 'cpu', threads: 1, slots: 1, contextTokens: 128 },
    })
    stops.push(() => engine.close())
    const base = { handles: handles(), heap: heapBytes() }
    for (let count = 0; count < RESTARTS; count++) {
      const before = engine.pid
      if (before !== undefined) process.kill(before, 'SIGKILL')
      await until(
        'the engine is back',
        () => engine.pid !== undefined && engine.pid !== before && engine.models().length > 0,
      )
    }
    await backAt(base.handles)
    expect(heapBytes() - base.heap).toBeLessThan(HEAP_SLACK_BYTES)
    await engine.close()
    await backAt(outside)
  })
})
