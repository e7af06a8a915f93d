import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { systemClock } from '../../src/clock.js'
import { createLlamaEngine, type LlamaEngine } from '../../src/engine/llama/index.js'
import { sha256 } from '../../src/wire/index.js'
import { describeEmbeddingCompliance } from './embedding.js'
import { describeEngineCompliance, type EngineCompliance } from './engine.js'
import { MINILM, withoutMinilm } from '../helpers/minilm.js'

describeEngineCompliance('llama.cpp with the demo model', llama('models/sov-demo-q8_0.gguf', 'What is a token?'))
const small = '../shared/models/minimind2-small-q8_0.gguf'
describeEngineCompliance('llama.cpp with minimind2-small', {
  // most characters of the answer span several tokens
  ...llama(small, '世界上最高的山是哪座？'),
  skip: existsSync(small) ? undefined : `${small} is not there`,
})

let embedder: LlamaEngine | undefined
describeEmbeddingCompliance('llama.cpp with all-minilm', {
  skip: withoutMinilm,
  async setup() {
    embedder = await load(MINILM, 512)
    return { engine: embedder, model: embedder.models()[0]!.digest, overflow: 'many words '.repeat(512) }
  },
  teardown: async () => embedder?.close(),
})

async function load(path: string, contextTokens: number): Promise<LlamaEngine> {
  const { size: sizeBytes, mtimeMs: modifiedMs } = await stat(path)
  return createLlamaEngine({
    // the name of a file is hash enough here
    file: { path, sha256: sha256(Buffer.from(path)), sizeBytes, modifiedMs },
    name: 'model',
    clock: systemClock,
    options: { gpu: 'cpu', threads: 1, slots: 2, contextTokens },
  })
}

function llama(path: string, content: string): EngineCompliance {
  const contextTokens = 512
  let engine: LlamaEngine | undefined
  return {
    async setup() {
      engine = await load(path, contextTokens)
      return {
        engine,
        model: engine.models()[0]!.digest,
        messages: [{ role: 'user', content }],
        overflow: [{ role: 'user', content: 'many words '.repeat(contextTokens) }],
        caches: true,
      }
    },
    teardown: async () => engine?.close(),
  }
}
