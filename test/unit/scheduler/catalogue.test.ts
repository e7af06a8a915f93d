import { describe, expect, it } from 'vitest'
import { Catalogue } from '../../../src/scheduler/catalogue.js'
import { model, peerRecord } from './scripted-mesh.js'

const TINY = model('tiny')
const OTHER_QUANTISATION = {
  ...model('tiny-small'),
  name: 'tiny',
  manifest: { ...model('tiny-small').manifest, quantisation: 'q4_0' },
}

describe('the catalogue', () => {
  it('lists each model once, with how many nodes have it and the largest context', () => {
    const catalogue = new Catalogue(
      [TINY],
      [peerRecord('A', { models: [{ ...TINY, contextTokens: 8_192 }, model('big')] }), peerRecord('B')],
    )
    expect(
      catalogue.list().map(({ id, nodes, contextTokens, isLocal }) => [id, nodes, contextTokens, isLocal]),
    ).toEqual([
      ['big', 1, 4_096, false],
      ['tiny', 3, 8_192, true],
    ])
  })

  it('counts a node once, however often it offers a model', () => {
    const catalogue = new Catalogue([], [peerRecord('A', { models: Array.from({ length: 60 }, () => TINY) })])
    expect(catalogue.list().map(({ nodes }) => nodes)).toEqual([1])
  })

  it('tells two quantisations of one name apart, and takes the local one when only the name is said', () => {
    const catalogue = new Catalogue([TINY], [peerRecord('A', { models: [OTHER_QUANTISATION] })])
    expect(catalogue.list().map(({ id }) => id)).toEqual(['tiny:q4_0', 'tiny:q8_0'])
    expect(catalogue.resolve('tiny').digest).toBe(TINY.digest)
    expect(catalogue.resolve('tiny:q4_0').digest).toBe(OTHER_QUANTISATION.digest)
    const remote = new Catalogue([], [peerRecord('A', { models: [TINY, OTHER_QUANTISATION] })])
    expect(() => remote.resolve('tiny')).toThrow(expect.objectContaining({ code: 'ERR_SOV_MODEL_AMBIGUOUS' }))
  })

  it('calls a model as its owner here does, whatever a peer calls the same file', () => {
    const renamed = { ...TINY, name: 'evil' }
    const catalogue = new Catalogue([TINY], [peerRecord('A', { models: [renamed] })])
    expect(catalogue.list().map(({ name }) => name)).toEqual(['tiny'])
    expect(catalogue.resolve('evil').digest).toBe(TINY.digest)
  })

  it('knows nothing that nobody offers', () => {
    expect(new Catalogue([], []).list()).toEqual([])
    expect(() => new Catalogue([], []).resolve('tiny')).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_MODEL_NOT_FOUND' }),
    )
  })
})
