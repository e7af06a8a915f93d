import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { systemClock } from '../../src/clock.js'
import { createLlamaEngine, type LlamaEngine } from '../../src/engine/llama/index.js'
import { sha256 } from '../../src/wire/index.js'
import { describeEngineCompliance, type EngineCompliance } from './engine.js'

describeEngineCompliance('llama.cpp with the demo model', llama('models/sov-demo-q8_0.gguf', 'What is a token?'))
const small = '../shared/models/minimind2-small-q8_0.gguf'
describeEngineCompliance('llama.cpp with minimind2-small', {
  // most characters of the answer span several tokens
  ...llama(small, '世界上最高的山是哪座？'),
  skip: existsSync(small) ? undefined : `${small} is not there`,
})

function llama(path: string, content: string): EngineCompliance {
  const contextTokens = 512
  let engine: LlamaEngine | undefined
  return {
    async setup() {
      const { size: sizeBytes, mtimeMs: modifiedMs } = await stat(path)
      engine = await createLlamaEngine({
        // the name of a file is hash enough here
        file: { path, sha256: sha256(Buffer.from(path)), sizeBytes, modifiedMs },
        name: 'model',
        clock: systemClock,
        options: { gpu: 'cpu', threads: 1, slots: 2, contextTokens },
      })
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
