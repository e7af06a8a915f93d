import { deadline, type Clock } from '../clock.js'
import { SovError } from '../errors.js'
import { JOIN_TIMEOUT_MS, MAX_MEMBERSHIP_FRAME_BYTES } from '../limits.js'
import type { Channel, Network } from '../network/index.js'
import {
  equalBytes,
  errorInFrame,
  membershipFrame,
  toWireError,
  type CoopBundle,
  type CredentialChain,
  type MembershipFrame,
} from '../wire/index.js'
import { ID_BYTES } from './chain.js'
import type { InviteContent } from './invite-code.js'
import type { Issuer } from './issuer.js'

export const MEMBERSHIP_PROTOCOL = '/sov/membership/1'

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
  const limit = joinDeadline(clock, signal)
  let channel: Channel | undefined
  try {
    await dialAny(network, invite, limit.signal)
    channel = await network.open(invite.node, MEMBERSHIP_PROTOCOL, limit)
    await channel.send(membershipFrame.encode({ join: { networkId: invite.networkId, secret: invite.secret } }), limit)
    const { joined } = await receive(channel, limit.signal)
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

/** Answers a request with what `issuer` gives for its invite; the caller closes or fails the channel. */
export async function answerJoin(
  channel: Channel,
  {
    clock,
    own,
  }: {
    readonly clock: Clock
    /** The co-op when this node may issue for it. */
    readonly own: () => (JoinAnswer & { readonly networkId: Uint8Array; readonly issuer: Issuer }) | undefined
  },
  signal: AbortSignal,
): Promise<void> {
  const limit = joinDeadline(clock, signal)
  try {
    const { join } = await receive(channel, limit.signal)
    const coop = own()
    if (join?.secret.length !== ID_BYTES) throw new SovError('ERR_SOV_PROTOCOL', 'a request to join was expected')
    if (coop === undefined || !equalBytes(join.networkId, coop.networkId)) {
      throw new SovError('ERR_SOV_INVITE_REFUSED', 'this node does not issue memberships of that co-op')
    }
    const membership = await coop.issuer.redeem(join.secret, channel.peer)
    const chain = { ...coop.chain, membership: membership.bytes }
    await channel.send(membershipFrame.encode({ joined: { chain, bundle: coop.bundle } }), limit)
  } finally {
    limit.clear()
  }
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

async function receive(channel: Channel, signal: AbortSignal): Promise<MembershipFrame> {
  const frame = await channel.receive({ maxBytes: MAX_MEMBERSHIP_FRAME_BYTES, signal })
  if (frame === null) throw new SovError('ERR_SOV_CHANNEL_CLOSED', 'the peer closed the stream early')
  const error = errorInFrame(frame)
  if (error !== undefined) throw error
  return membershipFrame.decode(frame)
}

function inviteRefused(cause: SovError): SovError {
  return new SovError('ERR_SOV_INVITE_REFUSED', 'the issuer does not know the invite, or it is used up or expired', {
    cause,
    remedy: 'Ask the issuer for a new invite; each is for one node.',
    ...(cause.details === undefined ? {} : { details: cause.details }),
  })
}

function joinDeadline(clock: Clock, signal: AbortSignal): ReturnType<typeof deadline> {
  const reason = (): Error => new SovError('ERR_SOV_JOIN_TIMEOUT', 'the issuer did not answer in time')
  return deadline(clock, JOIN_TIMEOUT_MS, reason, signal)
}
