import type { AnswerTimes, Path, Run } from './answer.js'
import type { HopMoments } from './hop-tracer.js'
import { monotonicMs } from './monotonic.js'
import { summarise } from './statistics.js'
import { decimals, spread, spreadHead, table } from './table.js'
import type { Worker } from './worker.js'

/** What a hop's first token waits for, in order; together they are the whole of it. C = consumer, P = provider. */
const PARTS = {
  request: 'C: HTTP in, routed',
  order: 'C: order made and signed',
  open: 'stream opened (1 round trip)',
  orderSent: 'order C to P',
  accept: 'P: order checked, accepted',
  acceptSent: 'accept P to C',
  promptSent: 'prompt C to P',
  engine: 'P: prompt opened, engine',
  partSent: 'first part P to C',
  answer: 'C: HTTP out',
} as const

/** Milliseconds. */
export type HopParts = Readonly<Record<keyof typeof PARTS, number>>

export interface TracedPath extends Path {
  /** One per answer, in the order in which they were asked for, warm-up included. */
  readonly parts: readonly HopParts[]
}

/**
 * The same path, with the first token of each answer split into its parts.
 *
 * @param path - asks the consumer over HTTP, one prompt at a time.
 * @param nodes - the two node processes, both traced.
 */
export function tracedPath(path: Path, nodes: { readonly consumer: Worker; readonly provider: Worker }): TracedPath {
  const parts: HopParts[] = []
  return {
    name: path.name,
    parts,
    async run(prompts): Promise<Run> {
      const askedMs = monotonicMs()
      const run = await path.run(prompts)
      const [consumer, provider] = await Promise.all([
        nodes.consumer.call<HopMoments>('moments'),
        nodes.provider.call<HopMoments>('moments'),
      ])
      parts.push(split(askedMs, run.answers[0]!, consumer, provider))
      return run
    },
  }
}

function split(askedMs: number, { firstTokenMs }: AnswerTimes, consumer: HopMoments, provider: HopMoments): HopParts {
  const at = (moments: HopMoments, name: keyof HopMoments): number => {
    const ms = moments[name]
    if (ms === undefined) throw new Error(`no ${name} was seen`)
    return ms
  }
  // The sender notes a frame after the system call, in which the receiver may already have been woken.
  const sent = (from: HopMoments, to: HopMoments, name: keyof HopMoments): number =>
    Math.min(at(from, name), at(to, name))
  const moments = [
    askedMs,
    at(consumer, 'asked'),
    at(consumer, 'opening'),
    at(consumer, 'opened'),
    at(provider, 'order'),
    sent(provider, consumer, 'accept'),
    at(consumer, 'accept'),
    at(provider, 'prompt'),
    sent(provider, consumer, 'parts'),
    at(consumer, 'parts'),
    askedMs + firstTokenMs,
  ]
  const entries = Object.keys(PARTS).map((part, index) => [part, moments[index + 1]! - moments[index]!])
  return Object.fromEntries(entries) as HopParts
}

/** The parts of several models' first tokens, one below the other. */
export function partsTable(
  title: string,
  models: Readonly<Record<string, { readonly parts: readonly HopParts[] }>>,
): string {
  const rows = Object.entries(models).flatMap(([name, { parts: answers }]) => {
    const row = (part: string, of: (parts: HopParts) => number): string[] => [
      part,
      ...spread(summarise(answers.map(of)), decimals(2)),
    ]
    const total = row('first token', (parts) => Object.values(parts).reduce((sum, ms) => sum + ms, 0))
    const parts = Object.entries(PARTS).map(([part, says]) => row(says, (of) => of[part as keyof HopParts]))
    return [...parts, total].map((cells, index) => [
      index === 0 ? name : index === 1 ? `${String(answers.length)} answers` : '',
      ...cells,
    ])
  })
  return `${title}\n${table(['', '', ...spreadHead('median')], rows)}`
}
