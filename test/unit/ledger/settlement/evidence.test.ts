import { describe, expect, it } from 'vitest'
import { peerIdToBytes } from '../../../../src/identity/index.js'
import { countersignIn, statementIn } from '../../../../src/ledger/settlement/entry-body.js'
import { openEvidence } from '../../../../src/ledger/settlement/evidence.js'
import { openTerms } from '../../../../src/ledger/settlement/terms.js'
import type { ReceiptBundle } from '../../../../src/wire/index.js'
import { testKey } from '../../../helpers/coop.js'
import { Signatories, type Changed } from '../../../helpers/signed-receipt.js'

const NOTHING = new Uint8Array()
const signatories = new Signatories(1_000_000)
const { consumer, provider } = signatories
const foreign = new Uint8Array(32).fill(9)
const record = (changed: Changed, cut: Partial<ReceiptBundle> = {}): ReceiptBundle => ({
  ...signatories.sign(changed).bundle,
  ...cut,
})

describe('openEvidence', () => {
  it('opens every part of an honest receipt', () => {
    const { bundle, order, voucher, statement, countersign } = signatories.sign()
    const evidence = openEvidence(bundle)
    expect(evidence.order.digest).toEqual(order.digest)
    expect(evidence.terms.consumer.peer).toBe(consumer.key.peerId)
    expect(evidence.voucher?.digest).toEqual(voucher.digest)
    expect(evidence.statement).toEqual({ entry: statement, body: statement.value.statement })
    expect(evidence.answer).toEqual({ entry: countersign, body: countersign.value.countersign })
  })

  it('opens what there is of one that goes on', () => {
    const { bundle } = signatories.sign()
    const ordered = { ...bundle, voucher: NOTHING, statement: NOTHING, countersign: NOTHING }
    expect(openEvidence(ordered)).toMatchObject({ voucher: undefined, statement: undefined, answer: undefined })
    const acknowledged = { ...ordered, voucher: bundle.voucher }
    expect(openEvidence(acknowledged).voucher).toBeDefined()
    expect(openEvidence({ ...acknowledged, statement: bundle.statement }).answer).toBeUndefined()
  })

  it('reads terms as it is told', () => {
    const { bundle } = signatories.sign()
    const terms = openTerms(bundle)
    expect(openEvidence(bundle, () => terms).terms).toBe(terms)
  })

  it.each<[string, () => ReceiptBundle]>([
    ['its receipt and its order differ in: model', () => record({ order: { modelManifest: foreign } })],
    ['the statement in its receipt is not by the provider', () => record({ signers: { statement: testKey() } })],
    [
      'the statement in its receipt is not by the provider',
      () => record({ statementEntry: { author: peerIdToBytes(consumer.key.peerId) } }),
    ],
    ['the statement in its receipt is of another co-op', () => record({ statementEntry: { networkId: foreign } })],
    ['the statement in its receipt is of another order', () => record({ statement: { order: foreign } })],
    [
      'the statement in its receipt names another consumer',
      () => record({ statement: { consumer: peerIdToBytes(provider.key.peerId) } }),
    ],
    ['its receipt holds another voucher', () => record({ statement: { voucher: foreign } })],
    ['its receipt holds another voucher', () => record({}, { voucher: NOTHING })],
    ['its countersign is not by the consumer', () => record({ signers: { countersign: testKey() } })],
    [
      'its countersign is not by the consumer',
      () => record({ countersignEntry: { author: peerIdToBytes(provider.key.peerId) } }),
    ],
    ['its countersign is of another co-op', () => record({ countersignEntry: { networkId: foreign } })],
    ['its countersign answers another statement', () => record({ countersign: { statement: foreign } })],
    ['its countersign answers another statement', () => record({}, { statement: NOTHING })],
    [
      'its countersign names another provider',
      () => record({ countersign: { provider: peerIdToBytes(consumer.key.peerId) } }),
    ],
    ['the entry is no statement', () => record({ statementEntry: { statement: null } })],
    ['the entry is no countersign', () => record({ countersignEntry: { countersign: null } })],
  ])('says: %s', (reason, make) => {
    expect(() => openEvidence(make())).toThrow(new RegExp(`^${reason}$`))
  })
})

describe('the body of an entry', () => {
  it('is told only as what it is', () => {
    const { statement, countersign } = signatories.sign()
    expect(statementIn(statement)).toBe(statement.value.statement)
    expect(countersignIn(countersign)).toBe(countersign.value.countersign)
    for (const wrong of [() => statementIn(countersign), () => countersignIn(statement)]) {
      expect(wrong).toThrow(expect.objectContaining({ code: 'ERR_SOV_PEER_MISBEHAVED' }))
    }
  })
})
