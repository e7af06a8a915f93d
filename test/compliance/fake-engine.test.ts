import { systemClock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import { describeEmbeddingCompliance } from './embedding.js'
import { describeEngineCompliance } from './engine.js'

function fakeCompliance(name: string, givesTokenIds: boolean): void {
  describeEngineCompliance(name, {
    setup() {
      const engine = createFakeEngine({
        clock: systemClock,
        isTextOnly: !givesTokenIds,
        slots: 2,
        contextTokens: 100,
        prefillMsPerToken: 0.1,
        outputMsPerToken: 0.1,
      })
      return Promise.resolve({
        engine,
        model: engine.models()[0]!.digest,
        messages: [{ role: 'user', content: 'What is a mesh?' }],
        overflow: [{ role: 'user', content: 'word '.repeat(100) }],
        caches: true,
        givesTokenIds,
      })
    },
    teardown: () => Promise.resolve(),
  })
}

fakeCompliance('fake', true)
fakeCompliance('fake without token ids', false)

describeEmbeddingCompliance('fake', {
  setup() {
    const engine = createFakeEngine({
      clock: systemClock,
      models: [],
      embeddingModels: ['vectors'],
      slots: 2,
      contextTokens: 100,
      prefillMsPerToken: 0.1,
    })
    return Promise.resolve({ engine, model: engine.models()[0]!.digest, overflow: 'word '.repeat(101) })
  },
  teardown: () => Promise.resolve(),
})
