import type { ENTRY, ORDER, Signed, SignedKind, VOUCHER } from '../wire/index.js'

type SignedAs<K> = K extends SignedKind<infer P> ? Signed<P> : never

/** An order whose signature, key and encoding have been checked. */
export type SignedOrder = SignedAs<typeof ORDER>
/** A voucher whose signature, key and encoding have been checked. */
export type SignedVoucher = SignedAs<typeof VOUCHER>
/** A chain entry whose signature, key and encoding have been checked. */
export type SignedEntry = SignedAs<typeof ENTRY>
