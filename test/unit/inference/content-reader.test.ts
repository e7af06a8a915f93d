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
    expect(() => reader.finish()).not.toThrow()
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
    expect(() => reader.finish()).toThrow(misbehaved)
    reader.read(sent({ vector: [1] }))
    expect(() => reader.finish()).not.toThrow()
    expect(() => reader.read(sent({ vector: [1] }))).toThrow(misbehaved)
  })
})

describe('tokens of a peer', () => {
  it('are refused when they are a vector', () => {
    expect(() => deltaReader(5).read(sent({ vector: [1] }))).toThrow(misbehaved)
  })
})
