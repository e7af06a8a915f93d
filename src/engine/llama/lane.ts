import type { LlamaContextSequence, Token } from 'node-llama-cpp'

/** Someone who waits for a copy of what this lane reads. */
interface Asked {
  readonly target: LlamaContextSequence
  /** Of the beginning. */
  readonly tokens: number
  readonly answer: (isCopied: boolean | Promise<boolean>) => void
}

/** One KV sequence of a context, and what is known of its state. Of use to one request at a time, which others may copy. */
export class Lane {
  readonly sequence: LlamaContextSequence
  #tenant: string | undefined
  /** The sequence still has tokens of the tenant before. */
  #isForeign = false
  #prompt: readonly Token[] = []
  #isTaken = false
  #isReading = false
  /** Nothing evaluates it, though it is taken. */
  #isAtRest = false
  #use = 0
  readonly #asked = new Set<Asked>()
  /** Copies out of it that are being made. */
  readonly #giving = new Set<Promise<unknown>>()

  constructor(sequence: LlamaContextSequence) {
    this.sequence = sequence
  }

  /** Whose tokens are in the sequence, or will be; undefined = it is empty. */
  get tenant(): string | undefined {
    return this.#tenant
  }

  /** That it was taken for last; the answer to it comes after. */
  get prompt(): readonly Token[] {
    return this.#prompt
  }

  get isTaken(): boolean {
    return this.#isTaken
  }

  /** Its prompt is not all in the sequence yet. */
  get isReading(): boolean {
    return this.#isReading
  }

  /** The number that it was taken with. */
  get use(): number {
    return this.#use
  }

  /** Takes it, at once, for others to see. @param use - higher than all before. */
  begins(tenant: string, prompt: readonly Token[], use: number): void {
    this.#isForeign = this.#tenant !== undefined && this.#tenant !== tenant
    this.#tenant = tenant
    this.#prompt = prompt
    this.#use = use
    this.#isTaken = true
    this.#isReading = true
    this.#isAtRest = false
  }

  /** Removes what another tenant has left; before that the sequence is not to be changed. */
  async clears(): Promise<void> {
    await this.#given()
    if (this.#isForeign) await this.sequence.clearHistory()
    this.#isForeign = false
  }

  /** All of the prompt is in the sequence. */
  hasRead(): void {
    this.#isReading = false
  }

  /** Gives it back. */
  ends(): void {
    this.#isReading = false
    this.#isTaken = false
    for (const { answer } of this.#asked) answer(false)
    this.#asked.clear()
  }

  /** Tokens of a prompt, from its beginning, that the sequence holds. */
  holds(prompt: readonly Token[]): number {
    return this.#isForeign ? 0 : this.sequence.compareContextTokens([...prompt]).firstDifferentIndex
  }

  /** Tokens of a prompt, from its beginning, that the sequence holds or will hold. */
  willHold(prompt: readonly Token[]): number {
    return this.#isReading ? shared(this.#prompt, prompt) : this.holds(prompt)
  }

  /**
   * Copies its beginning to another sequence, when it has been read.
   *
   * @returns whether the other one now holds so many tokens of it; else the state of that is unknown.
   */
  copyTo(target: LlamaContextSequence, tokens: number, signal: AbortSignal): Promise<boolean> {
    if (!this.#isTaken || this.#isAtRest) return this.#give(target, tokens)
    return new Promise((answer) => {
      const asked = { target, tokens, answer }
      this.#asked.add(asked)
      signal.addEventListener('abort', () => this.#asked.delete(asked) && answer(false), { once: true })
    })
  }

  /** Call after each step: until {@link goesOn} others may copy it. */
  rests(): void {
    this.#isAtRest = true
    for (const asked of this.#asked) {
      if (this.holds(this.#prompt) < asked.tokens) continue
      this.#asked.delete(asked)
      asked.answer(this.#give(asked.target, asked.tokens))
    }
  }

  /** Call before the next step. */
  async goesOn(): Promise<void> {
    await this.#given()
    this.#isAtRest = false
  }

  #give(target: LlamaContextSequence, tokens: number): Promise<boolean> {
    const copying = copy(this.sequence, target, tokens).finally(() => this.#giving.delete(copying))
    this.#giving.add(copying)
    return copying
  }

  async #given(): Promise<void> {
    while (this.#giving.size > 0) await Promise.allSettled(this.#giving)
  }
}

function shared(a: readonly Token[], b: readonly Token[]): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}

/** The library has this for its own decisions and does not declare it: without it, in another version, prompts are read. */
async function copy(source: LlamaContextSequence, target: LlamaContextSequence, tokens: number): Promise<boolean> {
  const { _copyStateFromOtherSequence: copyState } = target as unknown as Partial<Undeclared>
  if (copyState === undefined) return false
  await target.clearHistory()
  return copyState.call(target, source, tokens)
}

interface Undeclared {
  /** Adds the target to the cells of the source: nothing is evaluated. */
  _copyStateFromOtherSequence(source: LlamaContextSequence, upToTokenIndex: number): Promise<boolean>
}
