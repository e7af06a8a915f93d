import type { Clock } from '../clock.js'
import type { PeerIdString } from '../identity/index.js'
import { equalBytes } from '../wire/index.js'
import { isExpired } from './chain.js'
import type { Member } from './index.js'

type Listener = (peer: PeerIdString, member: Member | undefined) => void

/**
 * Who has proved membership on a live connection. A member is admitted as soon as its credential is checked, so that
 * the gate knows it, and announced once both sides have accepted each other, so that nobody is asked too early.
 */
export class MemberTable {
  readonly #clock: Clock
  readonly #admitted = new Map<PeerIdString, Member>()
  readonly #announced = new Map<PeerIdString, Member>()
  readonly #listeners = new Set<Listener>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Also when its credential has expired. */
  get(peer: PeerIdString): Member | undefined {
    return this.#admitted.get(peer)
  }

  /** Those whose credential is in force. */
  current(): readonly Member[] {
    return [...this.#admitted.values()].filter((member) => !this.#isExpired(member))
  }

  expired(): readonly Member[] {
    return [...this.#admitted.values()].filter((member) => this.#isExpired(member))
  }

  admit(member: Member): void {
    this.#admitted.set(member.peer, member)
  }

  announce(member: Member): void {
    if (this.#admitted.get(member.peer) !== member) return
    const before = this.#announced.get(member.peer)
    this.#announced.set(member.peer, member)
    if (before === undefined || !isSame(before, member)) this.#tell(member.peer, member)
  }

  /** Does nothing when the peer has been admitted anew since. */
  withdraw(member: Member): void {
    if (this.#admitted.get(member.peer) === member) this.remove(member.peer)
  }

  remove(peer: PeerIdString): void {
    this.#admitted.delete(peer)
    if (this.#announced.delete(peer)) this.#tell(peer, undefined)
  }

  clear(): void {
    for (const peer of [...this.#admitted.keys()]) this.remove(peer)
  }

  onMember(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
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
