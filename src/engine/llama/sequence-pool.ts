import type { LlamaContext, LlamaContextSequence, Token } from 'node-llama-cpp'

/** A sequence in use, and what it still holds of the prompt. */
export interface TakenSequence {
  readonly sequence: LlamaContextSequence
  /** Tokens of the prompt, from its beginning, that need no evaluation; at least one always does. */
  readonly cachedTokens: number
  /** Gives the sequence back with its state; call when nothing evaluates any more. */
  release(): void
}

interface Lane {
  readonly sequence: LlamaContextSequence
  /** Whose tokens are in the sequence; undefined = it is empty. */
  tenant: string | undefined
  /** Of the prompt that it was taken for last; the answer to it comes after. */
  promptTokens: number
  isTaken: boolean
  /** Rises with every use. */
  lastUse: number
}

/** The sequences of a context, with KV reuse between requests of one tenant and never across tenants. */
export class SequencePool {
  readonly #lanes: readonly Lane[]
  #uses = 0

  constructor(context: LlamaContext) {
    this.#lanes = Array.from({ length: context.totalSequences }, () => ({
      sequence: context.getSequence(),
      tenant: undefined,
      promptTokens: 0,
      isTaken: false,
      lastUse: 0,
    }))
  }

  /**
   * Takes the free sequence of the tenant that saves most; when none saves more tokens than it loses, an empty one, else
   * the one that was unused for longest. The caller sees to it that there are never more takers than sequences.
   */
  async take(tenant: string, tokens: Token[]): Promise<TakenSequence> {
    const lane = this.#choose(tenant, tokens)
    lane.isTaken = true
    lane.lastUse = ++this.#uses
    try {
      if (lane.tenant !== undefined && lane.tenant !== tenant) await lane.sequence.clearHistory()
      lane.tenant = tenant
      lane.promptTokens = tokens.length
      // one token must be left to evaluate, for its logits begin the answer
      await lane.sequence.adaptStateToTokens(tokens.slice(0, -1), false)
    } catch (error) {
      lane.isTaken = false
      throw error
    }
    return {
      sequence: lane.sequence,
      // what models with a sliding window or recurrent state could not keep is gone from here too
      cachedTokens: lane.sequence.nextTokenIndex,
      release: () => {
        lane.isTaken = false
      },
    }
  }

  #choose(tenant: string, tokens: Token[]): Lane {
    // A prompt that shares only its beginning with another conversation must not cost that one its place.
    const saved = ({ tenant: owner, sequence, promptTokens }: Lane): number => {
      if (owner !== tenant) return 0
      const prefix = sequence.compareContextTokens(tokens).firstDifferentIndex
      return Math.max(0, prefix - Math.max(0, promptTokens - prefix))
    }
    const [best] = this.#lanes
      .filter(({ isTaken }) => !isTaken)
      .map((lane) => ({ lane, saved: saved(lane) }))
      .sort(
        (a, b) =>
          b.saved - a.saved ||
          Number(a.lane.tenant !== undefined) - Number(b.lane.tenant !== undefined) ||
          a.lane.lastUse - b.lane.lastUse,
      )
    if (best === undefined) throw new Error('no free sequence')
    return best.lane
  }
}
