import { SovError } from '../errors.js'
import { MAX_BUNDLE_ITEMS } from '../limits.js'
import {
  equalBytes,
  GROUP_DEFINITION,
  ISSUER_CERTIFICATE,
  openStatement,
  PRICE_TABLE,
  type CoopBundle,
  type CredentialChain,
} from '../wire/index.js'
import { checkIssuerCertificate, type StatementOf, type VerifiedChain } from './chain.js'
import { isJurisdiction } from './jurisdictions.js'

/** A price table of the co-op, signed by its root. */
export type SignedPriceTable = StatementOf<typeof PRICE_TABLE>
type SignedGroup = StatementOf<typeof GROUP_DEFINITION>

/** What a co-op publishes to its members, checked. */
export interface VerifiedBundle {
  readonly groups: readonly SignedGroup[]
  /** Ascending version. */
  readonly priceTables: readonly SignedPriceTable[]
}

/**
 * Checks that everything in a bundle stands on the root of a verified chain.
 *
 * @throws {SovError} ERR_SOV_CREDENTIAL, ERR_SOV_WIRE_LIMIT, ERR_SOV_WIRE_FORMAT, ERR_SOV_WEAK_KEY, ERR_SOV_SIGNATURE
 */
export function openBundle(bundle: CoopBundle, chain: CredentialChain, verified: VerifiedChain): VerifiedBundle {
  const { issuerCertificates, groups, priceTables, revocationLists } = bundle
  if (issuerCertificates.length + groups.length + priceTables.length + revocationLists.length > MAX_BUNDLE_ITEMS) {
    throw new SovError('ERR_SOV_WIRE_LIMIT', `a co-op bundle has more than ${String(MAX_BUNDLE_ITEMS)} statements`)
  }
  check(equalBytes(bundle.genesis, chain.genesis), 'its genesis is another one')
  const genesis = { digest: verified.networkId, signer: verified.root, value: verified.genesis }
  for (const bytes of issuerCertificates) checkIssuerCertificate(openStatement(ISSUER_CERTIFICATE, bytes), genesis)
  const fromRoot = <S extends SignedGroup | SignedPriceTable>(statement: S): S => {
    check(statement.signer === verified.root, 'a statement is not signed by the root')
    check(equalBytes(statement.value.networkId, verified.networkId), 'a statement is of another co-op')
    check(statement.value.version > 0, 'a statement has no version')
    return statement
  }
  return {
    groups: groups.map((bytes) => checkGroup(fromRoot(openStatement(GROUP_DEFINITION, bytes)))),
    priceTables: priceTables
      .map((bytes) => fromRoot(openStatement(PRICE_TABLE, bytes)))
      .sort((a, b) => a.value.version - b.value.version),
  }
}

/** The members of each group in force at `atMs`: of one name, the highest version whose date has come. */
export function groupsInForce({ groups }: VerifiedBundle, atMs: number): ReadonlyMap<string, readonly string[]> {
  const inForce = new Map<string, SignedGroup>()
  for (const group of groups) {
    const { name, version, effectiveMs } = group.value
    const known = inForce.get(name)
    if (effectiveMs <= BigInt(atMs) && version > (known?.value.version ?? 0)) inForce.set(name, group)
  }
  return new Map([...inForce].map(([name, { value }]) => [name, value.jurisdictions]))
}

/** The price table in force at `atMs`: the highest version whose date has come. */
export function priceTableInForce({ priceTables }: VerifiedBundle, atMs: number): SignedPriceTable | undefined {
  return priceTables.findLast(({ value }) => value.effectiveMs <= BigInt(atMs))
}

function checkGroup(group: SignedGroup): SignedGroup {
  const { name, jurisdictions } = group.value
  check(/^[A-Z][A-Z0-9]{1,15}$/.test(name), 'the name of a group is not valid')
  // A group called DE would let other countries into requests for DE.
  check(!isJurisdiction(name), 'a group has the name of a jurisdiction')
  check(jurisdictions.length > 0 && jurisdictions.every(isJurisdiction), 'a group has an unknown jurisdiction')
  check(
    jurisdictions.every((code, index) => index === 0 || code > (jurisdictions[index - 1] ?? '')),
    'a group is not in ascending order',
  )
  return group
}

function check(isRight: boolean, reason: string): void {
  if (!isRight) throw new SovError('ERR_SOV_CREDENTIAL', `the co-op bundle is not valid: ${reason}`)
}
