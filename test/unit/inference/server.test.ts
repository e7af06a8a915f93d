import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { manifestDigest, type EngineModel } from '../../../src/engine/index.js'
import { Admission } from '../../../src/inference/admission.js'
import type { InferenceComponents } from '../../../src/inference/index.js'
import { DEFAULT_DEADLINES } from '../../../src/inference/protocol.js'
import { InferenceServer } from '../../../src/inference/server.js'
import { standing } from '../../../src/ledger/index.js'
import type { Member } from '../../../src/membership/index.js'
import { BUILT_IN_POLICY, createServeRules, type Policy } from '../../../src/policy/index.js'
import { inferFrame, RefuseCode, type InferFrame } from '../../../src/wire/index.js'
import { testCoop, type TestCoop } from '../../helpers/coop.js'
import { Exchange, ledgerPair, TEST_MANIFEST, type LedgerNode } from '../../helpers/ledger-node.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { policy as policyOf } from '../policy/policies.js'
import { ScriptedChannel } from './scripted-channel.js'

const MODEL: EngineModel = {
  name: 'model',
  digest: manifestDigest(TEST_MANIFEST),
  manifest: TEST_MANIFEST,
  task: 'chat',
  contextTokens: 4_096,
  slots: 1,
}

/** Sends one order and then ends the stream. */
class OrderingChannel extends ScriptedChannel {
  override readonly peer: string
  readonly answers: InferFrame[] = []
  #order: Uint8Array | null

  constructor({ consumer, order }: Exchange) {
    super()
    this.peer = consumer.party.peer
    this.#order = inferFrame.encode({ order: order.bytes })
  }

  override receive(): Promise<Uint8Array | null> {
    const order = this.#order
    this.#order = null
    return Promise.resolve(order)
  }

  override send(frame: Uint8Array): Promise<void> {
    this.answers.push(inferFrame.decode(frame))
    return Promise.resolve()
  }
}

describe('the place of an order', () => {
  const clock = new ManualClock()
  let coop: TestCoop
  let consumer: LedgerNode
  let provider: LedgerNode
  let admission: Admission
  let server: InferenceServer
  let policy: Policy
  beforeEach(async () => {
    policy = BUILT_IN_POLICY
    coop = testCoop({ nowMs: clock.nowMs() })
    ;({ consumer, provider } = await ledgerPair(coop, clock))
    admission = new Admission(
      clock,
      () => undefined,
      () => standing(0n, { creditLimit: 0n, startingLine: 0n }),
    )
    const components: Pick<InferenceComponents, 'clock' | 'ledger' | 'serveRules' | 'signer'> & {
      readonly sharing: Pick<InferenceComponents['sharing'], 'models'>
      readonly membership: Partial<InferenceComponents['membership']>
    } = {
      clock,
      ledger: provider.ledger,
      signer: provider.key,
      sharing: { models: () => [MODEL] },
      serveRules: createServeRules({
        membership: () => ({ ...provider.party, coop: undefined, federated: () => [] }),
        policy: () => policy,
        blocked: () => [],
        clock,
      }),
      membership: {
        ...provider.party,
        member: () => consumer.party as Member,
        acceptedPriceTables: () => [coop.priceTable],
      },
    }
    server = new InferenceServer(components as InferenceComponents, admission, DEFAULT_DEADLINES)
  })
  afterEach(async () => {
    await consumer.close()
    await provider.close()
  })

  const serve = async (exchange: Exchange): Promise<readonly InferFrame[]> => {
    const channel = new OrderingChannel(exchange)
    await server.serve(channel, new AbortController().signal).catch(() => undefined)
    return channel.answers
  }

  it('is free again when the prompt never comes', async () => {
    const [answer] = await serve(new Exchange(coop, consumer, provider))
    expect(answer?.accept).not.toBeNull()
    expect(admission.admitted()).toBe(0)
  })

  it('is free again when the ledger refuses the order', async () => {
    const exchange = new Exchange(coop, consumer, provider)
    await serve(exchange)
    const [answer] = await serve(exchange)
    expect(answer?.refuse?.code).toBe(RefuseCode.REFUSE_CODE_REPLAY)
    expect(admission.admitted()).toBe(0)
  })

  it('is not taken where the serve rules of the owner refuse, and is one of as many as they say', async () => {
    policy = policyOf({ serve: [{ models: ['other'] }] })
    const [denied] = await serve(new Exchange(coop, consumer, provider))
    expect(denied?.refuse?.code).toBe(RefuseCode.REFUSE_CODE_NOT_SERVED)
    expect(admission.admitted()).toBe(0)

    policy = policyOf({ serve: [{ max_concurrent: 1 }] })
    const asking = { orgId: consumer.party.credential.orgId, maxConcurrent: 0, isOwn: false, maxCharge: 0n, cost: 1 }
    const place = admission.enter(MODEL, asking)
    const [busy] = await serve(new Exchange(coop, consumer, provider))
    expect(busy?.refuse?.code).toBe(RefuseCode.REFUSE_CODE_BUSY)
    place.leave()
    const [answer] = await serve(new Exchange(coop, consumer, provider))
    expect(answer?.accept).not.toBeNull()
  })

  it('is free again when the ledger fails', async () => {
    await provider.ledger.stop()
    const channel = new OrderingChannel(new Exchange(coop, consumer, provider))
    await expect(server.serve(channel, new AbortController().signal)).rejects.toMatchObject({
      code: 'ERR_SOV_STOPPING',
    })
    expect(admission.admitted()).toBe(0)
  })
})
