import { SovError, type SovErrorCode } from '../../src/errors.js'
import type { RequestRecord, RouteRequest } from '../../src/scheduler/index.js'
import type { Clock } from '../../src/clock.js'
import type { Chooser } from './choosers.js'
import type { VirtualConsumer } from './consumer.js'
import type { Asked } from './demand.js'
import { answer, promptOf } from './virtual-model.js'

/** How one request ended. */
export interface Outcome {
  /** Undefined: with its whole answer. */
  readonly code: SovErrorCode | undefined
  /** Milliseconds from the call to the first token; undefined when there was none. */
  readonly firstTokenMs: number | undefined
  readonly totalMs: number
  readonly outputTokens: number
  readonly attempts: number
  /** Who gave the end of it; undefined when it was not whole. */
  readonly servedBy: string | undefined
  /** Of the attempts, those that went on with an answer that another node had begun. */
  readonly continuations: number
  /** What is wrong with the answer or with its end; never should anything be. */
  readonly fault: string | undefined
  /** Real milliseconds that the scheduler took to look up the model and to decide. */
  readonly decisionMs: number
}

/** Clients of a consumer's node. */
export class Client {
  readonly #clock: Clock
  readonly #consumer: VirtualConsumer
  readonly #chooser: Chooser | undefined

  constructor(clock: Clock, consumer: VirtualConsumer, chooser?: Chooser) {
    this.#clock = clock
    this.#consumer = consumer
    this.#chooser = chooser
  }

  /**
   * Asks, reads the answer to its end, and compares each token with the one that is right.
   *
   * @param onDispatched - told the id of the request before anybody is asked.
   */
  async ask(asked: Asked, onDispatched: (id: string) => void): Promise<Outcome> {
    const beganMs = this.#clock.monotonicMs()
    const right = answer(asked, 0, Math.min(asked.answerTokens, asked.maxOutputTokens))
    let firstTokenMs: number | undefined
    let outputTokens = 0
    let fault: string | undefined
    let code: SovErrorCode | undefined
    let ends = 0
    let decisionMs = 0
    let record
    try {
      const request = this.#request(asked)
      const startMs = performance.now()
      const routed = this.#consumer.scheduler.dispatch(request, { signal: new AbortController().signal })
      decisionMs = performance.now() - startMs
      record = (): RequestRecord => routed.record()
      onDispatched(routed.id)
      for await (const part of routed.parts) {
        if (part.type === 'end') {
          ends += 1
          if (part.usage.outputTokens !== right.length) fault = 'another count than tokens were told'
        } else if (part.type === 'delta') {
          firstTokenMs ??= this.#clock.monotonicMs() - beganMs
          if (part.tokenIds.some((id, index) => id !== right[outputTokens + index])) fault = 'a wrong token'
          outputTokens += part.tokenIds.length
        }
      }
      if (ends !== 1) fault = 'not one end'
      if (outputTokens !== right.length) fault = 'tokens are missing'
    } catch (error) {
      if (!SovError.isInstance(error)) throw error
      code = error.code
    }
    const attempts = record?.().attempts ?? []
    return {
      code,
      firstTokenMs,
      totalMs: this.#clock.monotonicMs() - beganMs,
      outputTokens,
      attempts: attempts.length,
      servedBy: code === undefined ? attempts.at(-1)?.peer : undefined,
      continuations: attempts.slice(1).filter((_, index) => attempts.slice(0, index + 1).some(gaveTokens)).length,
      fault,
      decisionMs,
    }
  }

  #request(asked: Asked): RouteRequest {
    const { demand, maxOutputTokens } = asked
    const order = this.#chooser?.(this.#candidates(asked)).map(({ peer }) => peer)
    return {
      model: 'virtual',
      messages: [{ role: 'user', content: promptOf(asked) }],
      sampling: { maxOutputTokens, temperature: 0, topP: 1, seed: undefined, stop: [] },
      requests: [order === undefined ? demand.constraints : { ...demand.constraints, order }],
      allowFallbacks: true,
    }
  }

  /** Whom the scheduler leaves, too. */
  #candidates({ demand }: Asked): ReturnType<VirtualConsumer['directory']['peers']> {
    const { blocked, directory } = this.#consumer
    return directory
      .peers()
      .filter(
        ({ member, models, isDraining, isSilent }) =>
          models.length > 0 &&
          !isDraining &&
          !isSilent &&
          demand.allows(member.credential) &&
          !blocked.includes(member.credential.orgId),
      )
  }
}

function gaveTokens({ outputTokens }: { readonly outputTokens: number }): boolean {
  return outputTokens > 0
}
