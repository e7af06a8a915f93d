import { alternate } from './alternate.js'
import type { Path } from './answer.js'
import { httpPath } from './http-path.js'
import type { FakeInput, Mesh } from './mesh.js'
import type { Prompts } from './prompts.js'
import { summarise } from './statistics.js'
import { table } from './table.js'

/** Two vouchers come before the final one, and without any the provider would hold the last 88 tokens back. */
const LONG_ANSWER = 600

/** Engines of the providers: one makes all tokens in a turn of the event loop, one makes each in a turn of its own. */
export const LONG_FAKES: readonly FakeInput[] = [
  { model: 'fake', outputTokens: LONG_ANSWER, outputMsPerToken: 0 },
  { model: 'paced', outputTokens: LONG_ANSWER, outputMsPerToken: 1 },
]

/** Microseconds between one token and the next as a client of the consumer sees them, by answer. */
export type TokenDelays = readonly (readonly number[])[]

/**
 * Asks the consumers of several meshes in turn.
 *
 * @param model - one of {@link LONG_FAKES}.
 * @returns the delays in each mesh, in the order of the meshes.
 */
export async function measureTokenDelays(
  meshes: readonly Mesh[],
  model: string,
  asked: {
    readonly rounds: number
    /** Rounds before, which do not count. */
    readonly warmUp: number
    readonly prompts: Prompts
    readonly signal: AbortSignal
  },
): Promise<readonly TokenDelays[]> {
  const paths = meshes.map(({ consumer }) => delayPath(consumer, model))
  try {
    await alternate({ ...asked, paths, prompts: () => asked.prompts.one() })
    return paths.map(({ delays }) => delays.slice(asked.warmUp))
  } finally {
    await Promise.all(paths.map((path) => path.close()))
  }
}

interface DelayPath extends Path {
  readonly delays: TokenDelays
  close(): Promise<void>
}

function delayPath(api: string, model: string): DelayPath {
  let arrivedMs: number[] = []
  const onToken = (): void => void arrivedMs.push(performance.now())
  const path = httpPath({ name: model, api, model, tier: 'mesh', outputTokens: LONG_ANSWER, onToken })
  const delays: (readonly number[])[] = []
  return {
    ...path,
    delays,
    async run(prompts) {
      arrivedMs = []
      const run = await path.run(prompts)
      delays.push(arrivedMs.slice(1).map((ms, index) => 1_000 * (ms - arrivedMs[index]!)))
      return run
    },
  }
}

const MEASURES: Readonly<Record<string, (answers: TokenDelays) => readonly number[]>> = {
  'mean of an answer': (answers) => answers.map((answer) => answer.reduce((sum, us) => sum + us, 0) / answer.length),
  'each token': (answers) => answers.flat(),
}

/** @param delays - of each model: of each case. */
export function delayTable(delays: Readonly<Record<string, Readonly<Record<string, TokenDelays>>>>): string {
  const rows = Object.entries(delays).flatMap(([model, cases]) =>
    Object.entries(MEASURES).flatMap(([measure, samplesOf]) =>
      Object.entries(cases).map(([name, answers], index) => [
        index === 0 ? `${model}, ${measure}` : '',
        name,
        ...percentiles(samplesOf(answers)),
      ]),
    ),
  )
  return `Delay per token over one hop, µs, answers of ${String(LONG_ANSWER)} tokens
${table(['', '', 'p50', 'p90', 'p99'], rows)}`
}

function percentiles(samples: readonly number[]): readonly string[] {
  const { median, p90, p99 } = summarise(samples)
  return [median, p90, p99].map((us) => us.toFixed(1))
}
