/**
 * What does each step on the way of a request cost?
 *
 * Hypothesis: on one machine the local API adds about a millisecond before the first token, one libp2p hop a few more
 * (order, accept and prompt are two round trips with signatures), and the receipt delays the end of the stream by two
 * synced writes; between tokens both cost far less than a token of even a tiny model, so that tokens per second stay
 * close to the bare loop.
 */
import { DEMO_MODEL_PATH } from '../node/package-info.js'
import { systemClock } from '../src/clock.js'
import { createFakeEngine } from '../src/engine/fake/index.js'
import { alternate } from './harness/alternate.js'
import { CONTEXT_TOKENS, OUTPUT_TOKENS, STREAMS, type Path, type Run } from './harness/answer.js'
import { barePath } from './harness/bare-path.js'
import type { Bench } from './harness/bench.js'
import { enginePath, loadEngine } from './harness/engine-path.js'
import { httpPath } from './harness/http-path.js'
import { FAKE_MODEL, startMesh } from './harness/mesh.js'
import { Prompts } from './harness/prompts.js'
import { delays, speeds, type Series } from './harness/series.js'

const BARE = 'bare evaluate()'
const DIRECT = 'direct engine'
const LOCAL = 'local API'
const HOP = 'one libp2p hop'
/** A compiler needs hundreds of requests to settle, a model needs one. */
const FAKE_WARM_UP = 60
const MODEL_WARM_UP = 3
/** Single requests per burst: they take a fraction of the time and spread more. */
const FAKE_REQUESTS_PER_ROUND = 6
const MODEL_REQUESTS_PER_ROUND = 2

export const path: Bench = {
  question: 'What does each step on the way of a request cost?',
  async measure({ rounds, signal, progress, folder, spawn, afterwards }) {
    progress('starting two nodes and two engines')
    const nodes = { provider: spawn('node-worker.js'), consumer: spawn('node-worker.js') }
    const mesh = await startMesh(nodes, folder, DEMO_MODEL_PATH)
    const bare = await barePath(BARE, spawn('bare-worker.js'), DEMO_MODEL_PATH)
    const engine = await loadEngine(DEMO_MODEL_PATH)
    afterwards(() => engine.close())
    const fake = createFakeEngine({ clock: systemClock, slots: STREAMS, outputTokens: OUTPUT_TOKENS })
    const overNodes = (model: string, outputTokens: number): Path[] =>
      [
        httpPath({ name: LOCAL, api: mesh.provider, model, tier: 'local', outputTokens }),
        httpPath({ name: HOP, api: mesh.consumer, model, tier: 'mesh', outputTokens }),
      ].map((path) => {
        afterwards(() => path.close())
        return path
      })
    const fakePaths = (outputTokens: number): Path[] => [
      enginePath(DIRECT, fake, outputTokens),
      ...overNodes(FAKE_MODEL, outputTokens),
    ]
    const modelPaths = [bare, enginePath(DIRECT, engine, OUTPUT_TOKENS), ...overNodes(mesh.model, OUTPUT_TOKENS)]
    const questions = new Prompts()

    progress('fake engine, one stream')
    const short = fakePaths(1)
    const fakeRuns = await alternate({
      paths: [...short, ...fakePaths(OUTPUT_TOKENS)],
      rounds: rounds * FAKE_REQUESTS_PER_ROUND,
      warmUp: FAKE_WARM_UP,
      prompts: () => questions.one(),
      signal,
    })
    const fakeSingles = short.map(
      ({ name }, index): Series => ({ path: name, short: fakeRuns[index]!, whole: fakeRuns[short.length + index]! }),
    )
    progress(`${mesh.model}, one stream`)
    const modelSingles = seriesOf(
      modelPaths,
      await alternate({
        paths: modelPaths,
        rounds: rounds * MODEL_REQUESTS_PER_ROUND,
        warmUp: MODEL_WARM_UP,
        prompts: () => questions.one(),
        signal,
      }),
    )
    progress(`${mesh.model}, ${String(STREAMS)} streams`)
    const modelBursts = seriesOf(
      modelPaths,
      await alternate({
        paths: modelPaths,
        rounds,
        warmUp: MODEL_WARM_UP,
        prompts: () => questions.forAllStreams(),
        signal,
      }),
    )
    const model = `${mesh.model}, ${engine.name}, ${String(engine.threads)} thread`

    return {
      sections: [
        [
          `${model}; greedy, ${String(OUTPUT_TOKENS)} output tokens, new prompts, the same for every path; paths alternate`,
          'added: difference to the direct engine in the same round; of bare: ratio to bare evaluate() in the same round',
        ].join('\n'),
        delays('Fake engine at zero delay, one stream (first token: answers of one token)', DIRECT, fakeSingles),
        delays(`${model}, one stream`, DIRECT, modelSingles),
        speeds(`${model}, speed`, BARE, { '1 stream': modelSingles, [`${String(STREAMS)} streams`]: modelBursts }),
      ],
      data: {
        settings: { rounds, outputTokens: OUTPUT_TOKENS, streams: STREAMS, contextTokens: CONTEXT_TOKENS, model },
        units: { firstTokenMs: 'ms', lastTokenMs: 'ms', endMs: 'ms', wallMs: 'ms' },
        fakeOneStream: fakeSingles,
        modelOneStream: modelSingles,
        modelAllStreams: modelBursts,
      },
    }
  },
}

function seriesOf(paths: readonly Path[], runs: readonly (readonly Run[])[]): readonly Series[] {
  return paths.map(({ name }, index) => ({ path: name, short: runs[index]!, whole: runs[index]! }))
}
