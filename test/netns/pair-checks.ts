import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, Question } from './chat.js'
import type { Scene, Suite } from './check.js'
import { demoQuestion, fakeAnswer } from './expected.js'
import { Pair } from './pair.js'
import type { Underlay } from './underlay.js'

const OUTPUT_TOKENS = 300
/** The serving node's fake engine: an answer of half a minute. */
const FAKE_ENGINE = { outputTokens: OUTPUT_TOKENS, outputMsPerToken: 100 }
const LONG: Question = { model: 'fake', content: 'Tell me a long story.' }
/** Ten seconds, so that a blip of three lies well inside. */
const SHORTER: Question = { ...LONG, maxTokens: 100 }
const STORY_BEGUN_CHARACTERS = 50

const ROUND_TRIPS_MS = [5, 40, 120] as const
const REQUESTS = 3
const FAULTS_AT_MS = 40
const PARTITION_MS = 10_000
const BLIP_MS = 3_000

interface PairScene extends Scene {
  readonly underlay: Underlay
  readonly pair: Pair
  readonly signal: AbortSignal
}

export const PAIR_SUITE: Suite<PairScene> = {
  places: 2,
  checks: [
    ...ROUND_TRIPS_MS.map((roundTripMs) => ({
      name: `requests at a round trip of ${String(roundTripMs)} ms`,
      run: (scene: PairScene) => requests(scene, roundTripMs),
    })),
    { name: 'a blip of 3 s kills no stream', run: blip },
    { name: 'a partition of 10 s, healed', run: partition },
    { name: 'the balances add up to zero', run: balances },
  ],
  scene(underlay, signal) {
    const pair = new Pair(underlay, FAKE_ENGINE, signal)
    return {
      underlay,
      pair,
      signal,
      form: () => pair.form(),
      async recover() {
        await underlay.heal()
        await pair.met()
      },
      remove: () => pair.remove(),
    }
  },
}

async function requests({ underlay, pair }: PairScene, roundTripMs: number): Promise<string> {
  await underlay.setRoundTrip(roundTripMs)
  const { question, answer } = demoQuestion()
  const answers: Answer[] = []
  for (let count = 0; count < REQUESTS; count += 1) {
    const given = await pair.ask(question)
    isComplete(given, answer)
    // Not a question of speed: it would have come sooner than the network can carry it.
    if (given.firstTokenMs < roundTripMs) throw new Error('the underlay does not delay')
    await pair.settled(given)
    answers.push(given)
  }
  const first = median(answers.map(({ firstTokenMs }) => firstTokenMs))
  const total = median(answers.map(({ totalMs }) => totalMs))
  return `first token ${inMs(first)}, whole answer ${inMs(total)} (median of ${String(REQUESTS)}); settled on both sides`
}

async function blip({ underlay, pair, signal }: PairScene): Promise<string> {
  await underlay.setRoundTrip(FAULTS_AT_MS)
  const before = await underlay.connections()
  let longestGapMs = 0
  let lastMs = NaN
  const given = await onceBegun(
    (onBegun) =>
      pair.ask(SHORTER, (text) => {
        const nowMs = performance.now()
        if (!Number.isNaN(lastMs)) longestGapMs = Math.max(longestGapMs, nowMs - lastMs)
        lastMs = nowMs
        onBegun(text)
      }),
    () => away(underlay, BLIP_MS, signal),
  )
  isComplete(given, await fakeAnswer(SHORTER, OUTPUT_TOKENS))
  if (longestGapMs < BLIP_MS / 2) throw new Error('the underlay was not cut')
  await pair.settled(given)
  const after = await underlay.connections()
  if (before === '' || after !== before) throw new Error(`reconnected: ${before || 'nothing'}, then ${after}`)
  return `longest gap ${inMs(longestGapMs)}, nothing reconnected; settled on both sides`
}

async function partition({ underlay, pair, signal }: PairScene): Promise<string> {
  await underlay.setRoundTrip(FAULTS_AT_MS)
  let cutMs = NaN
  let endedMs = NaN
  let healedMs = NaN
  const given = await onceBegun(
    async (onBegun) => {
      const answer = await pair.ask(LONG, onBegun)
      endedMs = performance.now()
      return answer
    },
    async () => {
      cutMs = performance.now()
      await away(underlay, PARTITION_MS, signal)
      healedMs = performance.now()
    },
  )
  const { error, text } = given
  if (error === undefined) throw new Error('the answer went on as if nothing had happened')
  if (error.code === 'ERR_SOV_INTERNAL') throw error
  const story = await fakeAnswer(LONG, OUTPUT_TOKENS)
  if (!story.startsWith(text) || text === story) throw new Error('what came before the error is no part of the answer')
  await pair.met()
  const metMs = performance.now()
  const { question, answer } = demoQuestion()
  const next = await pair.ask(question)
  isComplete(next, answer)
  const answeredMs = performance.now()
  await pair.settled(next)
  return [
    `${error.code} ${inMs(endedMs - cutMs)} after the cut`,
    `met again ${inMs(metMs - healedMs)} after healing`,
    `new answer complete after ${inMs(answeredMs - healedMs)}`,
  ].join('; ')
}

async function balances({ pair }: PairScene): Promise<string> {
  await pair.balanced()
  return 'contributed there, consumed here'
}

async function away(underlay: Underlay, forMs: number, signal: AbortSignal): Promise<void> {
  await underlay.cut()
  await sleep(forMs, undefined, { signal })
  await underlay.heal()
}

/** Runs `fault` as soon as the answer has begun, and waits for both to end. */
async function onceBegun(
  ask: (onText: (text: string) => void) => Promise<Answer>,
  fault: () => Promise<void>,
): Promise<Answer> {
  let faulting: Promise<void> | undefined
  const asking = ask((text) => {
    if (text.length < STORY_BEGUN_CHARACTERS || faulting !== undefined) return
    faulting = fault()
    // Looked at when the answer has ended; until then its failure has nobody else to hear it.
    faulting.catch(() => undefined)
  })
  await Promise.allSettled([asking])
  // Waited for whatever became of the answer: it must not go on behind the next check.
  await faulting
  const answer = await asking
  if (faulting === undefined) throw answer.error ?? new Error('the answer ended before it had begun')
  return answer
}

function isComplete({ text, error }: Answer, expected: string): void {
  if (error !== undefined) throw error
  if (text !== expected)
    throw new Error(`a wrong answer of ${String(text.length)} characters instead of ${String(expected.length)}`)
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

function inMs(value: number): string {
  return `${value.toFixed(0)} ms`
}
