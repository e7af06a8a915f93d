/**
 * What does a node do at its limits: refuse who finds no room, and carry many streams at once?
 *
 * Hypothesis: a refusal is one look at a counter, and over one hop an order and its answer, so that it comes within
 * milliseconds. Hundreds of open streams cost the event loop a turn for each token and each reader, so that a first token
 * waits for some of the others; a proxy without orders, policies and receipts adds less.
 */
import { DEMO_MODEL_PATH } from '../node/package-info.js'
import { systemClock } from '../src/clock.js'
import { createFakeEngine } from '../src/engine/fake/index.js'
import { MAX_INFER_STREAMS_PER_PEER } from '../src/limits.js'
import type { Path } from './harness/answer.js'
import type { Bench } from './harness/bench.js'
import { enginePath } from './harness/engine-path.js'
import { httpPath, type HttpPathInit } from './harness/http-path.js'
import { startMesh, type Mesh } from './harness/mesh.js'
import { isNginxInstalled, startNginx } from './harness/nginx.js'
import { OPEN, openStreams, openStreamsTable, PACED, type OpenStreams } from './harness/open-streams.js'
import { Prompts } from './harness/prompts.js'
import { measureRefusals, NEVER_DONE, refusalTable } from './harness/refusals.js'

/** Most that a refusal should take; reported, not enforced. */
const AIM_MS = 60
const REFUSALS_PER_ROUND = 20
/** A round opens every number of streams on every path, and lasts a minute. */
const ROUNDS_PER_OPENING = 4
const SERVERS = 4
/** A node opens no more streams to each. */
const MOST_OVER_PEERS = SERVERS * MAX_INFER_STREAMS_PER_PEER
const NO_NGINX = 'nginx is left out: it is not installed'

export const saturation: Bench = {
  question: 'What does a node do at its limits?',
  async measure({ rounds, signal, progress, folder, spawn, afterwards }) {
    progress(`starting ${String(1 + SERVERS)} nodes`)
    const nodes = { provider: spawn('node-worker.js'), consumer: spawn('node-worker.js') }
    const workers = Array.from({ length: SERVERS - 1 }, () => spawn('node-worker.js'))
    const further = { workers, fakes: [PACED] }
    const mesh = await startMesh(nodes, folder, DEMO_MODEL_PATH, { fakes: [NEVER_DONE, PACED], further })
    const prompts = new Prompts()

    progress('refusals')
    const refusals = await measureRefusals(mesh, { count: rounds * REFUSALS_PER_ROUND, prompts, signal })

    progress(`starting ${String(SERVERS)} plain servers`)
    const ports: number[] = []
    for (let server = 0; server < SERVERS; server++) ports.push(await spawn('openai-worker.js').call<number>(PACED))
    const hasNginx = isNginxInstalled()
    const proxy = hasNginx ? await startNginx(ports, folder) : undefined
    if (proxy !== undefined) afterwards(() => proxy.stop())
    const opened: (readonly OpenStreams[])[] = []
    for (let round = 0; round < Math.ceil(rounds / ROUNDS_PER_OPENING); round++) {
      const streams: OpenStreams[] = []
      for (const open of OPEN) {
        for (const path of streamPaths(open, mesh, ports, proxy?.api)) {
          progress(`${String(open)} streams, ${path.name}`)
          streams.push(await openStreams(path, open, prompts, signal).finally(() => path.close()))
        }
      }
      opened.push(streams)
    }
    return {
      sections: [
        refusalTable(refusals, AIM_MS),
        openStreamsTable(opened),
        `over ${String(SERVERS)} others a node has at most ${String(MOST_OVER_PEERS)} streams open, ${String(MAX_INFER_STREAMS_PER_PEER)} to each`,
        ...(hasNginx ? [] : [NO_NGINX]),
      ],
      data: {
        settings: { rounds, aimMs: AIM_MS, neverDone: NEVER_DONE, paced: PACED, servers: SERVERS, hasNginx },
        units: { ms: 'ms', firstTokenMs: 'ms' },
        refusals,
        openStreams: opened,
      },
    }
  },
}

interface StreamPath extends Path {
  close(): Promise<void>
}

/** The bare engine first. */
function streamPaths(
  open: number,
  { provider, consumer }: Mesh,
  ports: readonly number[],
  proxy: string | undefined,
): readonly StreamPath[] {
  const { model, outputTokens, ...pace } = PACED
  const bare = createFakeEngine({ clock: systemClock, models: [model], outputTokens, ...pace })
  const asked: Pick<HttpPathInit, 'model' | 'outputTokens' | 'connections'> = { model, outputTokens, connections: open }
  const [port] = ports
  return [
    { ...enginePath('bare engine', bare, outputTokens), close: () => Promise.resolve() },
    httpPath({ ...asked, name: 'plain HTTP server', api: `http://127.0.0.1:${String(port)}` }),
    httpPath({ ...asked, name: 'one node', api: provider, tier: 'local' }),
    ...(open > MOST_OVER_PEERS
      ? []
      : [httpPath({ ...asked, name: `one node, over ${String(SERVERS)} others`, api: consumer, tier: 'mesh' })]),
    ...(proxy === undefined
      ? []
      : [httpPath({ ...asked, name: `nginx least_conn, ${String(ports.length)} plain servers`, api: proxy })]),
  ]
}
