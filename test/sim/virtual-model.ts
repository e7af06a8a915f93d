import type { EngineModel, GenerateRequest } from '../../src/engine/index.js'
import { model } from '../unit/scheduler/scripted-mesh.js'

/** Seven billion parameters: what the default credit limit is measured in. */
const ACTIVE_PARAMETERS = 7_000_000_000n
const CONTEXT_TOKENS = 8_192
const BYTES_PER_TOKEN = 4
const TOKEN_IDS_PER_ANSWER = 4_096

/** What a prompt asks for: the model is one whose answer is known before. */
export interface Question {
  /** Different for each request, below 2 ** 31. */
  readonly number: number
  readonly promptTokens: number
  /** Of the whole answer, unless the caller wants less; below TOKEN_IDS_PER_ANSWER. */
  readonly answerTokens: number
}

export function virtualModel(slots: number): EngineModel {
  const plain = model('virtual')
  return {
    ...plain,
    manifest: { ...plain.manifest, activeParameters: ACTIVE_PARAMETERS },
    contextTokens: CONTEXT_TOKENS,
    slots,
  }
}

/** A prompt as long as it has to be, that begins like no other one. */
export function promptOf({ number, promptTokens, answerTokens }: Question): string {
  const head = `${String(number)} ${String(promptTokens)} ${String(answerTokens)} `
  return head.padEnd(promptTokens * BYTES_PER_TOKEN, String(number))
}

export function questionIn({ messages }: GenerateRequest): Question {
  const [number = NaN, promptTokens = NaN, answerTokens = NaN] = messages![0]!.content.split(' ', 3).map(Number)
  return { number, promptTokens, answerTokens }
}

/** The tokens of the one right answer from one position to another one. */
export function answer({ number }: Question, from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => number * TOKEN_IDS_PER_ANSWER + from + index)
}
