import { describe, expect, it } from 'vitest'
import {
  award,
  balanceOf,
  book,
  bookAward,
  bookSettlement,
  debtOf,
  decodeAccount,
  emptyAccount,
  isSameAmounts,
  readAccount,
  sumOf,
  type Account,
} from '../../../../src/ledger/balances/accounts.js'
import { counterparty } from '../../../../src/ledger/balances/counterparty.js'
import { accountKey, TABLE } from '../../../../src/ledger/tables.js'
import { Signatories } from '../../../helpers/signed-receipt.js'
import { withDraft } from '../../../helpers/temporary-draft.js'

const signatories = new Signatories(1_000_000)
const { terms } = signatories
const other = counterparty(terms, 'provider')
const consumer = signatories.party(signatories.coop.member({ orgId: 'nord', orgName: 'Nord e. V.' }))
const renamed = counterparty({ ...terms, consumer }, 'provider')
const account: Account = {
  orgId: 'nord',
  orgName: 'Nord',
  served: 2n,
  contributed: 30n,
  used: 4n,
  consumed: 500n,
  awarded: -6n,
}

describe('an account', () => {
  it('is empty before anything was settled', () => {
    expect(emptyAccount(other)).toEqual({
      orgId: 'nord',
      orgName: 'Lab',
      served: 0n,
      contributed: 0n,
      used: 0n,
      consumed: 0n,
      awarded: 0n,
    })
  })

  it('counts what this node served apart from what it used, by the newest name', () => {
    const named = { orgId: 'nord', orgName: 'Nord e. V.' }
    expect(book(account, renamed, 'provider', 7n)).toEqual({ ...account, ...named, served: 3n, contributed: 37n })
    expect(book(account, renamed, 'consumer', 7n)).toEqual({ ...account, ...named, used: 5n, consumed: 507n })
    expect(award(account, 9n)).toEqual({ ...account, awarded: 3n })
  })

  it('has a balance: what was given less what was taken, with what was awarded', () => {
    expect(debtOf(account)).toBe(-476n)
    expect(balanceOf(account)).toEqual({
      contributed: 30n,
      consumed: 500n,
      awarded: -6n,
      balance: -476n,
      requests: 6,
    })
  })

  it('adds up with another one', () => {
    expect(sumOf({ ...account, orgName: 'before' }, account)).toEqual({
      ...account,
      served: 4n,
      contributed: 60n,
      used: 8n,
      consumed: 1_000n,
      awarded: -12n,
    })
  })

  it('is the same when every amount is', () => {
    expect(isSameAmounts(account, { ...account })).toBe(true)
    for (const name of ['served', 'contributed', 'used', 'consumed', 'awarded'] as const) {
      expect(isSameAmounts(account, { ...account, [name]: 0n }), name).toBe(false)
    }
  })
})

describe('stored accounts', () => {
  it('are booked for the peer and for its organisation', async () => {
    await withDraft(async (draft) => {
      await bookSettlement(draft, other, 'provider', 7n)
      await bookSettlement(draft, renamed, 'consumer', 5n)
      await bookAward(draft, other, 2n)
      expect(await readAccount(draft, other)).toEqual({
        ...emptyAccount(other),
        served: 1n,
        contributed: 7n,
        awarded: 2n,
      })
      expect(await readAccount(draft, renamed)).toEqual({ ...emptyAccount(renamed), used: 1n, consumed: 5n })
      const ofOrganisation = await draft.get(TABLE.accounts, accountKey({ orgId: 'nord' }))
      expect(decodeAccount(ofOrganisation)).toEqual({
        ...emptyAccount(renamed),
        served: 1n,
        contributed: 7n,
        used: 1n,
        consumed: 5n,
        awarded: 2n,
      })
    })
  })

  it('are booked in another table when told, and awarded where nothing was settled', async () => {
    await withDraft(async (draft) => {
      await bookSettlement(draft, other, 'provider', 7n, TABLE.droppedAccounts)
      expect(await readAccount(draft, other)).toEqual(emptyAccount(other))
      expect(decodeAccount(await draft.get(TABLE.droppedAccounts, accountKey(other)))?.contributed).toBe(7n)
      await bookAward(draft, other, -3n)
      expect(await readAccount(draft, other)).toEqual({ ...emptyAccount(other), awarded: -3n })
    })
  })

  it('are numbers of any size, and readable from before there were awards', async () => {
    await withDraft(async (draft) => {
      const most = 2n ** 64n - 1n
      await bookSettlement(draft, other, 'provider', most)
      expect((await readAccount(draft, other)).contributed).toBe(most)
    })
    const before = { orgId: 'nord', orgName: 'Nord', served: '1', contributed: '2', used: '3', consumed: '4' }
    expect(decodeAccount(Buffer.from(JSON.stringify(before)))).toEqual({
      orgId: 'nord',
      orgName: 'Nord',
      served: 1n,
      contributed: 2n,
      used: 3n,
      consumed: 4n,
      awarded: 0n,
    })
    expect(decodeAccount(undefined)).toBeUndefined()
  })
})
