import { setMaxListeners } from 'node:events'
import PQueue from 'p-queue'
import { repeat, type Clock } from '../../src/clock.js'
import { SovError } from '../../src/errors.js'
import { BATCH_LOOK_INTERVAL_MS, BATCH_RETRY_MAX_MS, BATCH_RETRY_MIN_MS, MAX_BATCH_TRIES } from '../../src/limits.js'
import { errorOf, type NodeAnswer } from '../node-client.js'
import { idDigest, readBatch, type BatchLine, type BatchSurvey } from './input.js'
import type { BatchAnswer, BatchOutput } from './output.js'

/** How far a batch has come. */
export interface BatchProgress {
  readonly lines: number
  /** Answered in earlier runs. */
  readonly before: number
  /** Answered in this run, failed ones included. */
  readonly answered: number
  /** Of them, those whose answer is an error. */
  readonly failed: number
  readonly promptTokens: number
  readonly outputTokens: number
}

export interface BatchRunInit {
  readonly input: string
  readonly model: string | undefined
  readonly survey: BatchSurvey
  readonly output: BatchOutput
  /** Asks the node. @throws what says that the node could not be reached. */
  readonly ask: (line: BatchLine, signal: AbortSignal) => Promise<NodeAnswer>
  /** Requests under way at the same time, as of now. */
  readonly parallel: () => Promise<number>
  readonly clock: Clock
  /** Between 0 and 1. */
  readonly random: () => number
  readonly signal: AbortSignal
}

/** Answers the lines of a batch that have no answer yet. */
export class BatchRun {
  readonly #init: BatchRunInit
  readonly #queue = new PQueue()
  readonly #stopped = new AbortController()
  readonly #signal: AbortSignal
  /** Models that have answered in this run: one that is gone comes back, e.g. when its node has started again. */
  readonly #models = new Set<unknown>()
  #progress: BatchProgress

  constructor(init: BatchRunInit) {
    this.#init = init
    this.#signal = AbortSignal.any([init.signal, this.#stopped.signal])
    // Every request under way listens: more than ten are no leak.
    setMaxListeners(0, this.#signal)
    const { lines, done } = init.survey
    this.#progress = { lines, before: done, answered: 0, failed: 0, promptTokens: 0, outputTokens: 0 }
  }

  get progress(): BatchProgress {
    return this.#progress
  }

  /**
   * Returns when every line has its answer in the output. An error answer is one, unless asking again may help.
   *
   * @throws {SovError} the error of the first line that was asked for MAX_BATCH_TRIES times in vain, ERR_SOV_BATCH_FILE, or
   * the reason of the signal. What was answered until then is in the output.
   */
  async run(): Promise<void> {
    const { input, model, output, survey } = this.#init
    const endLooks = await this.#followParallel()
    try {
      let left = survey.lines - survey.done
      for await (const line of readBatch(input, model, this.#signal)) {
        if (output.done.has(idDigest(line.customId))) continue
        await this.#queue.onSizeLessThan(1)
        this.#signal.throwIfAborted()
        left -= 1
        // At the end nobody waits for a slot any more, and each line wants the fastest node again.
        const isOneOfMany = left > this.#queue.concurrency
        this.#queue
          .add(() => this.#answer(isOneOfMany ? { ...line, body: { service_tier: 'flex', ...line.body } } : line))
          .catch((error: unknown) => this.#stopped.abort(error))
      }
      await this.#queue.onIdle()
      this.#signal.throwIfAborted()
    } catch (error) {
      this.#stopped.abort(error)
      this.#queue.clear()
      await this.#queue.onIdle()
      throw error
    } finally {
      endLooks()
    }
  }

  /** Nodes come and go: so does what can be under way. */
  async #followParallel(): Promise<() => void> {
    const { clock, parallel } = this.#init
    const look = async (): Promise<void> => {
      this.#queue.concurrency = Math.max(1, await parallel())
    }
    await look()
    // A node that does not answer now shows in the lines.
    return repeat(clock, BATCH_LOOK_INTERVAL_MS, look)
  }

  async #answer(line: BatchLine): Promise<void> {
    const { output } = this.#init
    const answer = await this.#ask(line)
    await output.add(answer)
    const { promptTokens, outputTokens } = tokensOf(answer.body)
    this.#progress = {
      ...this.#progress,
      answered: this.#progress.answered + 1,
      failed: this.#progress.failed + (answer.error === undefined ? 0 : 1),
      promptTokens: this.#progress.promptTokens + promptTokens,
      outputTokens: this.#progress.outputTokens + outputTokens,
    }
  }

  async #ask(line: BatchLine): Promise<BatchAnswer> {
    for (let tries = 1; ; tries++) {
      const answer = await this.#try(line)
      if (!(answer instanceof Error)) return answer
      if (tries === MAX_BATCH_TRIES) throw answer
      await this.#pause(tries, answer.retryAfterMs ?? 0)
    }
  }

  /** @returns an error where asking again may help. */
  async #try(line: BatchLine): Promise<BatchAnswer | SovError> {
    const { customId } = line
    let answer: NodeAnswer
    try {
      answer = await this.#init.ask(line, this.#signal)
    } catch (cause) {
      this.#signal.throwIfAborted()
      if (SovError.isInstance(cause)) return cause
      return new SovError('ERR_SOV_STREAM_INCOMPLETE', 'the node closed the connection before it had answered', {
        cause,
      })
    }
    const { status, requestId, retryAfterMs, body } = answer
    if (status < 400) {
      this.#models.add(line.body['model'])
      return { customId, status, requestId, body: JSON.parse(asText(body)), error: undefined }
    }
    const error = errorOf(body)
    const isAway = error.code === 'ERR_SOV_MODEL_NOT_FOUND' && this.#models.has(line.body['model'])
    if (status === 429 || status >= 500 || isAway) {
      const { code, message, remedy } = error
      return new SovError(code, message, {
        ...(remedy === undefined ? {} : { remedy }),
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      })
    }
    const said = JSON.parse(asText(body)) as { error: { code: string } }
    return { customId, status, requestId, body: said, error: { code: said.error.code, message: error.message } }
  }

  /** Twice as long each time, never shorter than the node wants, and not all lines at the same moment. */
  async #pause(tries: number, retryAfterMs: number): Promise<void> {
    const { clock, random } = this.#init
    const backoffMs = Math.min(BATCH_RETRY_MAX_MS, BATCH_RETRY_MIN_MS * 2 ** (tries - 1))
    const signal = this.#signal
    await new Promise<void>((resolve, reject) => {
      const onAbort = (): void => {
        cancel()
        reject(signal.reason as Error)
      }
      const cancel = clock.setTimer(
        () => {
          signal.removeEventListener('abort', onAbort)
          resolve()
        },
        Math.max(retryAfterMs, backoffMs * (0.5 + random() / 2)),
      )
      if (signal.aborted) onAbort()
      else signal.addEventListener('abort', onAbort, { once: true })
    })
  }
}

/** What an answer says that it took; 0 where it says nothing. */
function tokensOf(body: unknown): { readonly promptTokens: number; readonly outputTokens: number } {
  const { usage } = body as { usage?: { prompt_tokens?: number; completion_tokens?: number } }
  return { promptTokens: usage?.prompt_tokens ?? 0, outputTokens: usage?.completion_tokens ?? 0 }
}

function asText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8')
}
