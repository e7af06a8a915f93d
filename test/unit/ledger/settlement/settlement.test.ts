import { describe, expect, it } from 'vitest'
import { SovError } from '../../../../src/errors.js'
import { peerIdToBytes } from '../../../../src/identity/index.js'
import { MAX_CONFIRMATIONS } from '../../../../src/limits.js'
import { charge, createLedger, verifyReceipt } from '../../../../src/ledger/index.js'
import type { Store } from '../../../../src/store/index.js'
import {
  DisputeReason,
  ENTRY,
  openStatement,
  signStatement,
  StatementStatus,
  toHex,
  Verdict,
  type Entry,
} from '../../../../src/wire/index.js'
import { testCoop, testKey, verifiedMember } from '../../../helpers/coop.js'
import { Exchange, TEST_MANIFEST, type LedgerNode, type Job } from '../../../helpers/ledger-node.js'
import { ManualClock } from '../../../helpers/manual-clock.js'
import { usesLedgerPair } from '../../../helpers/uses-ledger-pair.js'

describe('settlement', () => {
  const clock = new ManualClock()
  const coop = testCoop({ nowMs: clock.nowMs() })
  let consumer: LedgerNode
  let provider: LedgerNode

  usesLedgerPair((pair) => ({ consumer, provider } = pair), { clock, coop })

  const exchange = (work?: Job): Exchange => new Exchange(coop, consumer, provider, work)

  it('gives both sides the same receipt and opposite balances', async () => {
    const work = exchange({ promptTokens: 100, cachedTokens: 40, outputTokens: 20 })
    const { countersigned } = await work.settle()
    expect(countersigned.verdict).toBe(Verdict.VERDICT_ACCEPT)
    const expected = charge(
      coop.priceTable.value,
      TEST_MANIFEST,
      { promptTokens: 100, cachedTokens: 40, outputTokens: 20 },
      false,
    )
    expect(countersigned.charge).toBe(expected)

    const id = toHex(work.order.value.orderId)
    const receipt = await consumer.ledger.receipt(id)
    expect(toHex(await provider.ledger.receipt(id))).toBe(toHex(receipt))
    expect(verifyReceipt(receipt, { trust: [coop.networkId] })).toMatchObject({
      orderId: id,
      consumer: { peer: consumer.party.peer, orgId: 'nord' },
      provider: { peer: provider.party.peer, orgId: 'sud' },
      status: 'complete',
      promptTokens: 100,
      cachedTokens: 40,
      outputTokens: 20,
      charge: expected,
      pairNumber: 1n,
      pairTotal: expected,
    })

    const [atConsumer, atProvider] = [await consumer.ledger.balances(), await provider.ledger.balances()]
    expect(atConsumer.perPeer).toEqual([
      {
        peer: provider.party.peer,
        orgId: 'sud',
        orgName: 'sud',
        contributed: 0n,
        consumed: expected,
        awarded: 0n,
        balance: -expected,
        requests: 1,
      },
    ])
    expect(atProvider.perPeer).toEqual([
      {
        peer: consumer.party.peer,
        orgId: 'nord',
        orgName: 'nord',
        contributed: expected,
        consumed: 0n,
        awarded: 0n,
        balance: expected,
        requests: 1,
      },
    ])
    expect(atProvider.perOrganisation).toMatchObject([{ orgId: 'nord', balance: expected }])
  })

  it('chains entries from a genesis that names the credential, and names the newest order in each', async () => {
    const first = exchange()
    const { countersigned } = await first.settle()
    const second = exchange()
    const { countersigned: next } = await second.settle()
    const [one, two] = [countersigned.entry.value, next.entry.value]
    expect([one.epoch, one.seq, two.epoch, two.seq]).toEqual([1, 2n, 1, 3n])
    expect(two.previous).toEqual(countersigned.entry.digest)
    expect([one.newestOrder, two.newestOrder]).toEqual([first.order.digest, second.order.digest])
    const [genesis] = await entriesOf(consumer)
    expect(genesis).toMatchObject({ seq: 1n, previous: Buffer.alloc(32) })
    expect(genesis?.genesis?.credential).toEqual(consumer.party.credentialDigest)
    expect(one.previous).toEqual(openStatement(ENTRY, (await rawEntriesOf(consumer))[0]!).digest)
  })

  it('links and numbers the orders of one boot', async () => {
    const first = exchange()
    const second = exchange()
    expect([first.order.value.orderNumber, second.order.value.orderNumber]).toEqual([1n, 2n])
    expect(first.order.value.previousOrder).toEqual(Buffer.alloc(32))
    expect(second.order.value.previousOrder).toEqual(first.order.digest)
    expect(second.order.value.consumerBootNonce).toEqual(Buffer.from(consumer.ledger.bootNonce))
    await consumer.restart()
    const afterRestart = exchange()
    expect(afterRestart.order.value).toMatchObject({ orderNumber: 1n, previousOrder: Buffer.alloc(32) })
    expect(afterRestart.order.value.consumerBootNonce).not.toEqual(second.order.value.consumerBootNonce)
  })

  it('confirms pair numbers in the next own entry, once', async () => {
    const { countersigned } = await exchange().settle()
    const { statement } = await exchange().settle()
    expect(statement.value.confirmations).toEqual([
      {
        consumer: Buffer.from(peerIdToBytes(consumer.party.peer)),
        pairNumber: 1n,
        countersign: countersigned.entry.digest,
      },
    ])
    const { statement: third } = await exchange().settle()
    expect(third.value.confirmations.map(({ pairNumber }) => pairNumber)).toEqual([2n])
  })

  it('confirms at most MAX_CONFIRMATIONS numbers in one entry; the rest wait', async () => {
    const stated = await Promise.all(
      Array.from({ length: MAX_CONFIRMATIONS + 3 }, async () => {
        const work = exchange()
        const voucher = work.acknowledge()
        return { work, voucher, statement: await work.state(voucher) }
      }),
    )
    for (const { work, voucher, statement } of stated) {
      await work.storeCountersign(statement, await work.countersign(voucher, statement))
    }
    const next = [await exchange().settle(), await exchange().settle()]
    const numbers = next.map(({ statement }) => statement.value.confirmations.map(({ pairNumber }) => pairNumber))
    expect(numbers.map(({ length }) => length)).toEqual([MAX_CONFIRMATIONS, 3 + 1])
    expect(numbers.flat()).toEqual(Array.from({ length: MAX_CONFIRMATIONS + 4 }, (_, index) => BigInt(index + 1)))
  })

  it('acknowledges no more than was ordered, whatever the provider tells', () => {
    const work = exchange()
    const received = { number: 1, cachedTokens: 0, outputCommitment: new Uint8Array(32), isFinal: true }
    for (const counts of [
      { promptTokens: 1_001, outputTokens: 1 },
      { promptTokens: 1, outputTokens: 501 },
      { promptTokens: 1, outputTokens: 1, cachedTokens: 2 },
    ]) {
      expect(() => consumer.ledger.acknowledge(work.order, work.terms, { ...received, ...counts })).toThrow(
        'exceeds the limits',
      )
    }
  })

  it('disputes counts that differ from what the consumer was told, and books nothing', async () => {
    const work = exchange({ promptTokens: 101, toldPromptTokens: 101 })
    const voucher = work.acknowledge()
    const statement = await work.state(voucher)
    const answer = await consumer.ledger.countersign(work.order, {
      voucher,
      promptTokens: 100,
      cachedTokens: 0,
      statement: statement.bytes,
    })
    expect(answer).toMatchObject({
      verdict: Verdict.VERDICT_DISPUTE,
      reason: DisputeReason.DISPUTE_REASON_COUNTS,
    })
    expect(answer.entry.value.countersign).toMatchObject({ ownPromptTokens: 100, pairNumber: 0n, pairTotal: 0n })
    await work.storeCountersign(statement, answer)
    for (const node of [consumer, provider]) {
      expect(await node.ledger.balances()).toEqual({ perPeer: [], perOrganisation: [] })
      expect(await node.ledger.list()).toMatchObject([{ state: 'disputed' }])
      await node.restart()
    }
    await expect(consumer.ledger.receipt(toHex(work.order.value.orderId))).rejects.toMatchObject({
      code: 'ERR_SOV_RECEIPT_NOT_FOUND',
    })
    // a disputed one takes no pair number
    expect((await exchange().settle()).countersigned.entry.value.countersign?.pairNumber).toBe(1n)
  })

  it.each([
    ['charge', { charge: 1n }, DisputeReason.DISPUTE_REASON_CHARGE],
    ['commitment', { outputCommitment: new Uint8Array(32) }, DisputeReason.DISPUTE_REASON_COMMITMENT],
    ['output tokens', { outputTokens: 21 }, DisputeReason.DISPUTE_REASON_COUNTS],
    ['cached tokens', { cachedTokens: 1 }, DisputeReason.DISPUTE_REASON_COUNTS],
    ['consumer', { consumer: peerIdToBytes(testKey().peerId) }, DisputeReason.DISPUTE_REASON_ORDER],
    ['acknowledgement', { voucher: new Uint8Array(32) }, DisputeReason.DISPUTE_REASON_ORDER],
  ])('disputes another %s', async (_, changed, reason) => {
    const work = exchange()
    const voucher = work.acknowledge()
    const honest = await work.state(voucher)
    const statement = signStatement(
      ENTRY,
      { ...honest.value, statement: { ...honest.value.statement!, ...changed } },
      provider.key,
    )
    expect(await work.countersign(voucher, statement)).toMatchObject({ verdict: Verdict.VERDICT_DISPUTE, reason })
  })

  it('signs nothing for what is no statement of the order by its provider', async () => {
    const work = exchange()
    const voucher = work.acknowledge()
    const honest = await work.state(voucher)
    const other = exchange()
    const otherStatement = await other.state(other.acknowledge())
    const byStranger = signStatement(ENTRY, honest.value, testKey())
    const noStatement = signStatement(ENTRY, { ...honest.value, statement: null }, provider.key)
    const otherCoop = signStatement(ENTRY, { ...honest.value, networkId: new Uint8Array(32) }, provider.key)
    for (const statement of [otherStatement, byStranger, noStatement, otherCoop]) {
      await expect(work.countersign(voucher, statement)).rejects.toMatchObject({ code: 'ERR_SOV_PEER_MISBEHAVED' })
    }
    const forged = Buffer.from(honest.bytes)
    forged[forged.length - 1]! ^= 1
    await expect(
      consumer.ledger.countersign(work.order, { voucher, promptTokens: 100, cachedTokens: 0, statement: forged }),
    ).rejects.toMatchObject({ code: 'ERR_SOV_SIGNATURE' })
    expect(await entriesOf(consumer)).toEqual([])
    expect((await work.countersign(voucher, honest)).verdict).toBe(Verdict.VERDICT_ACCEPT)
  })

  it('answers the same statement with the same countersign, and refuses a second one', async () => {
    const work = exchange()
    const { voucher, statement, countersigned } = await work.settle()
    expect((await work.countersign(voucher, statement)).entry.bytes).toEqual(countersigned.entry.bytes)
    const second = signStatement(ENTRY, { ...statement.value, seq: 9n }, provider.key)
    await expect(work.countersign(voucher, second)).rejects.toMatchObject({ code: 'ERR_SOV_PEER_MISBEHAVED' })
    expect((await entriesOf(consumer)).length).toBe(2)
  })

  it('states an order once', async () => {
    const work = exchange()
    const voucher = work.acknowledge()
    const [one, two] = await Promise.all([work.state(voucher), work.state(voucher)])
    expect(two.bytes).toEqual(one.bytes)
    expect((await entriesOf(provider)).length).toBe(2)
  })

  it('states nothing that the final voucher does not acknowledge', async () => {
    const work = exchange()
    const input = {
      ...work.terms,
      order: work.order,
      voucher: work.acknowledge(),
      status: StatementStatus.STATEMENT_STATUS_COMPLETE,
      promptTokens: 100,
      cachedTokens: 0,
      outputTokens: 20,
      outputCommitment: work.acknowledge().value.outputCommitment,
      startedMs: 0,
      endedMs: 0,
      engine: 'fake',
      isAttested: false,
    }
    const notFinal = consumer.ledger.acknowledge(work.order, work.terms, {
      ...input,
      number: 1,
      isFinal: false,
    })
    for (const changed of [
      { outputTokens: 21 },
      { promptTokens: 101 },
      { outputCommitment: new Uint8Array(32) },
      { voucher: notFinal },
      { voucher: exchange().acknowledge() },
    ]) {
      await expect(
        provider.ledger.state({ ...input, ...changed }),
        JSON.stringify(Object.keys(changed)),
      ).rejects.toMatchObject({ code: 'ERR_SOV_PEER_MISBEHAVED' })
    }
    expect(await entriesOf(provider)).toEqual([])
  })

  it('takes only the answer of the consumer to this statement', async () => {
    const work = exchange()
    const voucher = work.acknowledge()
    const statement = await work.state(voucher)
    const { entry } = await work.countersign(voucher, statement)
    const body = entry.value.countersign!
    const changed = [
      signStatement(ENTRY, entry.value, testKey()),
      signStatement(ENTRY, { ...entry.value, countersign: { ...body, statement: new Uint8Array(32) } }, consumer.key),
      signStatement(
        ENTRY,
        { ...entry.value, countersign: { ...body, provider: peerIdToBytes(consumer.party.peer) } },
        consumer.key,
      ),
      signStatement(
        ENTRY,
        { ...entry.value, countersign: { ...body, verdict: Verdict.VERDICT_UNSPECIFIED } },
        consumer.key,
      ),
      signStatement(ENTRY, { ...entry.value, countersign: { ...body, pairNumber: 0n } }, consumer.key),
      signStatement(ENTRY, { ...entry.value, countersign: { ...body, pairNumber: 2n ** 64n - 1n } }, consumer.key),
      signStatement(ENTRY, { ...entry.value, countersign: { ...body, pairTotal: body.pairTotal + 1n } }, consumer.key),
    ]
    for (const [index, wrong] of changed.entries()) {
      await expect(
        provider.ledger.storeCountersign(statement, wrong.bytes),
        `changed ${String(index)}`,
      ).rejects.toMatchObject({ code: 'ERR_SOV_PEER_MISBEHAVED' })
    }
    await provider.ledger.storeCountersign(statement, entry.bytes)
    const again = signStatement(ENTRY, { ...entry.value, seq: 99n }, consumer.key)
    await expect(provider.ledger.storeCountersign(statement, again.bytes)).rejects.toMatchObject({
      code: 'ERR_SOV_PEER_MISBEHAVED',
    })
  })

  it('takes countersigns that overtook each other, and still finds a total that does not add up', async () => {
    const works = [exchange({ outputTokens: 10 }), exchange({ outputTokens: 20 }), exchange({ outputTokens: 30 })]
    const signed = []
    for (const work of works) {
      const voucher = work.acknowledge()
      const statement = await work.state(voucher)
      signed.push({ work, statement, countersigned: await work.countersign(voucher, statement) })
    }
    const [first, second, third] = signed
    await third!.work.storeCountersign(third!.statement, third!.countersigned)
    await provider.restart()
    await first!.work.storeCountersign(first!.statement, first!.countersigned)
    const body = second!.countersigned.entry.value.countersign!
    const wrong = signStatement(
      ENTRY,
      { ...second!.countersigned.entry.value, countersign: { ...body, pairTotal: body.pairTotal + 1n } },
      consumer.key,
    )
    const taken = signStatement(
      ENTRY,
      { ...second!.countersigned.entry.value, countersign: { ...body, pairNumber: 3n } },
      consumer.key,
    )
    for (const { bytes } of [wrong, taken]) {
      await expect(provider.ledger.storeCountersign(second!.statement, bytes)).rejects.toMatchObject({
        code: 'ERR_SOV_PEER_MISBEHAVED',
      })
    }
    await second!.work.storeCountersign(second!.statement, second!.countersigned)
    await provider.restart()
    const [{ contributed } = { contributed: undefined }] = (await provider.ledger.balances()).perPeer
    expect(contributed).toBe(third!.countersigned.entry.value.countersign!.pairTotal)
  })

  it('signs nothing before its chain was verified, nor after it was stopped', async () => {
    const work = exchange()
    const voucher = work.acknowledge()
    const statement = await work.state(voucher)
    await consumer.ledger.stop()
    await consumer.ledger.stop()
    await expect(work.countersign(voucher, statement)).rejects.toMatchObject({ code: 'ERR_SOV_STOPPING' })
    expect(() => consumer.ledger.createOrder(work.orderInput())).toThrow('stopping')
    const notStarted = createLedger({ store: consumer.store, signer: consumer.key, clock })
    expect(() => notStarted.createOrder(work.orderInput())).toThrow('verified')
    await expect(notStarted.storeCountersign(statement, statement.bytes)).rejects.toThrow('verified')
    await consumer.restart()
    expect((await work.countersign(voucher, statement)).verdict).toBe(Verdict.VERDICT_ACCEPT)
  })

  it('makes no order for itself, for a stranger to the co-op, or in the name of another', () => {
    const work = exchange()
    const stranger = verifiedMember(testCoop({ nowMs: clock.nowMs() }).member(), clock.nowMs())
    for (const parties of [
      { provider: consumer.party },
      { provider: { ...provider.party, credential: stranger.credential } },
      { consumer: provider.party, provider: consumer.party },
    ]) {
      expect(() => consumer.ledger.createOrder({ ...work.orderInput(), ...parties })).toThrow('another member')
    }
  })

  it('makes no more orders and no countersign when an order could not be stored', async () => {
    const full: Store = {
      table: (name) => consumer.store.table(name),
      immediate: consumer.store.immediate,
      commit: () => Promise.reject(new SovError('ERR_SOV_STORE_UNREADABLE', 'disk full')),
      sumOf: (tables) => consumer.store.sumOf(tables),
      effectOf: (operations, sum) => consumer.store.effectOf(operations, sum),
      copyTo: (path) => consumer.store.copyTo(path),
      snapshot: () => consumer.store.snapshot(),
      close: () => Promise.resolve(),
    }
    const ledger = createLedger({ store: full, signer: consumer.key, clock })
    await ledger.start()
    const work = exchange()
    const order = ledger.createOrder(work.orderInput())
    const voucher = ledger.acknowledge(order, work.terms, {
      number: 1,
      promptTokens: 100,
      cachedTokens: 0,
      outputTokens: 20,
      outputCommitment: new Uint8Array(32),
      isFinal: true,
    })
    const statement = await provider.ledger.state({
      ...work.terms,
      order,
      voucher,
      status: StatementStatus.STATEMENT_STATUS_COMPLETE,
      promptTokens: 100,
      cachedTokens: 0,
      outputTokens: 20,
      outputCommitment: new Uint8Array(32),
      startedMs: 0,
      endedMs: 0,
      engine: 'fake',
      isAttested: false,
    })
    await expect(
      ledger.countersign(order, { voucher, promptTokens: 100, cachedTokens: 0, statement: statement.bytes }),
    ).rejects.toMatchObject({ code: 'ERR_SOV_STORE_UNREADABLE' })
    expect(() => ledger.createOrder(work.orderInput())).toThrow('disk full')
  })
})

async function rawEntriesOf(node: LedgerNode): Promise<Uint8Array[]> {
  const entries = []
  for await (const [, bytes] of node.store.table('ledger-entries').range()) entries.push(bytes)
  return entries
}

async function entriesOf(node: LedgerNode): Promise<Entry[]> {
  return (await rawEntriesOf(node)).map((bytes) => openStatement(ENTRY, bytes).value)
}
