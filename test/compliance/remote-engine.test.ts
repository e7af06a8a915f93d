import { join } from 'node:path'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import type { ChatMessage, Engine } from '../../src/engine/index.js'
import { TestMesh, type TestNodeOptions } from '../helpers/mesh.js'
import { MINILM, withoutMinilm } from '../helpers/minilm.js'
import { describeEmbeddingCompliance } from './embedding.js'
import { describeEngineCompliance, type EngineUnderTest } from './engine.js'

const DEMO_MODEL = join(import.meta.dirname, '../../models/sov-demo-q8_0.gguf')

type Provider = Pick<TestNodeOptions, 'engines' | 'models'>

async function remoteEngine(mesh: TestMesh, provider: Provider): Promise<Engine> {
  const [consumer, served] = await mesh.form([
    { org: 'Asking', jurisdiction: 'NO' },
    { org: 'Serving', jurisdiction: 'DE', engine: { threads: 1, gpu: 'cpu' }, ...provider },
  ])
  return consumer!.node.remote(served!.peerId)
}

function remoteCompliance(
  name: string,
  provider: Provider,
  question: string,
  overflow: string,
  givesTokenIds = true,
): void {
  const mesh = new TestMesh()
  describeEngineCompliance(name, {
    async setup(): Promise<EngineUnderTest> {
      const engine = await remoteEngine(mesh, provider)
      const user = (content: string): readonly ChatMessage[] => [{ role: 'user', content }]
      return {
        engine,
        model: engine.models()[0]!.digest,
        messages: user(question),
        overflow: user(overflow),
        caches: true,
        givesTokenIds,
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
  'a remote peer with an engine that gives no token ids',
  { engines: [createFakeEngine({ clock: systemClock, contextTokens: 256, isTextOnly: true })] },
  'Tell me about the mesh.',
  'word '.repeat(400),
  false,
)

remoteCompliance(
  'a remote peer with llama.cpp',
  { models: [DEMO_MODEL] },
  'What is sov-node?',
  'What is a mesh? '.repeat(400),
)

function remoteEmbeddingCompliance(name: string, provider: Provider, overflow: string, skip?: string): void {
  const mesh = new TestMesh()
  describeEmbeddingCompliance(name, {
    skip,
    async setup() {
      const engine = await remoteEngine(mesh, provider)
      return { engine, model: engine.models()[0]!.digest, overflow }
    },
    teardown: () => mesh.stop(),
  })
}

remoteEmbeddingCompliance(
  'a remote peer with the fake engine',
  { engines: [createFakeEngine({ clock: systemClock, models: [], embeddingModels: ['vectors'], contextTokens: 256 })] },
  'word '.repeat(257),
)

remoteEmbeddingCompliance(
  'a remote peer with all-minilm',
  { models: [MINILM] },
  'What is a mesh? '.repeat(400),
  withoutMinilm,
)
