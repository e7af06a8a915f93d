import { deadline, type Clock } from '../clock.js'
import { SovError } from '../errors.js'
import { JOIN_TIMEOUT_MS } from '../limits.js'
import type { PeerIdString } from '../identity/index.js'
import type { Channel, Network } from '../network/index.js'
import { equalBytes, membershipFrame, toWireError, type CoopBundle, type CredentialChain } from '../wire/index.js'
import { ID_BYTES } from './chain.js'
import type { InviteContent } from './invite-code.js'
import type { Issuer } from './issuer.js'
import { MEMBERSHIP_PROTOCOL, receiveMembershipFrame, type JoinRequest } from './membership-protocol.js'

/** What a redeemed invite brings; nothing of it is checked yet. */
export interface JoinAnswer {
  readonly chain: CredentialChain
  readonly bundle: CoopBundle
}

/** Asks the node of an invite for the membership it stands for. */
export async function requestMembership(
  invite: InviteContent,
  { network, clock }: { readonly network: Pick<Network, 'dial' | 'open'>; readonly clock: Clock },
  signal: AbortSignal,
): Promise<JoinAnswer> {
  const reason = (): Error => new SovError('ERR_SOV_JOIN_TIMEOUT', 'the issuer did not answer in time')
  const limit = deadline(clock, JOIN_TIMEOUT_MS, reason, signal)
  let channel: Channel | undefined
  try {
    await dialAny(network, invite, limit.signal)
    channel = await network.open(invite.node, MEMBERSHIP_PROTOCOL, limit)
    await channel.send(membershipFrame.encode({ join: { networkId: invite.networkId, secret: invite.secret } }), limit)
    const { joined } = await receiveMembershipFrame(channel, limit)
    if (joined?.chain == null || joined.bundle === null) {
      throw new SovError('ERR_SOV_PROTOCOL', 'the answer of the issuer is not complete')
    }
    await channel.close()
    return { chain: joined.chain, bundle: joined.bundle }
  } catch (error) {
    await channel?.fail(toWireError(error))
    throw SovError.isInstance(error, 'ERR_SOV_INVITE_REFUSED') ? inviteRefused(error) : error
  } finally {
    limit.clear()
  }
}

/**
 * What a request to join brings its sender.
 *
 * `coop` is undefined on a node that issues no memberships.
 *
 * @throws {SovError} ERR_SOV_PROTOCOL, ERR_SOV_INVITE_REFUSED, ERR_SOV_WEAK_KEY
 */
export async function redeemInvite(
  { networkId, secret }: JoinRequest,
  peer: PeerIdString,
  coop: (JoinAnswer & { readonly networkId: Uint8Array; readonly issuer: Issuer }) | undefined,
): Promise<JoinAnswer> {
  if (secret.length !== ID_BYTES) throw new SovError('ERR_SOV_PROTOCOL', 'the secret of an invite has a wrong length')
  if (coop === undefined || !equalBytes(networkId, coop.networkId)) {
    throw new SovError('ERR_SOV_INVITE_REFUSED', 'this node does not issue memberships of that co-op')
  }
  const membership = await coop.issuer.redeem(secret, peer)
  return { chain: { ...coop.chain, membership: membership.bytes }, bundle: coop.bundle }
}

/** Tries all addresses at once: a code names those of every interface, and most machines reach only one. */
async function dialAny(network: Pick<Network, 'dial'>, invite: InviteContent, signal: AbortSignal): Promise<void> {
  if (invite.addresses.length === 0) return
  const dials = invite.addresses.map((address) => network.dial(`${address}/p2p/${invite.node}`, { signal }))
  try {
    await Promise.any(dials)
  } catch (error) {
    signal.throwIfAborted()
    // every dial has failed; the first address is the most likely one
    throw error instanceof AggregateError ? error.errors[0] : error
  }
}

function inviteRefused(cause: SovError): SovError {
  return new SovError('ERR_SOV_INVITE_REFUSED', 'the issuer does not know the invite, or it is used up or expired', {
    cause,
    remedy: 'Ask the issuer for a new invite; each is for one node.',
    ...(cause.details === undefined ? {} : { details: cause.details }),
  })
}
