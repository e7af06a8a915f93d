import fc from 'fast-check'
import { expect, test } from 'vitest'
import { StopFilter, type Piece } from '../../../src/engine/stop-filter.js'

function filter(stops: readonly string[], texts: readonly string[]): { pieces: Piece[]; isStopped: boolean } {
  const filter = new StopFilter(stops)
  const pieces: (Piece | undefined)[] = []
  for (const [id, text] of texts.entries()) {
    if (filter.isStopped) break
    pieces.push(filter.push({ tokenIds: [id], text }))
  }
  if (!filter.isStopped) pieces.push(filter.flush())
  return { pieces: pieces.filter((piece) => piece !== undefined), isStopped: filter.isStopped }
}

test('passes pieces on at once when nothing can begin a stop string', () => {
  const { pieces } = filter(['END'], ['a', 'b'])
  expect(pieces).toEqual([
    { tokenIds: [0], text: 'a' },
    { tokenIds: [1], text: 'b' },
  ])
})

test('holds a piece that may begin a stop string, ids and text together', () => {
  const { pieces, isStopped } = filter(['END'], ['a E', 'N', 'x'])
  expect(pieces).toEqual([{ tokenIds: [0, 1, 2], text: 'a ENx' }])
  expect(isStopped).toBe(false)
})

test('drops the tokens of the stop string, and keeps the one that only ends in it', () => {
  const { pieces, isStopped } = filter(['END'], ['a ', 'b E', 'N', 'D c'])
  expect(pieces).toEqual([
    { tokenIds: [0], text: 'a ' },
    { tokenIds: [1], text: 'b ' },
  ])
  expect(isStopped).toBe(true)
})

test('delivers the text before the first stop string and counts its tokens, however it is cut', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c') })
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 4 })),
      fc.array(letters, { maxLength: 4 }),
      (texts, stops) => {
        const whole = texts.join('')
        const real = stops.filter((stop) => stop !== '')
        const ends = real.map((stop) => whole.indexOf(stop)).filter((index) => index >= 0)
        const { pieces, isStopped } = filter(stops, texts)
        const text = pieces.map((piece) => piece.text).join('')
        const ids = pieces.flatMap(({ tokenIds }) => tokenIds)
        expect(isStopped).toBe(ends.length > 0)
        // with several stop strings the one that is complete first ends the answer
        const expected = isStopped ? firstComplete(texts, real) : whole
        expect(text).toBe(expected)
        expect(ids).toEqual(ids.map((_, index) => index))
        expect(texts.slice(0, ids.length).join('').startsWith(text)).toBe(true)
      },
    ),
  )
})

function firstComplete(texts: readonly string[], stops: readonly string[]): string {
  let text = ''
  for (const piece of texts) {
    text += piece
    const found = stops.map((stop) => text.indexOf(stop)).filter((index) => index >= 0)
    if (found.length > 0) return text.slice(0, Math.min(...found))
  }
  return text
}
