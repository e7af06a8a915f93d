import { equalBytes, toHex, type MembershipCredential } from '../wire/index.js'

/**
 * Names an organisation among those of all co-ops: by its id alone in the co-op of `networkId`, with `@` and the network id
 * in hexadecimal after it in any other one. Two co-ops may each have a `lab`; an id has no `@`.
 */
export function organisationIn(
  networkId: Uint8Array,
  credential: Pick<MembershipCredential, 'orgId' | 'networkId'>,
): string {
  const { orgId, networkId: theirs } = credential
  return equalBytes(networkId, theirs) ? orgId : `${orgId}@${toHex(theirs)}`
}
