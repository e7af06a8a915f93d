import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SovError } from '../../../src/errors.js'
import { isModelName, modelId, modelNameOfFile, resolveModel, type KnownModel } from '../../../src/models/index.js'

const model = (name: string, quantisation: string, digit: string, isLocal = false): KnownModel => ({
  name,
  quantisation,
  digest: digit.repeat(64),
  isLocal,
})
const small = model('llama', 'q4_0', 'a')
const large = model('llama', 'q8_0', 'b')
const other = model('llama', 'q8_0', 'c')
const demo = model('sov-demo', 'q8_0', 'd')

function failure(models: readonly KnownModel[], wanted: string): SovError {
  try {
    resolveModel(models, wanted)
  } catch (error) {
    if (SovError.isInstance(error)) return error
  }
  throw new Error('expected a SovError')
}

test.each([
  ['sov-demo', demo],
  ['SOV-Demo', demo],
  ['sov-demo:q8_0', demo],
  ['llama:q4_0', small],
  ['llama:q8_0@bbbb', large],
  ['llama@cccc', other],
  ['c'.repeat(64), other],
])('resolves %s', (wanted, expected) => {
  expect(resolveModel([small, large, other, demo], wanted)).toBe(expected)
})

test('takes models of the same name and different quantisation for different ones', () => {
  const error = failure([small, large], 'llama')
  expect(error.code).toBe('ERR_SOV_MODEL_AMBIGUOUS')
  expect(error.remedy).toBe('Ask for one of: llama:q4_0@aaaaaaaa, llama:q8_0@bbbbbbbb.')
})

test('takes the same model on several nodes for one', () => {
  expect(resolveModel([demo, { ...demo, isLocal: true }], 'sov-demo').digest).toBe(demo.digest)
})

test('prefers the only local one of several', () => {
  const local = { ...large, isLocal: true }
  expect(resolveModel([small, local, other], 'llama')).toBe(local)
  expect(failure([{ ...small, isLocal: true }, local], 'llama').code).toBe('ERR_SOV_MODEL_AMBIGUOUS')
})

test('names what exists when nothing matches, but not everything', () => {
  const many = Array.from({ length: 30 }, (_, index) => ({
    ...demo,
    name: `model-${String(index)}`,
    digest: String(index).padStart(64, '0'),
  }))
  const error = failure(many, 'nothing')
  expect(error.code).toBe('ERR_SOV_MODEL_NOT_FOUND')
  expect(error.remedy).toContain('model-0, model-1')
  expect(error.remedy).toContain('and 20 more')
  expect(failure([], 'nothing').remedy).toBe('Load a model on a node of the mesh.')
})

test.each(['', ':', 'llama:', '@aaaa', 'llama:q4_0:x', 'llama@xyz', 'a'.repeat(63)])(
  'finds nothing for %j',
  (wanted) => {
    expect(failure([small, demo], wanted).code).toBe('ERR_SOV_MODEL_NOT_FOUND')
  },
)

test.each([
  ['sov-demo', demo],
  ['llama:q4_0', small],
  ['llama:q8_0@bbbbbbbb', large],
])('calls a model %s', (id, known) => {
  expect(modelId([small, large, other, demo], known)).toBe(id)
})

test('calls every model by an id that means exactly it', () => {
  const known = fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    quantisation: fc.constantFrom('q4_0', 'q8_0'),
    digest: fc.string({ unit: fc.constantFrom('0', '1'), minLength: 64, maxLength: 64 }),
    isLocal: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(known, { minLength: 1 }), (models) => {
      for (const each of models) {
        expect(resolveModel(models, modelId(models, each)).digest).toBe(each.digest)
      }
    }),
  )
})

test.each([
  ['/models/sov-demo-q8_0.gguf', 'sov-demo'],
  ['Llama-3.2-1B-Instruct-Q4_K_M.gguf', 'llama-3.2-1b-instruct'],
  ['tinyllama-1.1b-chat-iq2_xxs.gguf', 'tinyllama-1.1b-chat'],
  ['phi.f16.gguf', 'phi'],
  ['qwen3-0.6b-bf16.GGUF', 'qwen3-0.6b'],
  ['gpt-oss-20b-mxfp4.gguf', 'gpt-oss-20b'],
  ['My Model (1).gguf', 'my-model-1-'],
  ['q8_0.gguf', 'q8_0'],
  ['.gguf', 'model'],
])('names %s %s', (path, name) => {
  expect(modelNameOfFile(path)).toBe(name)
  expect(isModelName(name)).toBe(true)
})

test.each(['', 'A', 'a b', 'a:b', 'a@b', '-a', 'a'.repeat(65), 'a\n'])('refuses %j as a name', (name) => {
  expect(isModelName(name)).toBe(false)
})
