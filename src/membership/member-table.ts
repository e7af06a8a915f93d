import type { Clock } from '../clock.js'
import type { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { equalBytes } from '../wire/index.js'
import { isExpired, type VerifiedChain } from './chain.js'
import type { Member } from './index.js'

type Listener = (peer: PeerIdString, member: Member | undefined) => void

/** A member with what its membership stands on. */
export interface Admitted {
  readonly member: Member
  readonly verified: VerifiedChain
}

/**
 * Who has proved membership on a live connection. A member is admitted as soon as its credential is checked, so that
 * the gate knows it, and announced once both sides have accepted each other, so that nobody is asked too early. One that
 * is expelled is no member any more, while its connection lasts a moment longer.
 */
export class MemberTable {
  readonly #clock: Clock
  readonly #admitted = new Map<PeerIdString, Admitted>()
  readonly #announced = new Map<PeerIdString, Member>()
  readonly #expelled = new Map<PeerIdString, SovError>()
  readonly #listeners = new Set<Listener>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Also when its credential has expired. */
  get(peer: PeerIdString): Member | undefined {
    return this.#admitted.get(peer)?.member
  }

  /** Why a connected peer is no member any more; undefined when it is one, or never was. */
  expelledFor(peer: PeerIdString): SovError | undefined {
    return this.#expelled.get(peer)
  }

  admitted(): readonly Admitted[] {
    return [...this.#admitted.values()]
  }

  /** Those whose credential is in force. */
  current(): readonly Member[] {
    return this.admitted().flatMap(({ member }) => (this.#isExpired(member) ? [] : [member]))
  }

  expired(): readonly Member[] {
    return this.admitted().flatMap(({ member }) => (this.#isExpired(member) ? [member] : []))
  }

  /** Keeps the newest of what one process has shown: of two hellos that cross, the answer to the one may be older. */
  admit(admitted: Admitted): void {
    const { peer } = admitted.member
    const known = this.get(peer)
    if (known !== undefined && isOlder(admitted.member, known)) return
    this.#expelled.delete(peer)
    this.#admitted.set(peer, admitted)
  }

  announce(member: Member): void {
    if (this.get(member.peer) !== member) return
    const before = this.#announced.get(member.peer)
    this.#announced.set(member.peer, member)
    if (before === undefined || !isSame(before, member)) this.#tell(member.peer, member)
  }

  /** Does nothing when the peer has been admitted anew since. */
  withdraw(member: Member): void {
    if (this.get(member.peer) === member) this.remove(member.peer)
  }

  /** Ends a membership before the connection. */
  expel(peer: PeerIdString, reason: SovError): void {
    this.#expelled.set(peer, reason)
    this.#forget(peer)
  }

  /** The peer is gone. */
  remove(peer: PeerIdString): void {
    this.#expelled.delete(peer)
    this.#forget(peer)
  }

  clear(): void {
    this.#expelled.clear()
    for (const peer of [...this.#admitted.keys()]) this.remove(peer)
  }

  onMember(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #forget(peer: PeerIdString): void {
    this.#admitted.delete(peer)
    if (this.#announced.delete(peer)) this.#tell(peer, undefined)
  }

  #isExpired({ credential }: Member): boolean {
    return isExpired(credential, this.#clock.nowMs())
  }

  #tell(peer: PeerIdString, member: Member | undefined): void {
    for (const listener of [...this.#listeners]) listener(peer, member)
  }
}

function isSame(a: Member, b: Member): boolean {
  return equalBytes(a.credentialDigest, b.credentialDigest) && equalBytes(a.bootNonce, b.bootNonce)
}

function isOlder(a: Member, b: Member): boolean {
  return equalBytes(a.bootNonce, b.bootNonce) && a.credential.notBeforeMs < b.credential.notBeforeMs
}
