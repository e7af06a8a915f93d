import type { GeneratePart } from '../index.js'

/** An answer as servers give it that tell no token ids: text of two tokens at a time, and the count at the end. */
export async function* textOnly(parts: AsyncIterable<GeneratePart>): AsyncIterable<GeneratePart> {
  let held = ''
  for await (const part of parts) {
    const isFirst = part.type === 'delta' && held === ''
    if (part.type === 'delta') held += part.text
    if (isFirst) continue
    if (held !== '') yield { type: 'delta', tokenIds: [], text: held }
    held = ''
    if (part.type !== 'delta') yield part
  }
}
