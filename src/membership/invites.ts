import { peerIdFromBytes, peerIdToBytes, type PeerIdString } from '../identity/index.js'
import { MAX_JOIN_REQUESTS_PER_INVITE } from '../limits.js'
import type { Store, Table, WriteOperation } from '../store/index.js'
import { sha256, toHex } from '../wire/index.js'
import type { MemberRole, WaitingNode } from './issuer-actions.js'

/** An invite as it is stored. */
export interface InviteRecord {
  /** The key that the code pins. */
  readonly issuer: PeerIdString
  readonly orgName: string
  readonly jurisdiction: string
  readonly roles: readonly MemberRole[]
  readonly promisesNoPromptLogging: boolean
  readonly isSelfDeclared: boolean
  readonly needsApproval: boolean
  /** Nodes that can join with it, and how many have. */
  readonly uses: number
  readonly used: number
  /** Unix epoch, milliseconds. */
  readonly expiresAtMs: number
}

/** What became of an invite at one node. */
type Visit =
  | { readonly state: 'waiting' | 'approved' | 'denied'; readonly askedAtMs: number }
  /** With the serial of the newest membership that it was given, hexadecimal. */
  | { readonly state: 'joined'; readonly serial: string }

/** A node that waits, with what it takes to answer it. */
export interface Waiting extends WaitingNode {
  /** Key of its invite. */
  readonly invite: Uint8Array
}

const KEY_BYTES = 32
const ID_BYTES = 8

/** The invites of this node by the SHA-256 of their secrets, and which nodes have shown them. */
export class Invites {
  readonly #invites: Table
  /** By invite and peer id. */
  readonly #visits: Table

  constructor(store: Store) {
    this.#invites = store.table('invitations')
    this.#visits = store.table('invitation-visits')
  }

  static keyOf(secret: Uint8Array): Uint8Array {
    return sha256(secret)
  }

  async get(key: Uint8Array): Promise<InviteRecord | undefined> {
    const bytes = await this.#invites.get(key)
    return bytes && (read(bytes) as InviteRecord)
  }

  put(key: Uint8Array, record: InviteRecord): WriteOperation {
    return this.#invites.put(key, write(record))
  }

  async visit(key: Uint8Array, peer: PeerIdString): Promise<Visit | undefined> {
    const bytes = await this.#visits.get(visitKey(key, peer))
    return bytes && (read(bytes) as Visit)
  }

  putVisit(key: Uint8Array, peer: PeerIdString, visit: Visit): WriteOperation {
    return this.#visits.put(visitKey(key, peer), write(visit))
  }

  /** Whether one more node may wait for the approval of an invite. */
  async hasRoom(key: Uint8Array): Promise<boolean> {
    let waiting = 0
    for await (const { state } of this.#visitsOf(key)) if (state !== 'joined') waiting++
    return waiting < MAX_JOIN_REQUESTS_PER_INVITE
  }

  /** Nodes that have asked and have not joined yet, oldest first. */
  async waiting(): Promise<readonly Waiting[]> {
    const waiting: Waiting[] = []
    for await (const [key, value] of this.#visits.range()) {
      const visit = read(value) as Visit
      const invite = key.subarray(0, KEY_BYTES)
      const record = await this.get(invite)
      if (visit.state === 'joined' || record === undefined) continue
      const { orgName, jurisdiction } = record
      waiting.push({
        ...visit,
        invite,
        id: toHex(sha256(key).subarray(0, ID_BYTES)),
        peer: peerIdFromBytes(key.subarray(KEY_BYTES)),
        orgName,
        jurisdiction,
      })
    }
    return waiting.sort((a, b) => a.askedAtMs - b.askedAtMs)
  }

  /** Invites that can still be redeemed, and the writes that drop the others. */
  async sweep(nowMs: number): Promise<{ readonly open: number; readonly drops: readonly WriteOperation[] }> {
    const drops: WriteOperation[] = []
    let open = 0
    for await (const [key, value] of this.#invites.range()) {
      if ((read(value) as InviteRecord).expiresAtMs > nowMs) open++
      else drops.push(this.#invites.del(key), ...(await this.#dropVisits(key)))
    }
    return { open, drops }
  }

  async *#visitsOf(key: Uint8Array): AsyncGenerator<Visit> {
    for await (const [, value] of this.#visits.range(ofInvite(key))) yield read(value) as Visit
  }

  async #dropVisits(key: Uint8Array): Promise<WriteOperation[]> {
    const drops: WriteOperation[] = []
    for await (const [visit] of this.#visits.range(ofInvite(key))) drops.push(this.#visits.del(visit))
    return drops
  }
}

function visitKey(key: Uint8Array, peer: PeerIdString): Uint8Array {
  return Buffer.concat([key, peerIdToBytes(peer)])
}

/** Peer ids begin with 0x00. */
function ofInvite(key: Uint8Array): { readonly from: Uint8Array; readonly to: Uint8Array } {
  return { from: key, to: Buffer.concat([key, Uint8Array.of(0xff)]) }
}

function write(record: InviteRecord | Visit): Uint8Array {
  return Buffer.from(JSON.stringify(record))
}

function read(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString())
}
