import { expect, test } from 'vitest'
import { Catalogue } from '../../../src/scheduler/catalogue.js'
import { model, peerRecord } from './scripted-mesh.js'

const embedding = model('vectors', { task: 'embedding' })
const chat = model('tiny')
const badRequest = expect.objectContaining({ code: 'ERR_SOV_BAD_REQUEST', param: 'model' }) as Error

test('finds a model for what it is for, and for nothing else', () => {
  const catalogue = new Catalogue([chat], [peerRecord('A', { models: [embedding] })])
  expect(catalogue.resolve('vectors', 'embedding')).toMatchObject({ digest: embedding.digest, task: 'embedding' })
  expect(catalogue.resolve('vectors')).toMatchObject({ task: 'embedding' })
  expect(() => catalogue.resolve('vectors', 'chat')).toThrow(badRequest)
  expect(() => catalogue.resolve('tiny', 'embedding')).toThrow(badRequest)
})

test('does not let one node with a wrong word about a model take it from the others', () => {
  const liar = peerRecord('Liar', { models: [{ ...embedding, task: 'chat' }] })
  for (const catalogue of [
    new Catalogue([embedding], [liar]),
    new Catalogue([], [liar, peerRecord('A', { models: [embedding] })]),
  ]) {
    expect(catalogue.resolve('vectors', 'embedding')).toMatchObject({ task: 'embedding', nodes: 1 })
  }
})
