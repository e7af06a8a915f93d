import type { Clock } from '../clock.js'
import type { WorkLease } from '../directory/index.js'
import type { AnswerPart, ContentPart, Engine, StartPart } from '../engine/index.js'
import { SovError, toSovError, type SovErrorCode } from '../errors.js'
import { FIRST_TOKEN_PATIENCE_MS } from '../limits.js'
import type { Progress } from './progress.js'
import type { LiveAttempt } from './request-log.js'
import type { Score } from './score.js'

/** Errors of the request itself: every other node would say the same. */
export const FINAL: ReadonlySet<SovErrorCode> = new Set(['ERR_SOV_BAD_REQUEST', 'ERR_SOV_TOTAL_TIMEOUT'])
/** One with a small context, or with a new credential, is not a broken one. */
const NOT_THE_NODES_FAULT: ReadonlySet<SovErrorCode> = new Set([
  ...FINAL,
  'ERR_SOV_CONTEXT_OVERFLOW',
  'ERR_SOV_POLICY_DENIED',
])
/** A node may take so many times longer for its first token than was predicted while another one is free. */
const PATIENCE = 5

/** One candidate, asked for what is left of an answer. */
export interface AttemptInit<C extends ContentPart> {
  readonly progress: Progress<C>
  readonly engine: () => Engine
  readonly attempted: LiveAttempt
  readonly lease: WorkLease
  readonly predicted: Score
  /** Whether another node that was not asked yet would begin at once. */
  readonly isFreeElsewhere: () => boolean
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * Streams what one candidate answers. One that is far later with its first token than was predicted loses the request to
 * one that is free.
 *
 * @returns why it broke off, so that another may go on.
 */
export async function* attempt<C extends ContentPart>(
  init: AttemptInit<C>,
): AsyncGenerator<AnswerPart<C>, SovError | undefined> {
  const { progress, engine, attempted, lease, clock, signal } = init
  const startedMs = clock.monotonicMs()
  // Held back until there is something to answer: a candidate that starts and fails has not been seen by the client.
  let start: StartPart | undefined
  const before = progress.outputTokens
  const patience = new AbortController()
  const endPatience = watch(init, patience)
  try {
    for await (const part of progress.ask(engine(), AbortSignal.any([signal, patience.signal]))) {
      if (part.type === 'start') {
        start = part
        continue
      }
      if (start !== undefined) {
        endPatience()
        lease.firstToken(uncachedBytes(start, progress))
        attempted.change({ firstTokenMs: clock.monotonicMs() - startedMs })
        if (progress.start(start)) yield start
        start = undefined
      }
      if (part.type === 'end') {
        lease.served(part.usage.outputTokens)
        const end = progress.end(part)
        attempted.change({ outcome: 'served', settlement: end.settlement })
        yield end
      } else {
        progress.add(part)
        yield part
      }
    }
    return undefined
  } catch (thrown) {
    if (signal.aborted) throw thrown
    const error = toSovError(thrown, 'ERR_SOV_ENGINE_FAILED')
    attempted.change({ outcome: 'failed', errorCode: error.code })
    if (error.code === 'ERR_SOV_BUSY') lease.refused()
    else if (NOT_THE_NODES_FAULT.has(error.code)) lease.released()
    else lease.failed()
    return error
  } finally {
    endPatience()
    lease.released()
    attempted.ended({ outputTokens: progress.outputTokens - before, totalMs: clock.monotonicMs() - startedMs })
  }
}

/** @returns ends it. */
function watch<C extends ContentPart>(
  { clock, predicted, isFreeElsewhere }: AttemptInit<C>,
  patience: AbortController,
): () => void {
  const ms = Math.max(FIRST_TOKEN_PATIENCE_MS, PATIENCE * predicted.firstTokenMs)
  return clock.setTimer(() => {
    if (!isFreeElsewhere()) return
    patience.abort(
      new SovError('ERR_SOV_FIRST_TOKEN_TIMEOUT', 'the first token came far later than was to be expected'),
    )
  }, ms)
}

/** What of the prompt the engine had to read, by its own count of tokens; undefined = it does not count. */
function uncachedBytes<C extends ContentPart>(
  { promptTokens, cachedTokens }: StartPart,
  { prefixes: { bytes } }: Progress<C>,
): number | undefined {
  return promptTokens === 0 ? undefined : bytes * (1 - Math.min(cachedTokens, promptTokens) / promptTokens)
}
