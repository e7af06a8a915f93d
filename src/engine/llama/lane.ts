import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import type { StateChanges } from './state-changes.js'

/** `broken`: the state of the target is unknown. `none`: it is as before. */
export type Copied = 'whole' | 'broken' | 'none'

/** Someone who waits for a copy of what this lane reads. */
interface Asked {
  readonly target: Lane
  /** Of the beginning. */
  readonly tokens: number
  readonly answer: (copied: Copied | Promise<Copied>) => void
}

/** One KV sequence of a context, and what is known of its state. Of use to one request at a time, which others may copy. */
export class Lane {
  readonly sequence: LlamaContextSequence
  readonly #changes: StateChanges
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

  constructor(sequence: LlamaContextSequence, changes: StateChanges) {
    this.sequence = sequence
    this.#changes = changes
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

  /** The number that it was taken with. */
  get use(): number {
    return this.#use
  }

  /** Whether others can begin with what this one has read. */
  get canCopy(): boolean {
    // The state of some models cannot be cut back to a beginning: it would be read again, by who wants the copy.
    return !this.sequence.needsCheckpoints && copyOf(this.sequence) !== undefined
  }

  /** Takes it, at once, for others to see. @param use - higher than all before. */
  begins(tenant: string, prompt: readonly Token[], use: number): void {
    this.#isForeign ||= this.#tenant !== undefined && this.#tenant !== tenant
    this.#tenant = tenant
    this.#prompt = prompt
    this.#use = use
    this.#isTaken = true
    this.#isReading = true
    this.#isAtRest = false
  }

  /** Removes what another tenant has left; before that the sequence is not to be changed. */
  async clears(): Promise<void> {
    // Somebody may copy it.
    await this.#changes.ended()
    if (this.#isForeign) await this.empties()
    this.#isForeign = false
  }

  empties(): Promise<void> {
    return this.#changes.run(() => this.sequence.clearHistory())
  }

  /** Leaves only what a prompt begins with. */
  async cutsTo(prompt: readonly Token[]): Promise<void> {
    const cut = (): Promise<void> => this.sequence.adaptStateToTokens([...prompt], false)
    // Where a cut means to read again, the others need not wait for that.
    await (this.sequence.needsCheckpoints ? cut() : this.#changes.run(cut))
  }

  /** All of the prompt is in the sequence. */
  hasRead(): void {
    this.#isReading = false
  }

  /** Gives it back. */
  ends(): void {
    this.#isReading = false
    this.#isTaken = false
    for (const { answer } of this.#asked) answer('none')
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

  /** Copies its beginning to another lane, when it has been read. @param tokens - no more than it will hold of that one's prompt. */
  copyTo(target: Lane, tokens: number, signal: AbortSignal): Promise<Copied> {
    if (!this.#isTaken || this.#isAtRest) return this.#give(target, tokens)
    return new Promise((answer) => {
      const asked = { target, tokens, answer }
      this.#asked.add(asked)
      signal.addEventListener('abort', () => this.#asked.delete(asked) && answer('none'), { once: true })
    })
  }

  /** Call after each step: until {@link goesOn} others may copy it. */
  rests(): void {
    this.#isAtRest = true
    for (const asked of this.#asked) {
      if (this.holds(asked.target.prompt) < asked.tokens) continue
      this.#asked.delete(asked)
      asked.answer(this.#give(asked.target, asked.tokens))
    }
  }

  /** Call before the next step. */
  async goesOn(): Promise<void> {
    await this.#changes.ended()
    this.#isAtRest = false
  }

  async #give(target: Lane, tokens: number): Promise<Copied> {
    try {
      const isWhole = await this.#changes.run(async () => {
        await target.sequence.clearHistory()
        return copyOf(target.sequence)?.call(target.sequence, this.sequence, tokens)
      })
      return isWhole === true ? 'whole' : 'broken'
    } catch {
      return 'broken'
    }
  }
}

function shared(a: readonly Token[], b: readonly Token[]): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}

/** The library has this for its own decisions and does not declare it: without it, in another version, prompts are read. */
function copyOf(target: LlamaContextSequence): Undeclared['_copyStateFromOtherSequence'] | undefined {
  return (target as unknown as Partial<Undeclared>)._copyStateFromOtherSequence
}

interface Undeclared {
  /** A copy within the KV cache: nothing is evaluated. False when the source was between a step and its accounts. */
  _copyStateFromOtherSequence(
    this: LlamaContextSequence,
    source: LlamaContextSequence,
    upToTokenIndex: number,
  ): Promise<boolean>
}
