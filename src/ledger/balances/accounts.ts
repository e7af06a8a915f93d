import type { Balance } from './balance.js'
import { accountKey, TABLE } from '../tables.js'
import type { Draft } from '../writer.js'
import type { Counterparty, Role } from './counterparty.js'

/** What has been settled with one peer or organisation; all but what was awarded only ever grows. */
export interface Account {
  /** As in {@link Counterparty}. */
  readonly orgId: string
  readonly orgName: string
  /** Requests this node served for them, and what they accepted for these. */
  readonly served: bigint
  readonly contributed: bigint
  /** Requests they served for this node; for a peer also its newest pair number. */
  readonly used: bigint
  /** What this node accepted for these; for a peer also its newest pair total. */
  readonly consumed: bigint
  /** What the co-op has decided that they owe this node; negative when this node owes them. */
  readonly awarded: bigint
}

const AMOUNTS = ['served', 'contributed', 'used', 'consumed', 'awarded'] as const
export type Amounts = Pick<Account, (typeof AMOUNTS)[number]>

/** An account before anything was settled. */
export function emptyAccount({ orgId, orgName }: Counterparty): Account {
  return {
    orgId,
    orgName,
    served: 0n,
    contributed: 0n,
    used: 0n,
    consumed: 0n,
    awarded: 0n,
  }
}

/** The account after one more settled request in which this node had `role`. */
export function book(account: Account, { orgId, orgName }: Counterparty, role: Role, charge: bigint): Account {
  return role === 'provider'
    ? { ...account, orgId, orgName, served: account.served + 1n, contributed: account.contributed + charge }
    : { ...account, orgId, orgName, used: account.used + 1n, consumed: account.consumed + charge }
}

/** The account of a peer; empty when nothing was settled with it. */
export async function readAccount(draft: Draft, other: Counterparty): Promise<Account> {
  return decodeAccount(await draft.get(TABLE.accounts, accountKey({ peer: other.peer }))) ?? emptyAccount(other)
}

/** The account after the co-op has decided that they owe this node so much more, or less. */
export function award(account: Account, amount: bigint): Account {
  return { ...account, awarded: account.awarded + amount }
}

/** Books an award on the account of the peer and on that of its organisation. */
export async function bookAward(draft: Draft, other: Counterparty, amount: bigint): Promise<void> {
  for (const key of accountKeys(other)) {
    const account = decodeAccount(await draft.get(TABLE.accounts, key)) ?? emptyAccount(other)
    draft.put(TABLE.accounts, key, encodeAccount(award(account, amount)))
  }
}

/** Where the account of a party stands, and that of its organisation. */
export function accountKeys({ peer, orgId }: Counterparty): readonly Uint8Array[] {
  return [accountKey({ peer }), accountKey({ orgId })]
}

/** Books one settled request on the account of the peer and on that of its organisation. */
export async function bookSettlement(
  draft: Draft,
  other: Counterparty,
  role: Role,
  charge: bigint,
  table: string = TABLE.accounts,
): Promise<void> {
  for (const key of accountKeys(other)) {
    const account = decodeAccount(await draft.get(table, key)) ?? emptyAccount(other)
    draft.put(table, key, encodeAccount(book(account, other, role, charge)))
  }
}

export function balanceOf(account: Account): Balance {
  const { served, contributed, used, consumed, awarded } = account
  return { contributed, consumed, awarded, balance: debtOf(account), requests: Number(served + used) }
}

/** What they owe this node, all in all; negative when this node owes them. */
export function debtOf({ contributed, consumed, awarded }: Account): bigint {
  return contributed - consumed + awarded
}

/** Two accounts of one and the same party; names are those of the second. */
export function sumOf(a: Account, b: Account): Account {
  const sums = AMOUNTS.map((name) => [name, a[name] + b[name]] as const)
  return { ...b, ...(Object.fromEntries(sums) as Record<(typeof AMOUNTS)[number], bigint>) }
}

/** True when both have the same counts and work units. */
export function isSameAmounts(a: Amounts, b: Amounts): boolean {
  return AMOUNTS.every((name) => a[name] === b[name])
}

/** @throws {SyntaxError} {TypeError} when the bytes are no account. */
export function decodeAccount(bytes: Uint8Array): Account
export function decodeAccount(bytes: Uint8Array | undefined): Account | undefined
export function decodeAccount(bytes: Uint8Array | undefined): Account | undefined {
  if (bytes === undefined) return undefined
  const stored = JSON.parse(Buffer.from(bytes).toString()) as Record<Exclude<keyof Account, 'awarded'>, string> & {
    // not there before there were awards
    readonly awarded?: string
  }
  return {
    orgId: stored.orgId,
    orgName: stored.orgName,
    served: BigInt(stored.served),
    contributed: BigInt(stored.contributed),
    used: BigInt(stored.used),
    consumed: BigInt(stored.consumed),
    awarded: BigInt(stored.awarded ?? 0),
  }
}

function encodeAccount(account: Account): Uint8Array {
  // numbers as decimal strings: JSON has no 64-bit integers
  return Buffer.from(
    JSON.stringify(account, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  )
}
