import type { ModelDigest } from '../engine/index.js'
import { MAX_REMEMBERED_PROMPTS, PREFIX_CHUNK_BYTES } from '../limits.js'
import { sharedBytes, type PromptPrefixes } from './prompt-prefixes.js'

/** One run of a node's software, by an object that lives as long as it does here: who starts anew has read nothing. */
export type Boot = object

/**
 * Which prompts each node has read last, as far as they came from here: as many of a model as it has slots, since each
 * keeps one. A guess, for others send it prompts as well; that it was wrong costs what the prompt would have cost elsewhere.
 */
export class PrefixMemory {
  /** Prompts, the newest last. */
  readonly #read = new WeakMap<Boot, Map<ModelDigest, readonly PromptPrefixes[]>>()

  /** Bytes of a prompt that a node has read before. */
  readBytes(boot: Boot, model: ModelDigest, prompt: PromptPrefixes): number {
    let most = 0
    for (const other of this.#read.get(boot)?.get(model) ?? []) most = Math.max(most, sharedBytes(prompt, other))
    return most
  }

  /** Call when a prompt is sent, not when it is answered, so that those that come at the same time go the same way. */
  sent(boot: Boot, model: ModelDigest, prompt: PromptPrefixes, slots: number): void {
    const models = this.#read.get(boot) ?? new Map<ModelDigest, readonly PromptPrefixes[]>()
    const others = models.get(model) ?? []
    // As an engine does: a conversation goes on in its sequence, and others that begin like it have theirs.
    const goesOn = (other: PromptPrefixes): number => {
      const shared = sharedBytes(prompt, other)
      return other.bytes - shared < PREFIX_CHUNK_BYTES ? shared : 0
    }
    const [best] = others.toSorted((a, b) => goesOn(b) - goesOn(a))
    const kept = best !== undefined && goesOn(best) > 0 ? others.filter((other) => other !== best) : others
    models.set(model, [...kept, prompt].slice(-Math.max(1, Math.min(slots, MAX_REMEMBERED_PROMPTS))))
    this.#read.set(boot, models)
  }
}
