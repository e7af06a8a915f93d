import { describe, expect, it } from 'vitest'
import { peerIdToBytes } from '../../../../src/identity/index.js'
import { isWithin, judgeStatement } from '../../../../src/ledger/settlement/judge-statement.js'
import { DisputeReason, type Statement } from '../../../../src/wire/index.js'
import { CHARGE, Signatories, type Changed } from '../../../helpers/signed-receipt.js'

const signatories = new Signatories(1_000_000)
const { consumer, provider, terms } = signatories

/** The verdict of a consumer that was told of 100 prompt tokens. */
function judge(changed: Changed, told: { promptTokens?: number; cachedTokens?: number } = {}): DisputeReason {
  const { order, voucher, statement } = signatories.sign(changed)
  return judgeStatement(statement.value.statement!, order, terms, {
    voucher,
    promptTokens: 100,
    cachedTokens: 0,
    ...told,
  })
}

describe('judgeStatement', () => {
  it('finds nothing wrong with what was acknowledged, up to every limit', () => {
    const right = DisputeReason.DISPUTE_REASON_UNSPECIFIED
    expect(judge({})).toBe(right)
    expect(judge({ order: { maxPromptTokens: 100, maxOutputTokens: 20, maxCharge: CHARGE } })).toBe(right)
  })

  it.each<[string, keyof typeof DisputeReason, Changed]>([
    ['another consumer', 'DISPUTE_REASON_ORDER', { statement: { consumer: peerIdToBytes(provider.key.peerId) } }],
    ['another voucher', 'DISPUTE_REASON_ORDER', { statement: { voucher: new Uint8Array(32) } }],
    ['more prompt tokens', 'DISPUTE_REASON_COUNTS', { statement: { promptTokens: 101 } }],
    ['fewer prompt tokens', 'DISPUTE_REASON_COUNTS', { statement: { promptTokens: 99 } }],
    ['cached tokens', 'DISPUTE_REASON_COUNTS', { statement: { cachedTokens: 1 } }],
    ['more output tokens', 'DISPUTE_REASON_COUNTS', { statement: { outputTokens: 21 } }],
    ['fewer output tokens', 'DISPUTE_REASON_COUNTS', { statement: { outputTokens: 19 } }],
    ['tokens over the limits', 'DISPUTE_REASON_COUNTS', { order: { maxPromptTokens: 99 } }],
    ['another output', 'DISPUTE_REASON_COMMITMENT', { statement: { outputCommitment: new Uint8Array(32) } }],
    ['a higher charge', 'DISPUTE_REASON_CHARGE', { statement: { charge: CHARGE + 1n } }],
    ['a lower charge', 'DISPUTE_REASON_CHARGE', { statement: { charge: CHARGE - 1n } }],
    ['another charge acknowledged', 'DISPUTE_REASON_CHARGE', { voucher: { charge: CHARGE + 1n } }],
    ['a charge over the maximum', 'DISPUTE_REASON_CHARGE', { order: { maxCharge: CHARGE - 1n } }],
  ])('disputes %s', (_, reason, changed) => {
    expect(judge(changed)).toBe(DisputeReason[reason])
  })

  it('goes by what the consumer was told', () => {
    expect(judge({}, { promptTokens: 99 })).toBe(DisputeReason.DISPUTE_REASON_COUNTS)
    expect(judge({}, { cachedTokens: 1 })).toBe(DisputeReason.DISPUTE_REASON_COUNTS)
  })

  it('holds the kind of the counts against how many tokens had no ids', () => {
    const told = { promptTokens: 100, cachedTokens: 0 }
    const judgeAttested = (isAttested: boolean, attestedAbove: number): DisputeReason => {
      const { order, voucher, statement } = signatories.sign({ statement: { isAttested } })
      return judgeStatement(statement.value.statement!, order, terms, { ...told, voucher, attestedAbove })
    }
    expect(judgeAttested(false, 20)).toBe(DisputeReason.DISPUTE_REASON_UNSPECIFIED)
    expect(judgeAttested(true, 20)).toBe(DisputeReason.DISPUTE_REASON_COUNTS)
    expect(judgeAttested(true, 19)).toBe(DisputeReason.DISPUTE_REASON_UNSPECIFIED)
    expect(judgeAttested(false, 19)).toBe(DisputeReason.DISPUTE_REASON_COUNTS)
  })

  it('names the first of several faults', () => {
    const statement: Partial<Statement> = { outputTokens: 21, outputCommitment: new Uint8Array(32), charge: 1n }
    expect(judge({ statement: { ...statement, voucher: new Uint8Array(32) } })).toBe(DisputeReason.DISPUTE_REASON_ORDER)
    expect(judge({ statement })).toBe(DisputeReason.DISPUTE_REASON_COUNTS)
    expect(judge({ statement: { ...statement, outputTokens: 20 } })).toBe(DisputeReason.DISPUTE_REASON_COMMITMENT)
  })
})

describe('isWithin', () => {
  const { order } = signatories.sign({ order: { maxPromptTokens: 10, maxOutputTokens: 5 } })

  it('allows every count up to its limit', () => {
    expect(isWithin({ promptTokens: 10, cachedTokens: 10, outputTokens: 5 }, order)).toBe(true)
    expect(isWithin({ promptTokens: 0, cachedTokens: 0, outputTokens: 0 }, order)).toBe(true)
    expect(order.signer).toBe(consumer.key.peerId)
  })

  it.each([
    ['cached tokens', { promptTokens: 9, cachedTokens: 10, outputTokens: 5 }],
    ['prompt tokens', { promptTokens: 11, cachedTokens: 0, outputTokens: 5 }],
    ['output tokens', { promptTokens: 10, cachedTokens: 0, outputTokens: 6 }],
  ])('allows no more %s', (_, counts) => {
    expect(isWithin(counts, order)).toBe(false)
  })
})
