import { describe, expect, it } from 'vitest'
import { MAX_CONFIRMATIONS } from '../../../../src/limits.js'
import { peerIdToBytes } from '../../../../src/identity/index.js'
import {
  append,
  begin,
  beginEpoch,
  endOf,
  isNext,
  NO_DIGEST,
  type Authorship,
} from '../../../../src/ledger/chain/chain.js'
import { Gaps } from '../../../../src/ledger/chain/gaps.js'
import { signEpochGrant } from '../../../../src/ledger/decisions/grants.js'
import { openPosition, positionKey } from '../../../../src/ledger/chain/position.js'
import type { SignedEntry } from '../../../../src/ledger/signed.js'
import { entryKey, HEAD, NEWEST_ORDER, pairKey, TABLE } from '../../../../src/ledger/tables.js'
import { Draft } from '../../../../src/ledger/writer.js'
import { ENTRY, signStatement, type Entry } from '../../../../src/wire/index.js'
import { testKey } from '../../../helpers/coop.js'
import { Signatories } from '../../../helpers/signed-receipt.js'
import { withDraft } from '../../../helpers/temporary-draft.js'

const signatories = new Signatories(1_000_000)
const { networkId, root } = signatories.coop
const signer = signatories.provider.key
const authorship: Authorship = { signer, timeMs: 77, networkId, credential: new Uint8Array(32).fill(2) }
const body = { statement: signatories.sign().statement.value.statement! }
const granted = (epoch: number, last?: SignedEntry): ReturnType<typeof signEpochGrant> =>
  signEpochGrant(signer.peerId, last === undefined ? undefined : openPosition(last.bytes), {
    root,
    coop: { networkId, root: root.peerId },
    timeMs: 1,
    forkedEpoch: epoch - 1,
  })

describe('the own chain', () => {
  it('begins once, with the credential in force', async () => {
    await withDraft(async (draft) => {
      const genesis = await begin(draft, authorship)
      expect(genesis.value).toMatchObject({ epoch: 1, seq: 1n, timeMs: 77n, statement: null })
      expect(genesis.value.genesis?.credential).toEqual(Buffer.from(authorship.credential))
      expect(genesis.value.previous).toEqual(Buffer.from(NO_DIGEST))
      expect(genesis.value.newestOrder).toEqual(Buffer.from(NO_DIGEST))
      expect(genesis.value.author).toEqual(Buffer.from(peerIdToBytes(signer.peerId)))
      expect((await begin(draft, { ...authorship, timeMs: 78 })).bytes).toEqual(genesis.bytes)
      expect(await draft.get(TABLE.entries, entryKey(1, 1n))).toEqual(genesis.bytes)
      expect(await draft.get(TABLE.heads, HEAD)).toEqual(genesis.bytes)
      expect(await draft.get(TABLE.positions, positionKey(signer.peerId, genesis.value))).toEqual(genesis.bytes)
    })
  })

  it('links each entry to the one before and to the newest order', async () => {
    await withDraft(async (draft) => {
      const order = new Uint8Array(32).fill(3)
      draft.put(TABLE.heads, NEWEST_ORDER, order)
      const first = await append(draft, authorship, body)
      const second = await append(draft, authorship, body)
      const genesis = openPosition((await draft.get(TABLE.entries, entryKey(1, 1n)))!)
      expect(genesis.entry?.newestOrder).toEqual(Buffer.from(order))
      expect(first.value).toMatchObject({ epoch: 1, seq: 2n, previous: genesis.digest })
      expect(second.value).toMatchObject({ epoch: 1, seq: 3n, previous: first.digest })
      expect(second.value.newestOrder).toEqual(Buffer.from(order))
      expect(second.value.statement).toEqual(body.statement)
      // what names a counterparty is told to it alone
      expect(await draft.get(TABLE.positions, positionKey(signer.peerId, second.value))).toBeUndefined()
      const { countersign } = signatories.sign().countersign.value
      const third = await append(draft, authorship, { countersign: countersign! })
      expect(await draft.get(TABLE.positions, positionKey(signer.peerId, third.value))).toBeUndefined()
    })
  })

  it('stays in one co-op', async () => {
    await withDraft(async (draft) => {
      await begin(draft, authorship)
      await expect(append(draft, { ...authorship, networkId: new Uint8Array(32) }, body)).rejects.toMatchObject({
        code: 'ERR_SOV_COOP_EXISTS',
        message: 'the ledger in this data directory belongs to another co-op',
        remedy: 'Use a data directory of its own for each co-op.',
      })
    })
  })

  it('confirms pair numbers once, so many in an entry', async () => {
    await withDraft(async (before, store) => {
      const consumer = testKey().peerId
      const countersign = (number: number): Uint8Array => new Uint8Array(32).fill(number)
      for (let number = 1; number <= MAX_CONFIRMATIONS + 1; number++) {
        before.put(TABLE.unconfirmed, pairKey(consumer, BigInt(number)), countersign(number))
      }
      await store.commit([...before.changes.values()])
      const draft = new Draft(store)
      const { confirmations } = (await append(draft, authorship, body)).value
      expect(confirmations.map(({ pairNumber }) => Number(pairNumber))).toEqual(
        Array.from({ length: MAX_CONFIRMATIONS }, (_, index) => index + 1),
      )
      expect(confirmations[0]?.consumer).toEqual(Buffer.from(peerIdToBytes(consumer)))
      expect(confirmations[0]?.countersign).toEqual(Buffer.from(countersign(1)))
      expect(await draft.get(TABLE.unconfirmed, pairKey(consumer, 1n))).toBeUndefined()
      expect(await draft.get(TABLE.unconfirmed, pairKey(consumer, BigInt(MAX_CONFIRMATIONS + 1)))).toBeDefined()
    })
  })

  it('begins an epoch that the co-op has granted, from the last accepted entry on', async () => {
    await withDraft(async (draft) => {
      const last = await append(draft, authorship, body)
      draft.put(TABLE.heads, NEWEST_ORDER, new Uint8Array(32).fill(3))
      const grant = granted(2, last)
      const reset = await beginEpoch(draft, authorship, grant)
      expect(reset.value).toMatchObject({ epoch: 2, seq: 1n, previous: last.digest, genesis: null })
      expect(reset.value.epochReset?.grant).toEqual(grant.bytes)
      expect(reset.value.newestOrder).toEqual(Buffer.alloc(32, 3))
      expect((await append(draft, authorship, body)).value).toMatchObject({ epoch: 2, seq: 2n, previous: reset.digest })
      for (const epoch of [1, 2]) {
        await expect(
          beginEpoch(draft, authorship, { ...grant, value: { ...grant.value, epoch } }),
        ).rejects.toMatchObject({
          code: 'ERR_SOV_BAD_REQUEST',
          message: `the ledger has begun epoch ${String(epoch)} before`,
        })
      }
      expect((await beginEpoch(draft, authorship, granted(3, reset))).value.epoch).toBe(3)
    })
  })

  it('may begin with such an epoch, when all before is lost', async () => {
    await withDraft(async (draft) => {
      const { value } = await beginEpoch(draft, authorship, granted(2))
      expect(value).toMatchObject({ epoch: 2, seq: 1n, previous: Buffer.from(NO_DIGEST) })
      expect(value.newestOrder).toEqual(Buffer.from(NO_DIGEST))
    })
  })
})

describe('the entry after a head', () => {
  const digest = new Uint8Array(32).fill(4)
  const head = { value: { epoch: 2, seq: 5n }, digest }
  const entry = (changed: Partial<Entry>): Pick<SignedEntry, 'value'> =>
    signStatement(ENTRY, { epoch: 2, seq: 6n, previous: digest, ...changed }, signer)
  const genesis = { credential: digest }
  const first = { epoch: 1, seq: 1n, previous: NO_DIGEST, genesis }
  const epochReset = { grant: digest }

  it.each<[string, boolean, Partial<Entry>, typeof head | undefined]>([
    ['follows by number and digest', true, {}, head],
    ['of another epoch', false, { epoch: 3 }, head],
    ['with the same number', false, { seq: 5n }, head],
    ['with a number left out', false, { seq: 7n }, head],
    ['that names another one before', false, { previous: NO_DIGEST }, head],
    ['that begins again', false, { genesis }, head],
    ['is the first one', true, first, undefined],
    ['first, without a credential', false, { ...first, genesis: null }, undefined],
    ['first, of a later epoch', false, { ...first, epoch: 2 }, undefined],
    ['first, with a later number', false, { ...first, seq: 2n }, undefined],
    ['first, that names one before', false, { ...first, previous: digest }, undefined],
    ['begins a later epoch', true, { epoch: 3, seq: 1n, epochReset }, head],
    ['begins the epoch after the next', true, { epoch: 4, seq: 1n, epochReset }, head],
    ['begins the same epoch', false, { epoch: 2, seq: 1n, epochReset }, head],
    ['begins an epoch, with a later number', false, { epoch: 3, seq: 2n, epochReset }, head],
    ['begins an epoch, first of all', true, { epoch: 1, seq: 1n, epochReset }, undefined],
    ['begins no epoch', false, { epoch: 0, seq: 1n, epochReset }, undefined],
  ])('%s: %s', (_, expected, changed, after) => {
    expect(isNext(entry(changed), after)).toBe(expected)
  })

  it('follows what was dropped right after the head', async () => {
    await withDraft(async (draft, store) => {
      const gaps = await Gaps.read(store)
      const signed = signStatement(ENTRY, { epoch: 2, seq: 5n, previous: digest }, signer)
      expect(endOf(signed, gaps)).toBe(signed)
      expect(endOf(undefined, gaps)).toBeUndefined()
      gaps.widen(draft, { epoch: 2, seq: 6n, digest })
      gaps.widen(draft, { epoch: 2, seq: 7n, digest: NO_DIGEST })
      expect(endOf(signed, gaps)).toEqual({ value: { epoch: 2, seq: 7n }, digest: NO_DIGEST })
      gaps.widen(draft, { epoch: 1, seq: 1n, digest })
      expect(endOf(undefined, gaps)).toEqual({ value: { epoch: 1, seq: 1n }, digest })
    })
  })
})
