import type { GgufFileInfo } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { modelTask } from '../../../src/engine/llama/gguf-facts.js'

const file = (architectureMetadata: object): GgufFileInfo => ({ architectureMetadata }) as GgufFileInfo

test.each([
  ['a model that says nothing chats', {}, 'chat'],
  ['a causal model chats', { attention: { causal: true } }, 'chat'],
  ['a model that pools nothing chats', { pooling_type: 0 }, 'chat'],
  ['the mean of all tokens is an embedding', { pooling_type: 1, attention: { causal: false } }, 'embedding'],
  ['the first token is an embedding', { pooling_type: 2, attention: { causal: false } }, 'embedding'],
  ['the last token of a causal model is an embedding', { pooling_type: 3 }, 'embedding'],
  ['a reranker is for neither', { pooling_type: 4, attention: { causal: false } }, undefined],
  ['a vector for each token is for neither', { attention: { causal: false } }, undefined],
])('%s', (_what, metadata, task) => {
  expect(modelTask(file(metadata), true)).toBe(task)
})

test('an encoder alone chats never', () => {
  expect(modelTask(file({}), false)).toBeUndefined()
})
