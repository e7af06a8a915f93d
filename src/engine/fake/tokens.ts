import type { Prompt } from '../index.js'

const SYLLABLES = [
  'ba',
  'do',
  'fe',
  'gi',
  'ka',
  'lo',
  'me',
  'ni',
  'pa',
  'ro',
  'se',
  'ti',
  'va',
  'wo',
  'xe',
  'zi',
] as const
/** Three syllables: 4096 words, one token each. */
const WORDS: readonly string[] = SYLLABLES.flatMap((a) =>
  SYLLABLES.flatMap((b) => SYLLABLES.map((c) => ` ${a}${b}${c}`)),
)
const WORD_IDS: ReadonlyMap<string, number> = new Map(WORDS.map((word, id) => [word, id]))
/** Ids of prompt text outside the vocabulary lie above it. */
const FOREIGN_ID = WORDS.length

/** Number of different tokens that the engine can say. */
export const VOCABULARY_SIZE = WORDS.length

/**
 * Text of an output token: a space and three syllables.
 *
 * @param id - 0 to 4095.
 */
export function fakeTokenText(id: number): string {
  return WORDS[id] ?? ''
}

/** Token ids of a prompt: of a chat one for each message's role, then those of its text. */
export function tokenizePrompt({ messages, prompt }: Prompt): readonly number[] {
  if (prompt !== undefined) return tokenizeText(prompt)
  return messages.flatMap(({ role, content }) => [FOREIGN_ID + mix(0, role), ...tokenizeText(content)])
}

/** Token ids of a text: one per word; words of the vocabulary get their own id back. */
export function tokenizeText(text: string): readonly number[] {
  return (text.match(/\s*\S+|\s+$/g) ?? []).map((word) => WORD_IDS.get(word) ?? FOREIGN_ID + mix(0, word))
}

/** Folds a text or a number into a hash, uint32 (FNV-1a). */
export function mix(hash: number, value: string | number): number {
  return Buffer.from(String(value)).reduce((h, byte) => Math.imul(h ^ byte, 0x01000193), hash ^ 0x811c9dc5) >>> 0
}
