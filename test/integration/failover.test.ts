import { afterEach, describe, expect, it } from 'vitest'
import { DEMO_MODEL_PATH } from '../../node/package-info.js'
import type { RoutedRequest } from '../../src/scheduler/index.js'
import { GREEDY, readAnswer } from '../compliance/engine.js'
import { TestMesh, type TestNode } from '../helpers/mesh.js'

const ENGINE = { gpu: 'cpu', threads: 1, slots: 2, contextTokens: 512 } as const
/** Tokens that are there when the engine is killed. */
const BREAKS = [1, 6, 23]

function ask({ node }: TestNode): RoutedRequest {
  const messages = [{ role: 'user', content: 'Explain failover in detail.' }] as const
  return node.scheduler.dispatch(
    {
      model: 'sov-demo',
      messages,
      sampling: { ...GREEDY, maxOutputTokens: 100 },
      requests: [{ tier: 'mesh' }],
      allowFallbacks: true,
    },
    { signal: new AbortController().signal },
  )
}

describe('an answer of a real model whose engine is killed', () => {
  const mesh = new TestMesh()

  afterEach(() => mesh.stop())

  it('goes on at another node with no token lost or repeated', async () => {
    const nodes = await mesh.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'One', jurisdiction: 'DE', models: [DEMO_MODEL_PATH], engine: ENGINE },
      { org: 'Two', jurisdiction: 'FR', models: [DEMO_MODEL_PATH], engine: ENGINE },
    ])
    const [asking, ...serving] = nodes
    const whole = await readAnswer(ask(asking!).parts)
    for (const breakAt of BREAKS) {
      await mesh.known(nodes, serving.length)
      const pids = new Map<string, number | undefined>()
      for (const { node, peerId } of serving) pids.set(peerId, (await node.control.status()).engines[0]?.pid)
      const request = ask(asking!)
      const tokenIds: number[] = []
      let text = ''
      let isKilled = false
      for await (const part of request.parts) {
        if (part.type === 'end')
          expect(part.usage, `at ${String(breakAt)}`).toMatchObject({ outputTokens: tokenIds.length })
        if (part.type !== 'delta') continue
        tokenIds.push(...part.tokenIds)
        text += part.text
        const pid = pids.get(request.record().attempts.at(-1)?.peer ?? '')
        if (isKilled || tokenIds.length < breakAt || pid === undefined) continue
        isKilled = true
        process.kill(pid, 'SIGKILL')
      }
      expect(tokenIds, `at ${String(breakAt)}`).toEqual(whole.tokenIds)
      expect(text, `at ${String(breakAt)}`).toBe(whole.text)
      const { attempts } = request.record()
      expect(attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'served'])
      const given = attempts.map(({ outputTokens }) => outputTokens)
      expect(given[0]! + given[1]!).toBe(whole.tokenIds.length)
    }
  })
})
