import type { PeerIdString } from '../../identity/index.js'
import { toHex } from '../../wire/index.js'
import type { AuditSubject, Findings } from './audit-report.js'
import { openPosition } from '../chain/position.js'

interface Seen {
  readonly digest: string
  /** Of the entry before; undefined when all that is known is a head. */
  readonly previous: string | undefined
}

/** Holds what a ledger keeps of other authors against itself: two positions that exclude each other prove a fork. */
export class AuditOthers {
  readonly #findings: Findings
  readonly #seen = new Map<string, Seen>()

  constructor(findings: Findings) {
    this.#findings = findings
  }

  /**
   * @param bytes - envelope of an entry or a head.
   * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when somebody else than its author has signed it; wire errors.
   */
  visit(bytes: Uint8Array, subject: AuditSubject): void {
    const { author, epoch, seq, digest, entry } = openPosition(bytes)
    const at = (number: bigint): string => `${author}/${String(epoch)}/${String(number)}`
    const seen = { digest: toHex(digest), previous: entry && toHex(entry.previous) }
    const here = this.#seen.get(at(seq))
    const isForked =
      (here !== undefined && here.digest !== seen.digest) ||
      excludes(this.#seen.get(at(seq - 1n)), seen) ||
      excludes(seen, this.#seen.get(at(seq + 1n)))
    if (isForked) this.#addFork(author, seq, subject)
    this.#seen.set(at(seq), seen.previous === undefined && here !== undefined ? here : seen)
  }

  #addFork(peer: PeerIdString, seq: bigint, subject: AuditSubject): void {
    this.#findings.add('forked', `a peer has signed two chains, at its entry ${String(seq)}`, { ...subject, peer })
  }
}

function excludes(earlier: Seen | undefined, later: Seen | undefined): boolean {
  return earlier !== undefined && later?.previous !== undefined && later.previous !== earlier.digest
}
