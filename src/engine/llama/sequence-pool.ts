import type { LlamaContext, LlamaContextSequence, Token } from 'node-llama-cpp'
import { Lane } from './lane.js'
import { StateChanges } from './state-changes.js'

/** Fewer tokens are read sooner than waited for. */
const LEAST_COPIED_TOKENS = 32
/** A conversation that goes on may begin a little differently where its last prompt ended. */
const TURN_TOKENS = 16

/** A sequence in use, and what it still holds of the prompt. */
export interface TakenSequence {
  readonly sequence: LlamaContextSequence
  /** Tokens of the prompt, from its beginning, that need no evaluation; at least one always does. */
  readonly cachedTokens: number
  /** Call after each step: until {@link goesOn} others may copy what has been read. */
  readonly rests: () => void
  /** Call before the next step. */
  readonly goesOn: () => Promise<void>
  /** Call when all of the prompt was evaluated. */
  hasRead(): void
  /** Gives the sequence back with its state; call when nothing evaluates any more. */
  release(): void
}

/**
 * The sequences of a context. Requests of one tenant share what they begin with: each goes on where its conversation was,
 * or from a copy of what another has read, and waits for one that reads the same now. Nothing is shared across tenants.
 */
export class SequencePool {
  readonly #lanes: readonly Lane[]
  #uses = 0

  constructor(context: LlamaContext) {
    const changes = new StateChanges()
    this.#lanes = Array.from({ length: context.totalSequences }, () => new Lane(context.getSequence(), changes))
  }

  /**
   * Takes the free sequence that this prompt goes on from; else an empty one, else the one that was unused for longest. The
   * caller sees to it that there are never more takers than sequences.
   *
   * @param signal - ends the wait for another that reads the same beginning.
   */
  async take(tenant: string, tokens: Token[], signal: AbortSignal): Promise<TakenSequence> {
    const lane = this.#choose(tenant, tokens)
    lane.begins(tenant, tokens, ++this.#uses)
    try {
      await lane.clears()
      await this.#copyInto(lane, signal)
      // one token must be left to evaluate, for its logits begin the answer
      await lane.cutsTo(tokens.slice(0, -1))
    } catch (error) {
      lane.ends()
      throw error
    }
    return {
      sequence: lane.sequence,
      // what models with a sliding window or recurrent state could not keep is gone from here too
      cachedTokens: lane.sequence.nextTokenIndex,
      rests: () => lane.rests(),
      goesOn: () => lane.goesOn(),
      hasRead: () => lane.hasRead(),
      release: () => lane.ends(),
    }
  }

  #choose(tenant: string, tokens: readonly Token[]): Lane {
    const goesOn = (lane: Lane): number => {
      const held = lane.tenant === tenant ? lane.holds(tokens) : 0
      return lane.prompt.length - held <= TURN_TOKENS ? held : 0
    }
    const [best] = this.#lanes
      .filter(({ isTaken }) => !isTaken)
      .map((lane) => ({ lane, goesOn: goesOn(lane) }))
      .sort(
        (a, b) =>
          b.goesOn - a.goesOn ||
          Number(a.lane.tenant !== undefined) - Number(b.lane.tenant !== undefined) ||
          a.lane.use - b.lane.use,
      )
    if (best === undefined) throw new Error('no free sequence')
    return best.lane
  }

  /** Copies the beginning of a lane's prompt from where more of it was read, if need be as soon as it was. */
  async #copyInto(lane: Lane, signal: AbortSignal): Promise<void> {
    if (!lane.canCopy) return
    const barred = new Set<Lane>()
    while (!signal.aborted) {
      const source = this.#source(lane, barred)
      const tokens = source?.willHold(lane.prompt) ?? 0
      if (source === undefined || tokens < lane.holds(lane.prompt) + LEAST_COPIED_TOKENS) return
      const copied = await source.copyTo(lane, tokens, signal)
      if (copied === 'whole') return
      if (copied === 'broken') await lane.empties()
      barred.add(source)
    }
  }

  /**
   * The lane that holds, or will hold, most of another's prompt. Of those that still read only one that began before counts,
   * so that no two wait for each other.
   */
  #source({ tenant, prompt, use }: Lane, barred: ReadonlySet<Lane>): Lane | undefined {
    const [best] = this.#lanes
      .filter((other) => other.tenant === tenant && other.use < use && !barred.has(other))
      .map((other) => ({ other, holds: other.willHold(prompt) }))
      .sort((a, b) => b.holds - a.holds || a.other.use - b.other.use)
    return best?.other
  }
}
