import { setTimeout as sleep } from 'node:timers/promises'
import type { Path } from './answer.js'
import type { FakeInput } from './mesh.js'
import type { Prompts } from './prompts.js'
import { summarise } from './statistics.js'
import { signedDecimals, table } from './table.js'

/** Streams that are open at the same time. */
export const OPEN = [100, 500] as const
/** A slot for each of them, and answers that outlast the time in which all begin. */
export const PACED: FakeInput = { model: 'paced', slots: 512, outputTokens: 60, outputMsPerToken: 100 }
const ALL_BEGIN_WITHIN_MS = 3_000

/** Streams that were open together on one path. */
export interface OpenStreams {
  readonly path: string
  readonly open: number
  /** Milliseconds, in the order in which they began; undefined for one that was lost. */
  readonly firstTokenMs: readonly (number | undefined)[]
  /** Why the first of them was lost that was. */
  readonly loss: string | undefined
}

/** Opens streams one after another; the first ends after the last has begun. */
export async function openStreams(
  path: Path,
  open: number,
  prompts: Prompts,
  signal: AbortSignal,
): Promise<OpenStreams> {
  const runs = await Promise.allSettled(
    Array.from({ length: open }, async (_, index) => {
      await sleep((ALL_BEGIN_WITHIN_MS * index) / open)
      const { answers } = await path.run(prompts.one())
      return answers[0]?.firstTokenMs
    }),
  )
  signal.throwIfAborted()
  const lost = runs.find((run) => run.status === 'rejected')
  return {
    path: path.name,
    open,
    firstTokenMs: runs.map((run) => (run.status === 'fulfilled' ? run.value : undefined)),
    loss: lost === undefined ? undefined : String(lost.reason),
  }
}

/** @param rounds - of each round all paths, the bare engine first. */
export function openStreamsTable(rounds: readonly (readonly OpenStreams[])[]): string {
  const rows = OPEN.flatMap((open) => {
    const ofCount = rounds.map((round) => round.filter((streams) => streams.open === open))
    return (ofCount[0] ?? []).map(({ path }, index) => {
      const all = ofCount.flatMap((round) => round[index]?.firstTokenMs ?? [])
      const seen = all.filter((ms) => ms !== undefined)
      const added = ofCount.flatMap(
        (round) =>
          round[index]?.firstTokenMs.flatMap((ms, stream) => {
            const bare = round[0]?.firstTokenMs[stream]
            return ms === undefined || bare === undefined ? [] : [ms - bare]
          }) ?? [],
      )
      const [first, more] = [summarise(seen), summarise(added)]
      return [
        index === 0 ? `${String(open)} streams` : '',
        path,
        ...[first.median, first.p99].map((ms) => ms.toFixed(1)),
        ...(index === 0 ? ['', ''] : [more.median, more.p99].map(signedDecimals(1))),
        String(all.length - seen.length),
      ]
    })
  })
  const losses = rounds.flatMap((round) =>
    round.flatMap(({ path, loss }) => (loss === undefined ? [] : [`${path}: ${loss}`])),
  )
  const { outputTokens, outputMsPerToken } = PACED
  return [
    `First token of streams that are open together, a fake engine of ${String(outputTokens)} tokens, one each ${String(outputMsPerToken)} ms`,
    table(['', '', 'p50, ms', 'p99', 'added p50', 'p99', 'lost'], rows),
    ...losses.slice(0, 1),
  ].join('\n')
}
