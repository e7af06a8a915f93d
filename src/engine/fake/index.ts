/**
 * A deterministic engine for tests, simulation and timing: words that depend only on model, prompt and seed,
 * vectors that depend only on model and text, with settable delays and faults. It passes the same compliance suite as the real ones.
 *
 * @packageDocumentation
 */
import type { Clock } from '../../clock.js'
import type { Engine } from '../index.js'
import { DeterministicEngine } from './engine.js'

export { fakeTokenText } from './tokens.js'

/** What goes wrong in every request, after `atToken` output tokens, or vectors; 0 = before the first. */
export interface FakeFault {
  /** `fail`: ERR_SOV_ENGINE_FAILED; `crash`: ERR_SOV_ENGINE_CRASHED; `hang`: silence until aborted. */
  readonly kind: 'fail' | 'crash' | 'hang'
  readonly atToken: number
}

export interface FakeEngineInit {
  readonly clock: Clock
  /** Names of the models it serves; the manifest follows from the name. @default ['fake'] */
  readonly models?: readonly string[]
  /** Names of its embedding models. @default [] */
  readonly embeddingModels?: readonly string[]
  /** Requests that run at the same time, over all models. @default 4 */
  readonly slots?: number
  /** Tokens of context per request, or per text to embed. @default 4096 */
  readonly contextTokens?: number
  /** Milliseconds of prefill per prompt token that is not cached. @default 0 */
  readonly prefillMsPerToken?: number
  /** Milliseconds per output token. @default 0 */
  readonly outputMsPerToken?: number
  /** Output tokens until the answer ends by itself. @default 24 to 55, by the prompt */
  readonly outputTokens?: number
  /** Sends text alone, two tokens at a time, as servers do that give no token ids. @default false */
  readonly isTextOnly?: boolean
  readonly fault?: FakeFault | undefined
}

export interface FakeEngine extends Engine {
  /** Slots in use. */
  readonly running: number
  /** Requests waiting for a slot. */
  readonly waiting: number
  /** Fault of the requests from now on, those under way included; undefined = none. */
  fault: FakeFault | undefined
}

/** Makes a fake engine; it holds no resources and need not be closed. */
export function createFakeEngine(init: FakeEngineInit): FakeEngine {
  return new DeterministicEngine(init)
}
