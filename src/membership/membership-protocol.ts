import { deadline, type Clock } from '../clock.js'
import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { JOIN_TIMEOUT_MS, MAX_MEMBERSHIP_FRAME_BYTES } from '../limits.js'
import type { Channel, Network } from '../network/index.js'
import {
  errorInFrame,
  membershipFrame,
  toWireError,
  type CoopBundle,
  type CredentialChain,
  type MembershipFrame,
} from '../wire/index.js'
import type { CoopRecord } from './coop-store.js'

export const MEMBERSHIP_PROTOCOL = '/sov/membership/1'

export type JoinRequest = NonNullable<MembershipFrame['join']>
/** A frame to send. */
export type Frame = Parameters<typeof membershipFrame.encode>[0]

/** What a node does with each request; what it throws is told to the peer by code. */
export interface MembershipAnswers {
  join(request: JoinRequest, peer: PeerIdString): Promise<Frame>
  renew(chain: CredentialChain, peer: PeerIdString): Promise<Frame>
  leave(chain: CredentialChain, peer: PeerIdString): Promise<Frame>
  publish(bundle: CoopBundle, peer: PeerIdString): Promise<Frame>
  pull(networkId: Uint8Array): Frame
}

/** Answers the one request of a stream; the caller closes or fails the channel. */
export async function answerMembership(
  channel: Channel,
  answers: MembershipAnswers,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  const reason = (): Error => new SovError('ERR_SOV_JOIN_TIMEOUT', 'the request was not finished in time')
  const limit = deadline(clock, JOIN_TIMEOUT_MS, reason, signal)
  try {
    const request = await receiveMembershipFrame(channel, limit)
    await channel.send(membershipFrame.encode(await answerTo(request, channel.peer, answers)), limit)
  } finally {
    limit.clear()
  }
}

/**
 * Asks a node that is connected, or whose address is known.
 *
 * @throws {SovError} the peer's error, ERR_SOV_DIAL, ERR_SOV_DIAL_TIMEOUT, wire errors; or the reason of the signal.
 */
export async function askMembership(
  network: Pick<Network, 'open'>,
  node: PeerIdString,
  request: Frame,
  options: { readonly signal: AbortSignal },
): Promise<MembershipFrame> {
  const channel = await network.open(node, MEMBERSHIP_PROTOCOL, options)
  try {
    await channel.send(membershipFrame.encode(request), options)
    const answer = await receiveMembershipFrame(channel, options)
    await channel.close()
    return answer
  } catch (error) {
    await channel.fail(toWireError(error))
    throw error
  }
}

/** @throws {SovError} the peer's error, ERR_SOV_CHANNEL_CLOSED, wire errors; or the reason of the signal. */
async function receiveMembershipFrame(
  channel: Channel,
  { signal }: { readonly signal: AbortSignal },
): Promise<MembershipFrame> {
  const frame = await channel.receive({ maxBytes: MAX_MEMBERSHIP_FRAME_BYTES, signal })
  if (frame === null) throw new SovError('ERR_SOV_CHANNEL_CLOSED', 'the peer closed the stream early')
  const error = errorInFrame(frame)
  if (error !== undefined) throw error
  return membershipFrame.decode(frame)
}

/**
 * The membership in an answer; nothing of it is checked yet.
 *
 * @throws {SovError} ERR_SOV_PROTOCOL
 */
export function membershipIn({ joined }: MembershipFrame): CoopRecord {
  if (joined?.chain == null || joined.bundle === null) {
    throw new SovError('ERR_SOV_PROTOCOL', 'the answer of the issuer is not complete')
  }
  return { chain: joined.chain, bundle: joined.bundle }
}

function answerTo(
  { join, renew, leave, publish, pull }: MembershipFrame,
  peer: PeerIdString,
  answers: MembershipAnswers,
): Frame | Promise<Frame> {
  if (join !== null) return answers.join(join, peer)
  if (publish !== null) return answers.publish(publish, peer)
  if (renew !== null) return answers.renew(requireChain(renew.chain), peer)
  if (leave !== null) return answers.leave(requireChain(leave.chain), peer)
  if (pull !== null) return answers.pull(pull.networkId)
  throw new SovError('ERR_SOV_PROTOCOL', 'this version knows no such request about memberships')
}

function requireChain(chain: CredentialChain | null): CredentialChain {
  if (chain !== null) return chain
  throw new SovError('ERR_SOV_PROTOCOL', 'the request has no credential')
}
