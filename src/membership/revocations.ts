import { peerIdFromBytes, peerIdToBytes, type PeerIdString, type Signer } from '../identity/index.js'
import { SovError } from '../errors.js'
import { CLOCK_SKEW_MS } from '../limits.js'
import { equalBytes, REVOCATION_LIST, signStatement, toHex, type Revocation } from '../wire/index.js'
import type { StatementOf, VerifiedChain } from './chain.js'
import { check, ID_BYTES } from './credential-check.js'
import type { RevocationTarget } from './issuer-actions.js'
import type { Birth, SignedIssuerCertificate } from './issuer-certificate.js'
import { isOrgId } from './text.js'

export type SignedRevocationList = StatementOf<typeof REVOCATION_LIST>

/** What one revocation is about: also the serial of a membership or a delegation, and for the root alone an issuing key. */
export type Revoked = RevocationTarget | { readonly serial: Uint8Array } | { readonly issuer: PeerIdString }

/** All that the newest lists revoke, ready to be asked. */
export interface Revocations {
  /** By what they are about, e.g. `org uio`. */
  readonly entries: ReadonlyMap<string, readonly Entry[]>
}

interface Entry {
  readonly sinceMs: bigint
  /** True when it had begun as the list was signed: then it counts at once, however wrong the clock of its issuer is. */
  readonly hasBegun: boolean
  /** The issuing key whose list says so; undefined in the root's. */
  readonly issuer: PeerIdString | undefined
}

/** What of a bundle tells of revocations. */
interface ListsAndIssuers {
  readonly revocationLists: readonly SignedRevocationList[]
  readonly issuerCertificates: readonly SignedIssuerCertificate[]
}

/** What of a membership can be revoked. */
export type Revocable = Pick<VerifiedChain, 'credential' | 'delegation' | 'issuer' | 'issuerKeys' | 'subject'>

/**
 * Checks a revocation list against the genesis and the issuer certificate it stands on, which is one of `certificates`.
 *
 * @throws {SovError} ERR_SOV_CREDENTIAL, ERR_SOV_WIRE_FORMAT
 */
export function checkRevocationList(
  { value, signer }: SignedRevocationList,
  certificates: readonly SignedIssuerCertificate[],
  genesis: Birth,
): void {
  check(equalBytes(value.networkId, genesis.digest), 'a revocation list is of another co-op')
  check(peerIdFromBytes(value.issuer) === signer, 'a revocation list is not signed by its issuer')
  check(value.sequence > 0n, 'a revocation list has no sequence number')
  const isOfRoot = value.issuerCertificate.length === 0
  if (isOfRoot) check(signer === genesis.signer, 'a revocation list names no issuer certificate')
  else checkAuthor(value, certificates)
  for (const revocation of value.revocations) checkRevocation(revocation, isOfRoot)
}

function checkAuthor(
  { issuer, issuerCertificate, updatedMs }: SignedRevocationList['value'],
  certificates: readonly SignedIssuerCertificate[],
): void {
  const certificate = certificates.find(({ digest }) => equalBytes(digest, issuerCertificate))
  check(certificate !== undefined, 'the issuer certificate of a revocation list is missing')
  const { value } = certificate
  check(equalBytes(value.issuer, issuer), 'a revocation list stands on the certificate of another issuer')
  check(
    updatedMs + BigInt(CLOCK_SKEW_MS) >= value.notBeforeMs && updatedMs < value.notAfterMs,
    'a revocation list reaches beyond the dates of its issuer certificate',
  )
}

function checkRevocation({ serial, peer, orgId, issuer }: Revocation, isOfRoot: boolean): void {
  const isSet = [serial.length > 0, peer.length > 0, orgId !== '', issuer.length > 0]
  check(isSet.filter(Boolean).length === 1, 'a revocation is not about exactly one thing')
  check([0, ID_BYTES].includes(serial.length), 'a revoked serial has a wrong length')
  check(orgId === '' || isOrgId(orgId), 'a revoked organisation id is not valid')
  check(issuer.length === 0 || isOfRoot, 'only the root revokes issuers')
  for (const id of [peer, issuer]) if (id.length > 0) peerIdFromBytes(id)
}

/** @param lists - checked, of each issuer the newest; two of one sequence number both count. */
export function revocationsIn(lists: readonly SignedRevocationList[]): Revocations {
  const entries = new Map<string, Entry[]>()
  for (const { value, signer } of lists) {
    const issuer = value.issuerCertificate.length === 0 ? undefined : signer
    for (const revocation of value.revocations) {
      const { sinceMs } = revocation
      const key = keyOf(revocation)
      entries.set(key, [...(entries.get(key) ?? []), { sinceMs, hasBegun: sinceMs <= value.updatedMs, issuer }])
    }
  }
  return { entries }
}

/**
 * What the co-op has revoked of what a membership stands on, in words; undefined when it has revoked nothing.
 *
 * A clock may be CLOCK_SKEW_MS ahead of this one, so a revocation for later counts so long before its date. The list of an
 * issuer that the root has revoked counts no more, and a revoked delegate has signed nothing that counts.
 *
 * @param atMs - now, Unix epoch in whole milliseconds.
 */
export function revokedOf(chain: Revocable, revocations: Revocations, atMs: number): string | undefined {
  const { credential, delegation, issuer, issuerKeys, subject } = chain
  const questions: readonly (readonly [key: string, what: string])[] = [
    [serialKey(credential.serial), 'the membership'],
    [peerKey(subject), 'the memberships of the peer'],
    [orgKey(credential.orgId), 'the organisation'],
    ...(delegation === undefined ? [] : [[serialKey(delegation.value.serial), 'the delegation'] as const]),
    ...(issuerKeys.includes(issuer) ? [] : [[peerKey(issuer), 'the delegate that has signed the membership'] as const]),
    ...issuerKeys.map((key) => [issuerKey(key), 'the issuer'] as const),
  ]
  return questions.find(([key]) => isListed(key, revocations, atMs))?.[1]
}

/**
 * Whether what an issuing key has signed counts no more.
 *
 * @param atMs - now, Unix epoch in whole milliseconds.
 */
export function isIssuerRevoked(issuer: PeerIdString, { entries }: Revocations, atMs: number): boolean {
  return entries.get(issuerKey(issuer))?.some((entry) => counts(entry, atMs)) === true
}

function isListed(key: string, revocations: Revocations, atMs: number): boolean {
  const entries = revocations.entries.get(key) ?? []
  return entries.some(
    (entry) => counts(entry, atMs) && (entry.issuer === undefined || !isIssuerRevoked(entry.issuer, revocations, atMs)),
  )
}

/**
 * How old what is known of revocations is, milliseconds: the age of the newest list, and while there is none that of the
 * newest issuer certificate. What comes from the future, or from an issuer that is revoked, does not tell.
 *
 * @param atMs - Unix epoch in whole milliseconds.
 * @returns Infinity when nothing tells.
 */
export function revocationAgeMs(known: ListsAndIssuers & { readonly revocations: Revocations }, atMs: number): number {
  const { revocationLists, issuerCertificates, revocations } = known
  const tells = (issuer: Uint8Array, dateMs: bigint): boolean =>
    isPast(dateMs, atMs) && !isIssuerRevoked(peerIdFromBytes(issuer), revocations, atMs)
  const lists = revocationLists.flatMap(({ value }) => (tells(value.issuer, value.updatedMs) ? [value.updatedMs] : []))
  const dates =
    lists.length > 0
      ? lists
      : issuerCertificates.flatMap(({ value }) => (tells(value.issuer, value.notBeforeMs) ? [value.notBeforeMs] : []))
  // The newest of no dates is minus Infinity.
  return Math.max(0, atMs - Math.max(...dates.map(Number)))
}

/** Who signs a list: an issuer with its certificate, or without one the root. */
export interface ListAuthor {
  readonly networkId: Uint8Array
  readonly signer: Signer
  readonly certificate?: SignedIssuerCertificate | undefined
}

/**
 * Signs the next list of an author: all that its newest lists revoke, and what is added. Serials revoked longer ago than
 * any issuer certificate lasts are left out: what they were the serials of has expired.
 *
 * @throws {SovError} ERR_SOV_BAD_REQUEST when an issuer revokes an issuer; ERR_SOV_WIRE_LIMIT when the list is full.
 */
export function signRevocationList(
  known: ListsAndIssuers,
  { networkId, signer, certificate }: ListAuthor,
  added: readonly Revoked[],
  nowMs: number,
): SignedRevocationList {
  if (certificate !== undefined && added.some((target) => 'issuer' in target)) {
    throw new SovError('ERR_SOV_BAD_REQUEST', 'only the root of the co-op revokes issuers')
  }
  const before = listsOf(signer.peerId, known.revocationLists)
  const lives = known.issuerCertificates.map(({ value }) => value.notAfterMs - value.notBeforeMs)
  const longestMs = lives.reduce((longest, life) => (life > longest ? life : longest), 0n)
  const kept = before
    .flatMap(({ value }) => value.revocations)
    .filter(({ serial, sinceMs }) => serial.length === 0 || sinceMs + longestMs >= BigInt(nowMs))
  const news = added.map((target): Revocation => ({ ...OF_NOTHING, ...fieldsOf(target), sinceMs: BigInt(nowMs) }))
  const revocations = new Map<string, Revocation>()
  for (const revocation of [...kept, ...news]) {
    const key = keyOf(revocation)
    // What is revoked already does not begin anew.
    if (!revocations.has(key)) revocations.set(key, revocation)
  }
  return signStatement(
    REVOCATION_LIST,
    {
      networkId,
      issuer: peerIdToBytes(signer.peerId),
      issuerCertificate: certificate?.digest ?? NOTHING,
      sequence: (before[0]?.value.sequence ?? 0n) + 1n,
      updatedMs: BigInt(nowMs),
      revocations: [...revocations.values()],
    },
    signer,
  )
}

/** The newest list of an author; two when it has signed two different ones of one sequence number. */
export function listsOf(author: PeerIdString, lists: readonly SignedRevocationList[]): readonly SignedRevocationList[] {
  const own = lists.filter(({ signer }) => signer === author)
  const highest = own.reduce((most, { value }) => (value.sequence > most ? value.sequence : most), 0n)
  return own.filter(({ value }) => value.sequence === highest)
}

const NOTHING = new Uint8Array()
const OF_NOTHING = { serial: NOTHING, peer: NOTHING, orgId: '', issuer: NOTHING }

/** What a revocation is about, the same for the same thing. */
function keyOf({ serial, peer, orgId, issuer }: Revocation): string {
  if (serial.length > 0) return serialKey(serial)
  if (peer.length > 0) return peerKey(peerIdFromBytes(peer))
  if (issuer.length > 0) return issuerKey(peerIdFromBytes(issuer))
  return orgKey(orgId)
}

const serialKey = (serial: Uint8Array): string => `serial ${toHex(serial)}`
const peerKey = (peer: PeerIdString): string => `peer ${peer}`
const orgKey = (orgId: string): string => `org ${orgId}`
const issuerKey = (issuer: PeerIdString): string => `issuer ${issuer}`

function fieldsOf(target: Revoked): Partial<Revocation> {
  if ('peer' in target) return { peer: peerIdToBytes(target.peer) }
  if ('issuer' in target) return { issuer: peerIdToBytes(target.issuer) }
  return target
}

function counts({ sinceMs, hasBegun }: Entry, atMs: number): boolean {
  return hasBegun || isPast(sinceMs, atMs)
}

function isPast(dateMs: bigint, atMs: number): boolean {
  return dateMs <= BigInt(atMs) + BigInt(CLOCK_SKEW_MS)
}
