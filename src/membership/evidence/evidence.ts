import { ADDRESS_DATA_LIFE_MS, CLOCK_SKEW_MS } from '../../limits.js'
import { fromHex, type MembershipCredential } from '../../wire/index.js'
import type { AddressData } from './address-data.js'

/** The co-op vouches for who and where by its invite. */
const ATTESTED = 1
/** And the address that the node was seen at is registered there. */
const CONSISTENT = 2
const DIGEST_BYTES = 32

/** What supports the jurisdiction in a credential. */
export interface Evidence {
  readonly level: typeof ATTESTED | typeof CONSISTENT
  /** SHA-256 of the address file, 32 bytes; empty at level 1. */
  readonly ref: Uint8Array
  /** Date of the address file, Unix epoch, milliseconds; 0 at level 1. */
  readonly dateMs: number
  /** Addresses that are registered elsewhere, with the country that the file names: a reason to ask the operator. */
  readonly contradictions: readonly { readonly address: string; readonly country: string }[]
}

/**
 * What the addresses of a node's live connections say of its jurisdiction. Level 2 needs data that are not stale and at
 * least one address that is registered in the jurisdiction, and none that is registered elsewhere. Addresses of which the
 * file says nothing, private ones among them, prove nothing.
 *
 * @param data - undefined: no address file is configured.
 * @param addresses - without port, e.g. `192.0.2.1`.
 * @param jurisdiction - ISO 3166-1 alpha-2.
 */
export function evidenceOf(
  data: AddressData | undefined,
  addresses: readonly string[],
  jurisdiction: string,
  nowMs: number,
): Evidence {
  const attested = { level: ATTESTED, ref: new Uint8Array(0), dateMs: 0, contradictions: [] } as const
  if (data === undefined || !isFresh(data.dateMs, nowMs)) return attested
  const registered = addresses.flatMap((address) => {
    const country = data.countryOf(address)
    return country === undefined ? [] : [{ address, country }]
  })
  const contradictions = registered.filter(({ country }) => country !== jurisdiction)
  if (registered.length === 0 || contradictions.length > 0) return { ...attested, contradictions }
  return { level: CONSISTENT, ref: fromHex(data.sha256), dateMs: data.dateMs, contradictions }
}

/**
 * The evidence level of a credential as it counts at `nowMs`, 0 to 3: from level 2 on it stands on address data, and when
 * these are older than ADDRESS_DATA_LIFE_MS, or not named, it counts as 1.
 */
export function evidenceLevelAsUsed(
  {
    evidenceLevel,
    evidenceRef,
    evidenceDateMs,
  }: Pick<MembershipCredential, 'evidenceLevel' | 'evidenceRef' | 'evidenceDateMs'>,
  nowMs: number,
): number {
  const hasData = evidenceRef.length === DIGEST_BYTES && isFresh(Number(evidenceDateMs), nowMs)
  return evidenceLevel < CONSISTENT || hasData ? evidenceLevel : ATTESTED
}

/** A date to come would keep data fresh for longer. */
function isFresh(dateMs: number, nowMs: number): boolean {
  return dateMs <= nowMs + CLOCK_SKEW_MS && nowMs - dateMs <= ADDRESS_DATA_LIFE_MS
}
