import { expect, test } from 'vitest'
import { TokenText } from '../../../src/engine/llama/token-text.js'

/** Each token is one byte. */
const bytes = (tokens: readonly number[]): string => Buffer.from(tokens).toString('utf8')

test('keeps the tokens of a character together', () => {
  const text = new TokenText(bytes, [])
  const pieces = [...Buffer.from('a€😀b')].map((token) => text.push(token)).filter((piece) => piece !== undefined)
  expect(pieces.map((piece) => piece.text)).toEqual(['a', '€', '😀', 'b'])
  expect(pieces.map(({ tokenIds }) => tokenIds.length)).toEqual([1, 3, 4, 1])
})

test('gives up on bytes that never become a character, and loses no token', () => {
  const text = new TokenText(bytes, [])
  const pieces = Array.from({ length: 20 }, () => text.push(0x80))
  const last = text.flush()
  expect([...pieces, last].flatMap((piece) => piece?.tokenIds ?? []).length).toBe(20)
})

test('ends without the broken half of a character', () => {
  const text = new TokenText(bytes, [])
  const [first = 0, second = 0] = Buffer.from('€')
  expect(text.push(first)).toBeUndefined()
  expect(text.push(second)).toBeUndefined()
  expect(text.flush()).toEqual({ tokenIds: [first, second], text: '' })
  expect(text.flush()).toBeUndefined()
})

test('shows the detokeniser the last tokens before the new ones', () => {
  const seen: (readonly number[])[] = []
  const text = new TokenText(
    (tokens, previous) => {
      seen.push(previous)
      return String(tokens)
    },
    [1, 2, 3, 4],
  )
  text.push(5)
  text.push(6)
  expect(seen).toEqual([
    [2, 3, 4],
    [3, 4, 5],
  ])
})
