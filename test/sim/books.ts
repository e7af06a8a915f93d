import { book, emptyAccount, type Account } from '../../src/ledger/balances/accounts.js'
import { counterparty, type Role } from '../../src/ledger/balances/counterparty.js'
import type { Party } from '../../src/ledger/index.js'

/** The accounts that one node keeps of organisations, as its ledger does, in memory. */
export class Books {
  readonly #party: () => Party
  readonly #accounts = new Map<string, Account>()

  constructor(party: () => Party) {
    this.#party = party
  }

  /** What an organisation owes this node, work units. */
  debt(orgId: string): bigint {
    const { contributed, consumed } = this.#accounts.get(orgId) ?? { contributed: 0n, consumed: 0n }
    return contributed - consumed
  }

  /** Books settled work in which this node had `role`. */
  book(other: Party, role: Role, charge: bigint): void {
    const [consumer, provider] = role === 'consumer' ? [this.#party(), other] : [other, this.#party()]
    const them = counterparty({ consumer, provider }, role)
    const account = this.#accounts.get(them.orgId) ?? emptyAccount(them)
    this.#accounts.set(them.orgId, book(account, them, role, charge))
  }
}
