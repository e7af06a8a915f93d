import type { Balance, Party } from './index.js'
import { accountKey, TABLE } from './tables.js'
import type { Draft } from './writer.js'

/** Which side of the work this node was on. */
export type Role = 'consumer' | 'provider'

/** What has been settled with one peer or organisation; counts and work units only ever grow. */
export interface Account {
  readonly orgId: string
  readonly orgName: string
  /** Requests this node served for them, and what they accepted for these. */
  readonly served: bigint
  readonly contributed: bigint
  /** Requests they served for this node; for a peer also its newest pair number. */
  readonly used: bigint
  /** What this node accepted for these; for a peer also its newest pair total. */
  readonly consumed: bigint
}

const AMOUNTS = ['served', 'contributed', 'used', 'consumed'] as const
export type Amounts = Pick<Account, (typeof AMOUNTS)[number]>

/** An account before anything was settled. */
export function emptyAccount({ credential }: Party): Account {
  return {
    orgId: credential.orgId,
    orgName: credential.orgName,
    served: 0n,
    contributed: 0n,
    used: 0n,
    consumed: 0n,
  }
}

/** The account after one more settled request in which this node had `role`. */
export function book(account: Account, other: Party, role: Role, charge: bigint): Account {
  const { orgId, orgName } = other.credential
  return role === 'provider'
    ? { ...account, orgId, orgName, served: account.served + 1n, contributed: account.contributed + charge }
    : { ...account, orgId, orgName, used: account.used + 1n, consumed: account.consumed + charge }
}

/** The account of a peer; empty when nothing was settled with it. */
export async function readAccount(draft: Draft, other: Party): Promise<Account> {
  return decodeAccount(await draft.get(TABLE.accounts, accountKey(other))) ?? emptyAccount(other)
}

/** Books one settled request on the account of the peer and on that of its organisation. */
export async function bookSettlement(
  draft: Draft,
  other: Party,
  role: Role,
  charge: bigint,
  table: string = TABLE.accounts,
): Promise<void> {
  for (const key of [accountKey({ peer: other.peer }), accountKey({ orgId: other.credential.orgId })]) {
    const account = decodeAccount(await draft.get(table, key)) ?? emptyAccount(other)
    draft.put(table, key, encodeAccount(book(account, other, role, charge)))
  }
}

export function balanceOf({ served, contributed, used, consumed }: Account): Balance {
  return { contributed, consumed, balance: contributed - consumed, requests: Number(served + used) }
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
  const stored = JSON.parse(Buffer.from(bytes).toString()) as Record<keyof Account, string>
  return {
    orgId: stored.orgId,
    orgName: stored.orgName,
    served: BigInt(stored.served),
    contributed: BigInt(stored.contributed),
    used: BigInt(stored.used),
    consumed: BigInt(stored.consumed),
  }
}

function encodeAccount(account: Account): Uint8Array {
  // numbers as decimal strings: JSON has no 64-bit integers
  return Buffer.from(
    JSON.stringify(account, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  )
}
