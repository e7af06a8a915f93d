import { deadline, type Clock } from '../clock.js'
import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { JOIN_TIMEOUT_MS, MAX_RETRY_AFTER_MS } from '../limits.js'
import type { Network } from '../network/index.js'
import { equalBytes } from '../wire/index.js'
import type { CoopRecord } from './coop-store.js'
import { decodeInvite, type InviteContent } from './invite-code.js'
import { askMembership, membershipIn } from './membership-protocol.js'
import type { OwnCoop } from './own-coop.js'

export interface JoiningComponents {
  readonly own: OwnCoop
  readonly network: Pick<Network, 'dial' | 'open' | 'peerId'>
  readonly clock: Clock
}

/** Redeems an invite at the node that made it; see `Membership.join`. */
export async function joinCoop(code: string, components: JoiningComponents, signal: AbortSignal): Promise<void> {
  const { own, clock, network } = components
  const invite = decodeInvite(code)
  return own.change(async () => {
    checkInvite(invite, { nowMs: clock.nowMs(), peerId: network.peerId })
    if (own.current !== undefined && !equalBytes(own.current.verified.networkId, invite.networkId)) {
      throw new SovError('ERR_SOV_COOP_EXISTS', 'this node is already in a co-op', {
        remedy: 'Run `sov-node leave` first, or use another --data-dir for another co-op.',
      })
    }
    const answer = await requestMembership(invite, components, signal)
    await own.accept(answer, invite.networkId, ({ verified }) => {
      if (verified.issuer !== invite.issuer) {
        throw new SovError('ERR_SOV_CREDENTIAL', 'the credential is not signed by the key that the invite pins')
      }
    })
  })
}

function checkInvite(
  { node, expiresAtMs }: InviteContent,
  { nowMs, peerId }: { readonly nowMs: number; readonly peerId: PeerIdString },
): void {
  if (node === peerId) {
    throw new SovError('ERR_SOV_INVITE_INVALID', 'this node has made the invite itself', {
      remedy: 'Run `sov-node join` on the machine that is to become a member.',
    })
  }
  if (expiresAtMs <= nowMs) {
    throw new SovError('ERR_SOV_INVITE_INVALID', 'the invite has expired', {
      remedy: 'Ask the issuer for a new invite.',
    })
  }
}

/** Asks the node of an invite for the membership it stands for. */
async function requestMembership(
  invite: InviteContent,
  { network, clock }: Pick<JoiningComponents, 'clock' | 'network'>,
  signal: AbortSignal,
): Promise<CoopRecord> {
  const reason = (): Error => new SovError('ERR_SOV_JOIN_TIMEOUT', 'the issuer did not answer in time')
  const limit = deadline(clock, JOIN_TIMEOUT_MS, reason, signal)
  try {
    await dialAny(network, invite, limit.signal)
    const { networkId, secret } = invite
    const answer = await askMembership(network, invite.node, { join: { networkId, secret } }, limit)
    if (answer.pending !== null) throw pending(answer.pending.retryAfterMs)
    return membershipIn(answer)
  } catch (error) {
    throw SovError.isInstance(error, 'ERR_SOV_INVITE_REFUSED') ? inviteRefused(error) : error
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

function pending(retryAfterMs: number): SovError {
  const waitMs = Math.min(Math.max(retryAfterMs, 1), MAX_RETRY_AFTER_MS)
  return new SovError('ERR_SOV_JOIN_PENDING', 'the co-op has to approve this node first', {
    remedy: 'Ask with the same code again once the issuer has run `sov-node coop approve`.',
    retryAfterMs: waitMs,
    details: { retryAfterMs: waitMs },
  })
}

function inviteRefused(cause: SovError): SovError {
  return new SovError('ERR_SOV_INVITE_REFUSED', 'the issuer does not take the invite', {
    cause,
    remedy: 'Ask the issuer for a new invite; this one is unknown there, used up, expired or denied.',
    ...(cause.details === undefined ? {} : { details: cause.details }),
  })
}
