import type { MemberView } from './api/index.js'
import type { Clock } from './clock.js'
import type { PeerIdString } from './identity/index.js'
import { evidenceLevelAsUsed, namesOfRoles, type Membership, type PeerEvidence } from './membership/index.js'
import type { MembershipCredential } from './wire/index.js'

/**
 * Who is in the co-op as far as this node knows: itself, who is connected, and whom it has issued a membership; by
 * organisation.
 */
export async function knownMembers({
  peerId,
  clock,
  membership,
  evidence,
}: {
  readonly peerId: PeerIdString
  readonly clock: Clock
  readonly membership: Membership
  readonly evidence: Pick<PeerEvidence, 'of'>
}): Promise<readonly MemberView[]> {
  const nowMs = clock.nowMs()
  const views = new Map<PeerIdString, MemberView>()
  const add = (peer: PeerIdString, credential: MembershipCredential, state: MemberView['state']): void => {
    const registeredElsewhere = evidence.of(peer, credential.jurisdiction).contradictions
    views.set(peer, { ...viewOf(peer, credential, state, nowMs), registeredElsewhere })
  }
  for (const { peer, credential, isRevoked } of await membership.issued()) {
    add(peer, credential, isRevoked ? 'revoked' : Number(credential.notAfterMs) <= nowMs ? 'expired' : 'away')
  }
  for (const { peer, credential, isOwnCoop } of membership.members()) if (isOwnCoop) add(peer, credential, 'connected')
  const { state } = membership.validity()
  const { credential } = membership
  if (credential !== undefined) add(peerId, credential, state === 'in_force' || state === 'none' ? 'this_node' : state)
  return [...views.values()].sort((a, b) =>
    a.orgId === b.orgId ? (a.peer < b.peer ? -1 : 1) : a.orgId < b.orgId ? -1 : 1,
  )
}

function viewOf(
  peer: PeerIdString,
  credential: MembershipCredential,
  state: MemberView['state'],
  nowMs: number,
): Omit<MemberView, 'registeredElsewhere'> {
  const { orgId, orgName, jurisdiction, roles, notAfterMs } = credential
  return {
    peer,
    orgId,
    orgName,
    jurisdiction,
    evidenceLevel: evidenceLevelAsUsed(credential, nowMs),
    roles: namesOfRoles(roles),
    state,
    expiresAtMs: Number(notAfterMs),
  }
}
