import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import { GREEDY, readAnswer } from '../compliance/engine.js'
import { Cable } from '../helpers/cable.js'
import { freePort } from '../helpers/free-port.js'
import { TestMesh } from '../helpers/mesh.js'
import { until } from '../helpers/until.js'

/** Field 7 of InferFrame, length-delimited. */
const STATEMENT_TAG = (7 << 3) | 2

describe('a settlement whose stream breaks before the provider has the countersign', () => {
  let mesh: TestMesh
  let cable: Cable

  beforeEach(() => {
    mesh = new TestMesh()
  })
  afterEach(async () => {
    await mesh.stop()
    await cable.end()
  })

  it('is completed when the two meet again', async () => {
    const port = await freePort()
    cable = await Cable.to(port)
    let isCut = false
    const [serving, asking] = await mesh.form([
      {
        org: 'Serving',
        jurisdiction: 'DE',
        engines: [createFakeEngine({ clock: systemClock })],
        listen: [`/ip4/127.0.0.1/tcp/${String(port)}`],
        announce: [cable.address],
      },
      {
        org: 'Asking',
        jurisdiction: 'NO',
        tap: ({ protocol, isInbound, bytes }) => {
          if (isCut || protocol !== '/sov/infer/1' || !isInbound || bytes[0] !== STATEMENT_TAG) return
          isCut = true
          cable.cut()
        },
      },
    ])
    const engine = asking!.node.remote(serving!.peerId)
    const { text, parts } = await readAnswer(
      engine.generate(
        {
          model: engine.models()[0]!.digest,
          messages: [{ role: 'user', content: 'Hello' }],
          sampling: GREEDY,
          tenant: 'own',
        },
        { signal: new AbortController().signal },
      ),
    )
    expect(isCut).toBe(true)
    expect(text).not.toBe('')
    // the consumer holds the whole receipt, whatever became of the stream
    expect(parts.at(-1)).toMatchObject({ settlement: { status: 'settled' } })

    await until('the provider has been handed the countersign', async () => {
      const [receipt] = await serving!.node.control.receipts({})
      return receipt?.state === 'settled'
    })
    expect((await serving!.node.control.ledger()).perPeer).toMatchObject([{ requests: 1 }])
    const [{ orderId } = { orderId: '' }] = await serving!.node.control.receipts({})
    const [ours, theirs] = await Promise.all([asking!, serving!].map(({ node }) => node.control.receipt(orderId)))
    expect(ours).toEqual(theirs)
  })
})
