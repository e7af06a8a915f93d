import { describe, expect, it } from 'vitest'
import { deltaReader, vectorReader } from '../../../src/inference/content-reader.js'
import { MAX_VECTOR_VALUES } from '../../../src/limits.js'
import { delta, type Delta } from '../../../src/wire/index.js'

/** As it comes from a peer. */
const sent = (content: Partial<Delta>): Delta => delta.decode(delta.encode(content))
const misbehaved = expect.objectContaining({ code: 'ERR_SOV_PEER_MISBEHAVED' }) as Error

describe('vectors of a peer', () => {
  it('arrive bit for bit', () => {
    const values = Float32Array.of(0.1, -1.5e-30, 3, -0)
    const reader = vectorReader(1)
    expect(reader.read(sent({ vector: [...values] }))).toEqual({ type: 'vector', values })
    expect(() => reader.finish(1)).toThrow(misbehaved)
    expect(() => reader.finish(0)).not.toThrow()
  })

  it.each([
    ['not a number', { vector: [1, NaN] }],
    ['infinite', { vector: [1, Infinity] }],
    ['of another length than the one before', { vector: [1] }],
    ['absent', {}],
    ['a token', { tokenIds: [1], text: 'word' }],
    ['a vector with text', { vector: [1, 2], text: 'word' }],
  ])('are refused when one is %s', (_what, content) => {
    const reader = vectorReader(2)
    reader.read(sent({ vector: [1, 2] }))
    expect(() => reader.read(sent(content))).toThrow(misbehaved)
  })

  it('are refused when they have no values, or more than any model gives', () => {
    expect(() => vectorReader(1).read(sent({}))).toThrow(misbehaved)
    const vector = Array.from({ length: MAX_VECTOR_VALUES + 1 }, () => 0)
    expect(() => vectorReader(1).read(sent({ vector }))).toThrow(misbehaved)
    expect(() => vectorReader(1).read(sent({ vector: vector.slice(1) }))).not.toThrow()
  })

  it('are as many as the texts', () => {
    const reader = vectorReader(1)
    expect(() => reader.finish(0)).toThrow(misbehaved)
    reader.read(sent({ vector: [1] }))
    expect(() => reader.finish(0)).not.toThrow()
    expect(() => reader.read(sent({ vector: [1] }))).toThrow(misbehaved)
  })
})

describe('tokens of a peer', () => {
  it('are refused when they are a vector', () => {
    expect(() => deltaReader(5).read(sent({ tokenIds: [1], vector: [1] }))).toThrow(misbehaved)
  })

  it('are refused when they are nothing', () => {
    expect(() => deltaReader(5).read(sent({}))).toThrow(misbehaved)
    expect(() => deltaReader(5).read(sent({ tokenIds: [1] }))).not.toThrow()
  })

  it('are as many as their ids, whatever the text', () => {
    const reader = deltaReader(5)
    reader.read(sent({ tokenIds: [1, 2], text: 'a long word' }))
    for (const told of [1, 3]) expect(() => reader.finish(told), String(told)).toThrow(misbehaved)
    expect(() => reader.finish(2)).not.toThrow()
    expect(reader.count).toMatchObject({ tokens: 2, attestedAbove: undefined })
  })

  it.each([
    ['fewer than the deltas', 1],
    ['more than the bytes of their text', 6],
  ])('that have no ids are refused when they are told to be %s', (_what, told) => {
    const reader = deltaReader(10)
    for (const text of ['ab', 'cde']) reader.read(sent({ text }))
    expect(() => reader.finish(told)).toThrow(misbehaved)
  })

  it.each([2, 5])('that have no ids may be %i in two deltas of five bytes', (told) => {
    const reader = deltaReader(10)
    for (const text of ['ab', 'cde']) reader.read(sent({ text }))
    expect(reader.count.tokens).toBe(2)
    reader.finish(told)
    expect(reader.count).toMatchObject({ tokens: told, attestedAbove: 0 })
  })

  it('are never more than were ordered', () => {
    const reader = deltaReader(2)
    reader.read(sent({ text: 'a long word' }))
    expect(() => reader.finish(3)).toThrow(misbehaved)
    expect(reader.count.tokens).toBe(1)
    reader.read(sent({ text: 'x' }))
    expect(() => reader.read(sent({ text: 'x' }))).toThrow(misbehaved)
  })
})
