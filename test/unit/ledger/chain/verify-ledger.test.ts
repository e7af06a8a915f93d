import { beforeEach, describe, expect, it } from 'vitest'
import type { ChainState } from '../../../../src/ledger/index.js'
import { verifyLedger } from '../../../../src/ledger/chain/verify-ledger.js'
import type { Store, WriteOperation } from '../../../../src/store/index.js'
import { ENTRY, openStatement, receiptBundle, signStatement, type ReceiptBundle } from '../../../../src/wire/index.js'
import { testCoop } from '../../../helpers/coop.js'
import { Exchange, type LedgerNode } from '../../../helpers/ledger-node.js'
import { ManualClock } from '../../../helpers/manual-clock.js'
import { usesLedgerPair } from '../../../helpers/uses-ledger-pair.js'

type Row = [key: Uint8Array, value: Uint8Array]

async function rows(store: Store, table: string): Promise<Row[]> {
  const all: Row[] = []
  for await (const row of store.table(table).range()) all.push(row)
  return all
}

type Repair = 'alone' | 'by others'
type Damage = (store: Store) => Promise<void>

/** Changes the one row of a table that `pick` finds; without a value it is gone. */
const change =
  (table: string, pick: (all: Row[]) => Row | undefined, to: (value: Uint8Array) => Uint8Array | undefined): Damage =>
  async (store) => {
    const [key, value] = pick(await rows(store, table))!
    const changed = to(value)
    const operation: WriteOperation =
      changed === undefined ? store.table(table).del(key) : store.table(table).put(key, changed)
    await store.commit([operation])
  }

const flipped = (value: Uint8Array): Uint8Array => {
  const copy = Buffer.from(value)
  copy[copy.length >> 1]! ^= 1
  return copy
}
const gone = (): undefined => undefined
const at =
  (index: number) =>
  (all: Row[]): Row | undefined =>
    all.at(index)
const inFirstSettled = (edit: (record: ReceiptBundle) => Partial<ReceiptBundle>): Damage =>
  change('ledger-records', firstSettled, (value) => {
    const record = receiptBundle.decodeStrict(value)
    return receiptBundle.encode({ ...record, ...edit(record) })
  })

describe('a ledger is verified before it signs', () => {
  const clock = new ManualClock()
  const coop = testCoop({ nowMs: clock.nowMs() })
  let consumer: LedgerNode
  let provider: LedgerNode

  usesLedgerPair((pair) => ({ consumer, provider } = pair), { clock, coop })
  beforeEach(async () => {
    for (const outputTokens of [1, 2, 3]) await new Exchange(coop, consumer, provider, { outputTokens }).settle()
    // one more that nobody has answered
    const open = new Exchange(coop, consumer, provider)
    await open.state(open.acknowledge())
  })

  it('opens whole ledgers and goes on where they ended', async () => {
    for (const node of [consumer, provider]) await node.restart()
    const { countersigned, statement } = await new Exchange(coop, consumer, provider).settle()
    expect(countersigned.entry.value.seq).toBe(5n)
    expect(countersigned.entry.value.countersign?.pairNumber).toBe(4n)
    expect(statement.value.seq).toBe(6n)
  })

  /** Restarts a damaged ledger: it is put together again, or signs nothing until others have given back what is missing. */
  async function expectRepair(node: LedgerNode, before: ChainState, repair: Repair): Promise<void> {
    const { epoch, seq } = before
    await node.restart()
    const state = await node.ledger.chain()
    expect(state).toMatchObject({ state: repair === 'alone' ? 'current' : 'behind', knownEpoch: epoch, knownSeq: seq })
    if (repair === 'alone') await verifyLedger(node.store, node.party.peer)
    else
      await expect(new Exchange(coop, consumer, provider).settle()).rejects.toMatchObject({
        code: 'ERR_SOV_LEDGER_CLOSED',
      })
  }

  it.each<[string, number, Repair, Damage]>([
    ['a flipped bit in an entry', 3, 'alone', change('ledger-entries', at(2), flipped)],
    ['a missing entry in the middle', 2, 'alone', change('ledger-entries', at(1), gone)],
    ['a missing first entry', 1, 'alone', change('ledger-entries', at(0), gone)],
    ['a missing last entry', 4, 'alone', change('ledger-entries', at(-1), gone)],
    ['a missing head', 5, 'alone', change('ledger-heads', at(0), gone)],
    [
      'an older entry in the place of another',
      3,
      'alone',
      async (store) => {
        const [, [, second]] = (await rows(store, 'ledger-entries')) as [Row, Row]
        await change('ledger-entries', at(2), () => second)(store)
      },
    ],
    ['a changed total', 5, 'alone', change('ledger-accounts', at(0), (value) => edited(value, 'consumed'))],
    ['a flipped bit in the genesis as others are told it', 1, 'alone', change('ledger-positions', ofNobody, flipped)],
    ['that lists do not lead to its receipts', 2, 'alone', emptied('ledger-times')],
    ['that ids do not lead to its receipts', 2, 'alone', emptied('ledger-order-ids')],
    ["that it could not give back the provider's half", 2, 'alone', change('ledger-positions', ofSomebody, flipped)],
    ['a missing total', 5, 'alone', change('ledger-accounts', at(0), gone)],
    [
      'a missing receipt, which the genesis names as the newest order',
      2,
      'by others',
      change('ledger-records', firstSettled, gone),
    ],
    [
      'a flipped bit in the statement of a receipt',
      2,
      'by others',
      inFirstSettled(({ statement }) => ({ statement: flipped(statement) })),
    ],
    [
      'a flipped bit in a credential of a receipt',
      2,
      'by others',
      inFirstSettled(({ provider }) => ({ provider: { ...provider!, membership: flipped(provider!.membership) } })),
    ],
    [
      'a flipped bit in what a credential of a receipt stands on',
      2,
      'by others',
      inFirstSettled(({ provider }) => ({
        provider: { ...provider!, issuerCertificate: flipped(provider!.issuerCertificate) },
      })),
    ],
    [
      'a flipped bit in the model of a receipt',
      2,
      'by others',
      inFirstSettled(({ manifest }) => ({ manifest: flipped(manifest) })),
    ],
  ])('the consumer notices %s at entry %i, and it is repaired %s', async (_, seq, repair, tamper) => {
    const before = await consumer.ledger.chain()
    await consumer.tamper(tamper)
    await expect(verifyLedger(consumer.store, consumer.party.peer)).rejects.toMatchObject({
      code: 'ERR_SOV_LEDGER_DAMAGED',
      details: { seq },
      remedy: expect.any(String) as string,
    })
    await expectRepair(consumer, before, repair)
  })

  it.each<[string, Repair, Damage]>([
    ['a lost countersign', 'alone', inFirstSettled(() => ({ countersign: new Uint8Array() }))],
    [
      'a flipped bit in a countersign',
      'by others',
      inFirstSettled(({ countersign }) => ({ countersign: flipped(countersign) })),
    ],
    [
      'a countersign with another total',
      'by others',
      inFirstSettled(({ countersign }) => {
        const { value } = openStatement(ENTRY, countersign)
        const body = { ...value.countersign!, pairTotal: value.countersign!.pairTotal + 1n }
        return { countersign: signStatement(ENTRY, { ...value, countersign: body }, consumer.key).bytes }
      }),
    ],
    ['a lost pair number', 'alone', change('ledger-accepted', at(1), gone)],
    ['a changed pair number', 'alone', change('ledger-accepted', at(1), flipped)],
    ['that it has forgotten what to hand in', 'alone', emptied('ledger-unsigned')],
    ['a missing unsigned statement', 'by others', change('ledger-records', unsigned, gone)],
  ])('the provider notices %s, and it is repaired %s', async (_, repair, tamper) => {
    const before = await provider.ledger.chain()
    await provider.tamper(tamper)
    await expect(verifyLedger(provider.store, provider.party.peer)).rejects.toMatchObject({
      code: 'ERR_SOV_LEDGER_DAMAGED',
    })
    await expectRepair(provider, before, repair)
  })

  it('notices that an order is missing which was never answered, but named in an entry', async () => {
    const answered = new Exchange(coop, consumer, provider)
    const { order } = new Exchange(coop, consumer, provider)
    await answered.settle()
    await consumer.tamper((store) => store.commit([store.table('ledger-records').del(order.digest)]))
    expect(await verifyLedger(consumer.store, consumer.party.peer)).toEqual({ missingOrders: 1 })
  })
})

const edited = (value: Uint8Array, name: string): Uint8Array => {
  const account = JSON.parse(Buffer.from(value).toString()) as Record<string, string>
  return Buffer.from(JSON.stringify({ ...account, [name]: String(BigInt(account[name]!) + 1n) }))
}

function emptied(table: string): Damage {
  return async (store) => store.commit((await rows(store, table)).map(([key]) => store.table(table).del(key)))
}

/** Where an entry is that names somebody: the first one of the other author. */
function ofSomebody(all: Row[]): Row | undefined {
  return all.find(([, value]) => value.length === 32)
}

/** An entry that names nobody. */
function ofNobody(all: Row[]): Row | undefined {
  return all.find(([, value]) => value.length > 32)
}

/** The receipt of the first entry after the genesis. */
function firstSettled(all: Row[]): Row | undefined {
  const seq = ([, value]: Row): bigint => {
    const { statement, countersign } = receiptBundle.decodeStrict(value)
    return countersign.length === 0 ? 999n : openStatement(ENTRY, statement).value.seq
  }
  return all.sort((a, b) => Number(seq(a) - seq(b)))[0]
}

function unsigned(all: Row[]): Row | undefined {
  return all.find(([, value]) => {
    const { statement, countersign } = receiptBundle.decodeStrict(value)
    return statement.length > 0 && countersign.length === 0
  })
}
