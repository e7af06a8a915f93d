import { STREAMS, type Prompt } from './answer.js'

/** The demo model answers each of these with more than OUTPUT_TOKENS. */
const QUESTIONS = [
  'Explain in detail how a request travels through the mesh.',
  'Explain failover in detail.',
  'Explain receipts in detail.',
  'Explain in detail how to start.',
  'Explain the security of sov-node in detail.',
  'Explain in detail how universities can pool their machines.',
  'Explain the API in detail.',
  'Tell me a long story about a mesh.',
]

/**
 * Prompts that nobody was asked before: the number near the beginning leaves a cached prefix of a few template tokens,
 * whatever the path. Every path of a comparison gets the same ones.
 */
export class Prompts {
  #asked = 0

  one(): readonly Prompt[] {
    return [this.#next()]
  }

  forAllStreams(): readonly Prompt[] {
    return this.many(STREAMS)
  }

  many(count: number): readonly Prompt[] {
    return Array.from({ length: count }, () => this.#next())
  }

  #next(): Prompt {
    const question = QUESTIONS[this.#asked % QUESTIONS.length] ?? ''
    this.#asked += 1
    return [
      { role: 'system', content: `Request ${String(this.#asked)}. You are a helpful assistant.` },
      { role: 'user', content: question },
    ]
  }
}
