import { join } from 'node:path'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import type { ChatMessage, Engine } from '../../src/engine/index.js'
import { TestMesh } from '../helpers/mesh.js'
import { describeEngineCompliance, type EngineUnderTest } from './engine.js'

const DEMO_MODEL = join(import.meta.dirname, '../../models/sov-demo-q8_0.gguf')

function remoteCompliance(
  name: string,
  provider: { engines?: readonly Engine[]; models?: readonly string[] },
  question: string,
  overflow: string,
): void {
  const mesh = new TestMesh()
  describeEngineCompliance(name, {
    async setup(): Promise<EngineUnderTest> {
      const [consumer, served] = await mesh.form([
        { org: 'Asking', jurisdiction: 'NO' },
        { org: 'Serving', jurisdiction: 'DE', engine: { threads: 1, gpu: 'cpu' }, ...provider },
      ])
      const engine = consumer!.node.remote(served!.peerId)
      const user = (content: string): readonly ChatMessage[] => [{ role: 'user', content }]
      return {
        engine,
        model: engine.models()[0]!.digest,
        messages: user(question),
        overflow: user(overflow),
        caches: true,
      }
    },
    teardown: () => mesh.stop(),
  })
}

remoteCompliance(
  'a remote peer with the fake engine',
  { engines: [createFakeEngine({ clock: systemClock, contextTokens: 256 })] },
  'Tell me about the mesh.',
  'word '.repeat(400),
)

remoteCompliance(
  'a remote peer with llama.cpp',
  { models: [DEMO_MODEL] },
  'What is sov-node?',
  'What is a mesh? '.repeat(400),
)
