import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store, WriteOperation } from '../../../src/store/index.js'
import { ENTRY, openStatement, receiptBundle, signStatement, type ReceiptBundle } from '../../../src/wire/index.js'
import { testCoop } from '../../helpers/coop.js'
import { Exchange, ledgerPair, type LedgerNode } from '../../helpers/ledger-node.js'
import { ManualClock } from '../../helpers/manual-clock.js'

type Row = [key: Uint8Array, value: Uint8Array]

async function rows(store: Store, table: string): Promise<Row[]> {
  const all: Row[] = []
  for await (const row of store.table(table).range()) all.push(row)
  return all
}

async function change(
  store: Store,
  table: string,
  pick: (all: Row[]) => Row | undefined,
  to: (value: Uint8Array) => Uint8Array | undefined,
): Promise<void> {
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
const inRecord = (edit: (record: ReceiptBundle) => Partial<ReceiptBundle>) => (value: Uint8Array) => {
  const record = receiptBundle.decodeStrict(value)
  return receiptBundle.encode({ ...record, ...edit(record) })
}

describe('a ledger is verified before it signs', () => {
  const clock = new ManualClock()
  const coop = testCoop({ nowMs: clock.nowMs() })
  let consumer: LedgerNode
  let provider: LedgerNode

  beforeEach(async () => {
    ;({ consumer, provider } = await ledgerPair(coop, clock))
    for (const outputTokens of [1, 2, 3]) await new Exchange(coop, consumer, provider, { outputTokens }).settle()
    // one more that nobody has answered
    const open = new Exchange(coop, consumer, provider)
    await open.state(open.acknowledge())
  })
  afterEach(async () => {
    await consumer.close()
    await provider.close()
  })

  it('opens whole ledgers and goes on where they ended', async () => {
    for (const node of [consumer, provider]) await node.restart()
    const { countersigned, statement } = await new Exchange(coop, consumer, provider).settle()
    expect(countersigned.entry.value.seq).toBe(5n)
    expect(countersigned.entry.value.countersign?.pairNumber).toBe(4n)
    expect(statement.value.seq).toBe(6n)
  })

  it.each<[string, number, (store: Store) => Promise<void>]>([
    ['a flipped bit in an entry', 3, (store) => change(store, 'ledger-entries', at(2), flipped)],
    ['a missing entry in the middle', 2, (store) => change(store, 'ledger-entries', at(1), gone)],
    ['a missing first entry', 1, (store) => change(store, 'ledger-entries', at(0), gone)],
    ['a missing last entry', 4, (store) => change(store, 'ledger-entries', at(-1), gone)],
    ['a missing head', 5, (store) => change(store, 'ledger-heads', at(0), gone)],
    [
      'an older entry in the place of another',
      3,
      async (store) => {
        const [, [, second]] = (await rows(store, 'ledger-entries')) as [Row, Row]
        await change(store, 'ledger-entries', at(2), () => second)
      },
    ],
    ['a changed total', 5, (store) => change(store, 'ledger-accounts', at(0), (value) => edited(value, 'consumed'))],
    ['a missing total', 5, (store) => change(store, 'ledger-accounts', at(0), gone)],
    [
      'a missing receipt, which the genesis names as the newest order',
      1,
      (store) => change(store, 'ledger-records', firstSettled, gone),
    ],
    [
      'a flipped bit in the statement of a receipt',
      2,
      (store) =>
        change(
          store,
          'ledger-records',
          firstSettled,
          inRecord(({ statement }) => ({ statement: flipped(statement) })),
        ),
    ],
    [
      'a flipped bit in a credential of a receipt',
      2,
      (store) =>
        change(
          store,
          'ledger-records',
          firstSettled,
          inRecord(({ provider }) => ({ provider: { ...provider!, membership: flipped(provider!.membership) } })),
        ),
    ],
    [
      'a flipped bit in the model of a receipt',
      2,
      (store) =>
        change(
          store,
          'ledger-records',
          firstSettled,
          inRecord(({ manifest }) => ({ manifest: flipped(manifest) })),
        ),
    ],
  ])('the consumer notices %s', async (_, seq, tamper) => {
    await expect(consumer.restart(tamper)).rejects.toMatchObject({
      code: 'ERR_SOV_LEDGER_DAMAGED',
      details: { seq },
      remedy: expect.any(String) as string,
    })
    expect(() => consumer.ledger.createOrder(new Exchange(coop, consumer, provider).orderInput())).toThrow('verified')
  })

  it.each<[string, (store: Store) => Promise<void>]>([
    [
      'a lost countersign',
      (store) =>
        change(
          store,
          'ledger-records',
          firstSettled,
          inRecord(() => ({ countersign: new Uint8Array() })),
        ),
    ],
    [
      'a flipped bit in a countersign',
      (store) =>
        change(
          store,
          'ledger-records',
          firstSettled,
          inRecord(({ countersign }) => ({ countersign: flipped(countersign) })),
        ),
    ],
    [
      'a countersign with another total',
      (store) =>
        change(
          store,
          'ledger-records',
          firstSettled,
          inRecord(({ countersign }) => {
            const { value } = openStatement(ENTRY, countersign)
            const body = { ...value.countersign!, pairTotal: value.countersign!.pairTotal + 1n }
            return { countersign: signStatement(ENTRY, { ...value, countersign: body }, consumer.key).bytes }
          }),
        ),
    ],
    ['a lost pair number', (store) => change(store, 'ledger-accepted', at(1), gone)],
    ['a changed pair number', (store) => change(store, 'ledger-accepted', at(1), flipped)],
    ['a missing unsigned statement', (store) => change(store, 'ledger-records', unsigned, gone)],
  ])('the provider notices %s', async (_, tamper) => {
    await expect(provider.restart(tamper)).rejects.toMatchObject({ code: 'ERR_SOV_LEDGER_DAMAGED' })
  })

  it('notices that an order is missing which was never answered, but named in an entry', async () => {
    const answered = new Exchange(coop, consumer, provider)
    const { order } = new Exchange(coop, consumer, provider)
    await answered.settle()
    await expect(
      consumer.restart((store) => store.commit([store.table('ledger-records').del(order.digest)])),
    ).rejects.toMatchObject({ code: 'ERR_SOV_LEDGER_DAMAGED' })
  })
})

const edited = (value: Uint8Array, name: string): Uint8Array => {
  const account = JSON.parse(Buffer.from(value).toString()) as Record<string, string>
  return Buffer.from(JSON.stringify({ ...account, [name]: String(BigInt(account[name]!) + 1n) }))
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
