import { beforeEach, describe, expect, it } from 'vitest'
import { DisputeReason, ENTRY, signStatement, Verdict, type ReceiptBundle } from '../../../../src/wire/index.js'
import type { Countersigned, SignedEntry, SignedVoucher } from '../../../../src/ledger/index.js'
import type { TestCoop } from '../../../helpers/coop.js'
import { Exchange, type LedgerNode } from '../../../helpers/ledger-node.js'
import { usesLedgerPair } from '../../../helpers/uses-ledger-pair.js'

/** Output tokens of the work. */
const TOKENS = 20
/** Tokens before the first delta without ids, and the mark that follows. */
const MARKS: [what: string, attestedAbove: number | undefined, isAttested: boolean][] = [
  ['no delta was without ids', undefined, false],
  ['the first one was', 0, true],
  ['the last one was', TOKENS - 1, true],
  ['one was that is not acknowledged', TOKENS, false],
]
const COUNTS = { promptTokens: 100, cachedTokens: 0 }

describe('the mark of counts that are the word of an engine', () => {
  let coop: TestCoop
  let consumer: LedgerNode
  let provider: LedgerNode
  let work: Exchange
  let voucher: SignedVoucher
  usesLedgerPair((pair) => ({ coop, consumer, provider } = pair))
  beforeEach(() => {
    work = new Exchange(coop, consumer, provider, { outputTokens: TOKENS })
    voucher = work.acknowledge()
  })

  /** A statement that is right but perhaps for its mark. */
  async function stated(isAttested: boolean): Promise<SignedEntry> {
    const { value } = await work.state(voucher)
    return signStatement(ENTRY, { ...value, statement: { ...value.statement!, isAttested } }, provider.key)
  }

  const countersign = async (isAttested: boolean, attestedAbove: number | undefined): Promise<Countersigned> =>
    consumer.ledger.countersign(work.order, {
      voucher,
      ...COUNTS,
      attestedAbove,
      statement: (await stated(isAttested)).bytes,
    })

  it.each(MARKS)('is right when %s, and disputed when it says otherwise', async (_what, attestedAbove, mark) => {
    expect(await countersign(!mark, attestedAbove)).toMatchObject({
      verdict: Verdict.VERDICT_DISPUTE,
      reason: DisputeReason.DISPUTE_REASON_COUNTS,
    })
  })

  it.each(MARKS)('is accepted when %s', async (_what, attestedAbove, mark) => {
    expect((await countersign(mark, attestedAbove)).verdict).toBe(Verdict.VERDICT_ACCEPT)
  })

  /** What the provider hands in when the stream has broken. */
  async function receipt(isAttested: boolean): Promise<ReceiptBundle> {
    const { bytes } = await stated(isAttested)
    const [unsigned] = await provider.ledger.late.unsigned(consumer.party.peer)
    return { ...unsigned!, statement: bytes }
  }

  it.each([true, false])('is held against what was remembered of the answer (%s)', async (mark) => {
    await consumer.ledger.owe(work.order, { voucher, ...COUNTS, attestedAbove: mark ? 0 : undefined })
    await consumer.restart()
    const lie = await consumer.ledger.late.countersignLate(await receipt(!mark))
    expect(lie!.value.countersign?.verdict).toBe(Verdict.VERDICT_DISPUTE)
  })

  it.each([true, false])('is believed when a crash has lost that (%s)', async (mark) => {
    await consumer.restart()
    const answer = await consumer.ledger.late.countersignLate(await receipt(mark))
    expect(answer!.value.countersign?.verdict).toBe(Verdict.VERDICT_ACCEPT)
  })
})
