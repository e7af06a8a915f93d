import { peerIdToBytes, type PeerIdString } from '../identity/index.js'
import { RENEWABLE_MS } from '../limits.js'
import type { Store, Table, WriteOperation } from '../store/index.js'
import {
  credentialChain,
  MEMBERSHIP,
  readStored,
  type CredentialChain,
  type MembershipCredential,
} from '../wire/index.js'

/** A membership that was issued here, with all it stands on. */
export interface IssuedMembership {
  readonly credential: MembershipCredential
  readonly chain: CredentialChain
}

/** Of each node the membership that was issued to it here last, until it can no longer be renewed. */
export class IssuedMemberships {
  readonly #table: Table

  constructor(store: Store) {
    this.#table = store.table('granted')
  }

  put(peer: PeerIdString, chain: CredentialChain): WriteOperation {
    return this.#table.put(peerIdToBytes(peer), credentialChain.encode(chain))
  }

  del(peer: PeerIdString): WriteOperation {
    return this.#table.del(peerIdToBytes(peer))
  }

  async get(peer: PeerIdString): Promise<IssuedMembership | undefined> {
    const bytes = await this.#table.get(peerIdToBytes(peer))
    return bytes === undefined ? undefined : read(bytes)
  }

  async all(): Promise<readonly IssuedMembership[]> {
    const all: IssuedMembership[] = []
    for await (const [, bytes] of this.#table.range()) all.push(read(bytes))
    return all
  }

  /** Writes that drop what nobody can renew any more. */
  async sweep(nowMs: number): Promise<WriteOperation[]> {
    const all = await this.all()
    return all
      .filter(({ credential }) => Number(credential.notAfterMs) + RENEWABLE_MS <= nowMs)
      .map(({ credential }) => this.#table.del(credential.subject))
  }
}

function read(bytes: Uint8Array): IssuedMembership {
  const chain = credentialChain.decode(bytes)
  return { chain, credential: readStored(MEMBERSHIP, chain.membership).value }
}
