import { expect } from 'vitest'
import { GREEDY, readAnswer } from '../compliance/engine.js'
import type { TestNode } from './mesh.js'

/** One node has a short answer of another one, and both have settled it. */
export async function askPeer(from: TestNode, to: TestNode): Promise<void> {
  const engine = from.node.remote(to.peerId)
  const { parts } = await readAnswer(
    engine.generate(
      {
        model: engine.models()[0]!.digest,
        messages: [{ role: 'user', content: 'Hello' }],
        sampling: { ...GREEDY, maxOutputTokens: 8 },
        tenant: 'own',
      },
      { signal: new AbortController().signal },
    ),
  )
  expect(parts.at(-1)).toMatchObject({ settlement: { status: 'settled' } })
}
