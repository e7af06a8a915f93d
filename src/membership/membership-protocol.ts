import { deadline, type Clock } from '../clock.js'
import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { JOIN_TIMEOUT_MS, MAX_MEMBERSHIP_FRAME_BYTES } from '../limits.js'
import type { Channel } from '../network/index.js'
import { errorInFrame, membershipFrame, type CoopBundle, type MembershipFrame } from '../wire/index.js'

export const MEMBERSHIP_PROTOCOL = '/sov/membership/1'

export type JoinRequest = NonNullable<MembershipFrame['join']>
type Answer = Parameters<typeof membershipFrame.encode>[0]

/** What a node does with each request; what it throws is told to the peer by code. */
export interface MembershipAnswers {
  join(request: JoinRequest, peer: PeerIdString): Promise<Answer>
  publish(bundle: CoopBundle, peer: PeerIdString): Promise<Answer>
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

/** @throws {SovError} the peer's error, ERR_SOV_CHANNEL_CLOSED, wire errors; or the reason of the signal. */
export async function receiveMembershipFrame(
  channel: Channel,
  { signal }: { readonly signal: AbortSignal },
): Promise<MembershipFrame> {
  const frame = await channel.receive({ maxBytes: MAX_MEMBERSHIP_FRAME_BYTES, signal })
  if (frame === null) throw new SovError('ERR_SOV_CHANNEL_CLOSED', 'the peer closed the stream early')
  const error = errorInFrame(frame)
  if (error !== undefined) throw error
  return membershipFrame.decode(frame)
}

function answerTo({ join, publish }: MembershipFrame, peer: PeerIdString, answers: MembershipAnswers): Promise<Answer> {
  if (join !== null) return answers.join(join, peer)
  if (publish !== null) return answers.publish(publish, peer)
  throw new SovError('ERR_SOV_PROTOCOL', 'a request to join or a bundle was expected')
}
