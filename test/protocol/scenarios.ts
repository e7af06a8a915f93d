import { systemClock } from '../../src/clock.js'
import { createFakeEngine, type FakeEngineInit } from '../../src/engine/fake/index.js'
import { SovError } from '../../src/errors.js'
import { until } from '../helpers/until.js'
import type { Transcript } from './transcript.js'
import { MODEL, RecordedPair, takeAll } from './recorded-pair.js'

interface Scenario {
  readonly name: string
  readonly description: string
  readonly engine: Omit<FakeEngineInit, 'clock' | 'models'>
  /** Does what the description says. */
  readonly play: (pair: RecordedPair) => Promise<void>
}

// Far enough apart for one token a frame.
const TOKEN_MS = 5

/** The worked examples of docs/PROTOCOL.md, in its order. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'served',
    description: 'An order is accepted, answered to its end and settled.',
    engine: { outputMsPerToken: TOKEN_MS, outputTokens: 6 },
    play: async (pair: RecordedPair): Promise<void> => {
      await takeAll(pair.ask('Which port is the largest in Norway?').parts[Symbol.asyncIterator]())
      await until('the answer is settled', () => pair.settled() === 1)
    },
  },
  {
    name: 'refused',
    description: 'All slots and the queue of the provider are full; it says so and when to come back.',
    engine: { slots: 1, fault: { kind: 'hang', atToken: 0 } },
    play: async (pair: RecordedPair): Promise<void> => {
      const holding = new AbortController()
      pair.fill(holding.signal)
      const answer = takeAll(pair.ask('Which port is the largest in Norway?').parts[Symbol.asyncIterator]())
      await expectCode(answer, 'ERR_SOV_BUSY')
      holding.abort(new Error('the recording is over'))
    },
  },
  {
    name: 'cancelled',
    description:
      'The client leaves in mid-answer. The final voucher fixes the count; the parts that were under way then are nobody’s debt.',
    engine: { outputMsPerToken: TOKEN_MS, outputTokens: 1_000 },
    play: async (pair: RecordedPair): Promise<void> => {
      let read = 0
      for await (const part of pair.ask('Tell me about every port in Norway.').parts) {
        if (part.type === 'delta' && ++read === 3) {
          const sent = pair.partsSent()
          await until('parts are under way', () => pair.partsSent() >= sent + 2)
          break
        }
      }
      await until('the cancelled answer is settled', () => pair.settled() === 1)
    },
  },
  {
    name: 'peer-killed',
    description:
      'The process of the provider is killed in mid-answer. Nothing was acknowledged, nothing is stated, nothing is owed.',
    engine: { outputMsPerToken: TOKEN_MS, outputTokens: 1_000 },
    play: async (pair: RecordedPair): Promise<void> => {
      const answer = async (): Promise<void> => {
        let read = 0
        for await (const part of pair.ask('Tell me about every port in Norway.').parts) {
          if (part.type === 'delta' && ++read === 3) pair.cut()
        }
      }
      await expectCode(answer(), 'ERR_SOV_PEER_DISCONNECTED')
    },
  },
  {
    name: 'two-at-once',
    description:
      'Two orders of one pair at the same time, each on its own stream. The countersigns number them 1 and 2; the second finds the beginning of its prompt in the KV cache.',
    engine: { outputMsPerToken: TOKEN_MS, outputTokens: 4 },
    play: async (pair: RecordedPair): Promise<void> => {
      await Promise.all(
        ['Which port is the largest in Norway?', 'Which port is the oldest in Norway?'].map((question) =>
          takeAll(pair.ask(question).parts[Symbol.asyncIterator]()),
        ),
      )
      await until('both answers are settled', () => pair.settled() === 2)
    },
  },
]

/** Plays a scenario between two real nodes; `look` sees them before they stop. */
export async function record(
  { name, description, engine, play }: Scenario,
  look?: (pair: RecordedPair, transcript: Transcript) => Promise<void>,
): Promise<Transcript> {
  const pair = await RecordedPair.start(createFakeEngine({ clock: systemClock, models: [MODEL], ...engine }))
  try {
    await play(pair)
    const transcript = pair.transcript(name, description)
    await look?.(pair, transcript)
    return transcript
  } finally {
    await pair.stop()
  }
}

async function expectCode(work: Promise<void>, code: SovError['code']): Promise<void> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!SovError.isInstance(error, code)) throw new Error(`expected ${code}`, { cause: error })
}
