import { peerIdFromBytes, type PeerIdString } from '../../identity/index.js'
import { equalBytes, type Entry } from '../../wire/index.js'
import type { Amounts } from '../balances/accounts.js'
import type { AuditSubject, Findings } from './audit-report.js'

/** What a consumer has accepted of a provider under one number. */
export interface Accepted {
  readonly number: bigint
  readonly total: bigint
  readonly charge: bigint
  /** Digest of the countersign. */
  readonly countersign: Uint8Array
  readonly subject: AuditSubject
}

type Carried = (peer: PeerIdString) => Amounts

interface Confirmed {
  /** The consumer. */
  readonly peer: PeerIdString
  readonly pairNumber: bigint
  readonly countersign: Uint8Array
  readonly subject: AuditSubject
}

interface Given {
  readonly number: bigint
  readonly total: bigint
}

/** Holds pair numbers and totals against each other: what is omitted shows there, whatever is signed. */
export class AuditPairs {
  readonly #findings: Findings
  /** Provider → the newest number that the author has given, with its total. */
  readonly #given = new Map<PeerIdString, Given>()
  /** Consumer → what the author has been given, by number. */
  readonly #received = new Map<PeerIdString, Map<bigint, Accepted>>()
  readonly #confirmed: Confirmed[] = []

  constructor(findings: Findings) {
    this.#findings = findings
  }

  /**
   * The author has accepted, as a consumer; in the order of its chain.
   *
   * @param carried - what came before; undefined when it was not there to be seen.
   */
  give(provider: PeerIdString, accepted: Accepted, carried: Carried | undefined): void {
    const { number, total, charge, subject } = accepted
    const before = this.#given.get(provider) ?? givenIn(carried?.(provider))
    this.#given.set(provider, accepted)
    if (before === undefined) return
    if (number !== before.number + 1n) {
      const message = `pair number ${String(number)} follows ${String(before.number)}`
      this.#findings.add('pair_number_wrong', message, subject)
    } else if (total !== before.total + charge) {
      const message = `pair total ${String(total)} is not ${String(before.total)} and the charge of ${String(charge)}`
      this.#findings.add('pair_total_wrong', message, subject)
    }
  }

  /** A consumer has accepted what the author did for it; in any order. */
  receive(consumer: PeerIdString, accepted: Accepted): void {
    const received = this.#received.get(consumer) ?? new Map<bigint, Accepted>()
    this.#received.set(consumer, received)
    if (received.has(accepted.number)) {
      const message = `pair number ${String(accepted.number)} was given twice`
      this.#findings.add('pair_number_wrong', message, accepted.subject)
    }
    received.set(accepted.number, accepted)
  }

  /**
   * The author says which numbers it has seen.
   *
   * @throws {SovError} ERR_SOV_WIRE_FORMAT when it names no peer.
   */
  confirm({ confirmations }: Entry, subject: AuditSubject): void {
    for (const { consumer, pairNumber, countersign } of confirmations) {
      const peer = peerIdFromBytes(consumer)
      this.#confirmed.push({ peer, pairNumber, countersign, subject: { ...subject, peer } })
    }
  }

  /** @param carried - what is not in the ledger; undefined when only a part of it was there to be seen. */
  finish(carried: Carried | undefined): void {
    for (const [consumer, received] of this.#received) this.#checkReceived(consumer, received, carried?.(consumer))
    for (const { peer, pairNumber, countersign, subject } of this.#confirmed) {
      const known = this.#received.get(peer)?.get(pairNumber)
      const number = `pair number ${String(pairNumber)}`
      if (known !== undefined && !equalBytes(known.countersign, countersign)) {
        this.#findings.add('pair_number_wrong', `${number} was confirmed for another receipt`, subject)
      } else if (known === undefined && carried?.(peer).served === 0n) {
        this.#findings.add('confirmed_missing', `${number} was confirmed, and has no receipt`, subject)
      }
    }
  }

  #checkReceived(peer: PeerIdString, received: ReadonlyMap<bigint, Accepted>, left: Amounts | undefined): void {
    let before: Given = { number: 0n, total: 0n }
    for (const accepted of [...received.values()].sort((a, b) => Number(a.number - b.number))) {
      const { number, total, charge, subject } = accepted
      const least = before.total + charge
      if (number === before.number + 1n ? total !== least : total < least) {
        const message = `pair total ${String(total)} does not follow from ${String(before.total)} and the charge of ${String(charge)}`
        this.#findings.add('pair_total_wrong', message, subject)
      }
      before = accepted
    }
    const missing = left === undefined ? 0n : before.number - BigInt(received.size) - left.served
    if (missing > 0n) {
      const message = `${String(missing)} of the pair numbers up to ${String(before.number)} are missing`
      this.#findings.add('pair_numbers_missing', message, { peer })
    }
  }
}

function givenIn(carried: Amounts | undefined): Given | undefined {
  return carried === undefined ? undefined : { number: carried.used, total: carried.consumed }
}
