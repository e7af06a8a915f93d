import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { REVOCATION_GRACE_MS } from '../limits.js'
import type { Network } from '../network/index.js'
import { equalBytes } from '../wire/index.js'
import type { VerifiedBundle } from './bundle.js'
import { isExpired, type VerifiedChain } from './chain.js'
import type { Coop } from './coop.js'
import type { Federation } from './federation.js'
import type { AccessRule, Member, Validity } from './index.js'
import { lifetimesInForce } from './lifetimes.js'
import type { Admitted, MemberTable } from './member-table.js'
import { revocationAgeMs, revokedOf } from './revocations.js'
import { holderOf, rivalsOf } from './seats.js'

export interface MemberWatchComponents {
  readonly clock: Clock
  readonly members: MemberTable
  readonly network: Pick<Network, 'disconnect'>
  /** What this node knows of its co-op; undefined while it is in none. */
  readonly coop: () => Coop | undefined
  readonly federation: Pick<Federation, 'get' | 'isStale' | 'objection'>
}

type ExpelListener = (peer: PeerIdString, reason: SovError) => void

/**
 * Watches that who is a member may be one: not revoked, and alone on its seat. One that may not is expelled: it leaves the
 * table at once, what runs with it is stopped and settled, and after REVOCATION_GRACE_MS it is disconnected. When this
 * node itself is revoked, everybody is expelled: it neither asks nor serves any more.
 */
export class MemberWatch {
  readonly #components: MemberWatchComponents
  readonly #listeners = new Set<ExpelListener>()
  readonly #leaving = new Map<PeerIdString, () => void>()

  constructor(components: MemberWatchComponents) {
    this.#components = components
  }

  /**
   * Whether a peer with this membership may be admitted now.
   *
   * @throws {SovError} ERR_SOV_REVOKED for the peer's membership or this node's own; ERR_SOV_CREDENTIAL when another node
   * holds its seat.
   */
  check(chain: VerifiedChain): void {
    const objection = this.#ownRevoked() ?? this.#objection(chain)
    if (objection !== undefined) throw objection
    const own = this.#components.coop()?.verified
    const present = this.#components.members.admitted().map(({ verified }) => verified)
    const rivals = rivalsOf(chain, own === undefined ? present : [own, ...present])
    if (rivals.some((rival) => holderOf(chain, rival) !== chain.subject)) throw seatTaken()
  }

  /** Admits a member that was checked; who had its seat is expelled. */
  admit(admitted: Admitted): void {
    const { members } = this.#components
    const rivals = rivalsOf(
      admitted.verified,
      members.admitted().map(({ verified }) => verified),
    )
    members.admit(admitted)
    this.#stay(admitted.member.peer)
    for (const { subject } of rivals) this.#expel(subject, seatTaken())
  }

  /** Expels every member that is revoked by what is known now, or whose co-op is not federated any more. */
  enforce(): void {
    const own = this.#ownRevoked()
    for (const { member, verified } of this.#components.members.admitted()) {
      const reason = own ?? this.#objection(verified)
      if (reason !== undefined) this.#expel(member.peer, reason)
    }
  }

  /** The rule of the gate before new work that others ask for. */
  readonly rule: AccessRule = (_peer, purpose, member) => {
    if (purpose === 'infer' && member !== undefined) this.requireNewWork(member)
  }

  /** See `Membership.requireNewWork`. */
  requireNewWork({ credential }: Pick<Member, 'credential'>): void {
    const own = this.#components.coop()?.verified.credential
    const isOwnOrganisation = own?.orgId === credential.orgId && equalBytes(own.networkId, credential.networkId)
    if (isOwnOrganisation) return
    if (this.validity().isStale) throw stale()
    const isOwnCoop = own !== undefined && equalBytes(own.networkId, credential.networkId)
    if (!isOwnCoop && this.#components.federation.isStale(credential.networkId)) throw staleFederation()
  }

  /** See `Membership.validity`. */
  validity(): Validity {
    const { coop, clock } = this.#components
    const own = coop()
    const nowMs = clock.nowMs()
    if (own === undefined) return { state: 'none', revocationAgeMs: Infinity, isStale: true }
    const { bundle, verified } = own
    const ageMs = revocationAgeMs(bundle, nowMs)
    const isRevoked = revokedOf(verified, bundle.revocations, nowMs) !== undefined
    return {
      state: isRevoked ? 'revoked' : isExpired(verified.credential, nowMs) ? 'expired' : 'in_force',
      revocationAgeMs: ageMs,
      isStale: ageMs > lifetimesInForce(bundle.lifetimes, nowMs).revocationMs,
    }
  }

  /** See `Membership.isLeaving`. */
  isLeaving(peer: PeerIdString): boolean {
    return this.#leaving.has(peer)
  }

  onExpelled(listener: ExpelListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Call when the peer's last connection is gone. */
  disconnected(peer: PeerIdString): void {
    this.#stay(peer)
  }

  stop(): void {
    for (const peer of [...this.#leaving.keys()]) this.#stay(peer)
  }

  #expel(peer: PeerIdString, reason: SovError): void {
    const { clock, members, network } = this.#components
    members.expel(peer, reason)
    for (const listener of [...this.#listeners]) listener(peer, reason)
    this.#stay(peer)
    const leave = (): void => {
      this.#leaving.delete(peer)
      // Who is gone already need not be cut off.
      void network.disconnect(peer).catch(() => undefined)
    }
    this.#leaving.set(peer, clock.setTimer(leave, REVOCATION_GRACE_MS))
  }

  #stay(peer: PeerIdString): void {
    this.#leaving.get(peer)?.()
    this.#leaving.delete(peer)
  }

  /** Why a membership counts no more, by what its own co-op has revoked, and by what counts here of another one. */
  #objection(chain: VerifiedChain): SovError | undefined {
    const { coop, federation } = this.#components
    const own = coop()
    const isOwnCoop = own !== undefined && equalBytes(own.verified.networkId, chain.networkId)
    const objection = isOwnCoop ? undefined : federation.objection(chain)
    if (objection !== undefined) return objection
    const what = this.#whatIsRevoked(chain, isOwnCoop ? own.bundle : federation.get(chain.networkId)?.bundle)
    return what === undefined ? undefined : new SovError('ERR_SOV_REVOKED', `the co-op has revoked ${what}`)
  }

  #ownRevoked(): SovError | undefined {
    const own = this.#components.coop()
    const what = own && this.#whatIsRevoked(own.verified, own.bundle)
    if (what === undefined) return undefined
    return new SovError('ERR_SOV_REVOKED', `this node is no member any more: the co-op has revoked ${what}`, {
      remedy: 'Ask who runs the co-op; after a mistake, redeem a new invite with `sov-node join`.',
    })
  }

  #whatIsRevoked(chain: VerifiedChain, bundle: VerifiedBundle | undefined): string | undefined {
    return bundle && revokedOf(chain, bundle.revocations, this.#components.clock.nowMs())
  }
}

function seatTaken(): SovError {
  return new SovError('ERR_SOV_CREDENTIAL', 'another node of the organisation holds the seat of this credential', {
    remedy: 'Renew the membership, or ask an issuer for another seat.',
  })
}

function staleFederation(): SovError {
  const message = 'this node has not heard for too long what the co-op of the member has revoked'
  return new SovError('ERR_SOV_REVOCATION_STALE', message, {
    remedy: 'Connect it to members of that co-op that have heard from an issuer.',
  })
}

function stale(): SovError {
  return new SovError('ERR_SOV_REVOCATION_STALE', 'this node has not heard for too long what the co-op has revoked', {
    remedy: 'Connect it to members that have heard from an issuer; work inside the organisation goes on.',
  })
}
