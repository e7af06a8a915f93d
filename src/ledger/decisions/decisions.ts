import type { Clock } from '../../clock.js'
import { SovError } from '../../errors.js'
import { peerIdFromBytes, peerIdToBytes, type PeerIdString, type Signer } from '../../identity/index.js'
import { MAX_DELIVERIES } from '../../limits.js'
import type { Store } from '../../store/index.js'
import { equalBytes } from '../../wire/index.js'
import { bookAward } from '../balances/accounts.js'
import { counterparty, type Counterparty } from '../balances/counterparty.js'
import { append, beginEpoch, type Authorship } from '../chain/chain.js'
import { openEvidence } from '../settlement/evidence.js'
import {
  openAward,
  openDecision,
  openSuccession,
  type Coop,
  type SignedAward,
  type SignedEpochGrant,
  type SignedSuccession,
} from './grants.js'
import type { Recovery } from '../chain/recovery.js'
import { readRecord } from '../records.js'
import { readSuccessions } from './successions.js'
import { TABLE, waitingKey, waitingRange } from '../tables.js'
import type { Draft, Writer } from '../writer.js'

interface DecisionsComponents {
  readonly store: Store
  readonly writer: Writer
  readonly signer: Signer
  readonly clock: Clock
  readonly recovery: Recovery
}

/** A decision that waits for the peer it concerns. */
export interface Posted {
  /** 32 bytes. */
  readonly digest: Uint8Array
  readonly bytes: Uint8Array
}

/** What the co-op decides: followed here when it concerns this node, and handed to the peers it concerns. */
export class Decisions {
  readonly #components: DecisionsComponents
  readonly #succeeded = new Set<PeerIdString>()

  constructor(components: DecisionsComponents) {
    this.#components = components
  }

  /** Keeps a decision until a peer has said that it follows it. */
  async post(peer: PeerIdString, { digest, bytes }: Posted): Promise<void> {
    await this.#components.writer.run((draft) => {
      draft.put(TABLE.decisions, waitingKey(peer, digest), bytes)
      return Promise.resolve()
    })
  }

  /** Decisions that a peer has not said it follows. */
  async posted(peer: PeerIdString): Promise<readonly Posted[]> {
    const rows = this.#components.store.table(TABLE.decisions).range({ ...waitingRange(peer), limit: MAX_DELIVERIES })
    const posted: Posted[] = []
    for await (const [, bytes] of rows) posted.push({ digest: openDecision(bytes).digest, bytes })
    return posted
  }

  async followed(peer: PeerIdString, digest: Uint8Array): Promise<void> {
    await this.#components.writer.run((draft) => {
      draft.del(TABLE.decisions, waitingKey(peer, digest))
      return Promise.resolve()
    })
  }

  /**
   * Does what the co-op has decided. A second time it changes nothing.
   *
   * @param credential - digest of the own credential in force.
   * @returns digest of the decision; undefined when it does not concern this node now, or is of another co-op.
   * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when it is not the co-op's; ERR_SOV_LEDGER_CLOSED; wire errors.
   */
  async follow(bytes: Uint8Array, coop: Coop, credential: Uint8Array): Promise<Uint8Array | undefined> {
    const authorship = {
      signer: this.#components.signer,
      timeMs: this.#components.clock.nowMs(),
      networkId: coop.networkId,
      credential,
    }
    const decision = openDecision(bytes)
    if (!equalBytes(decision.value.networkId, coop.networkId)) return undefined
    switch (decision.kind) {
      case 'award':
        return this.#takeAward(openAward(bytes, coop), authorship)
      case 'succession':
        return this.#succeed(openSuccession(bytes, coop), authorship)
      case 'epoch':
        return this.#beginEpoch(decision, authorship, coop)
    }
  }

  /** Takes note that a key has succeeded another one. */
  async noteSuccession({ value, bytes }: SignedSuccession): Promise<void> {
    await this.#components.writer.run((draft) => {
      draft.put(TABLE.successions, value.predecessor, bytes)
      return Promise.resolve()
    })
    this.#succeeded.add(peerIdFromBytes(value.predecessor))
  }

  /** Keys that have been succeeded, as they are known at start and since. */
  async load(): Promise<void> {
    for (const predecessor of (await readSuccessions(this.#components.store)).keys()) this.#succeeded.add(predecessor)
  }

  /** True when another key has taken the place of this one. */
  isSucceeded(peer: PeerIdString): boolean {
    return this.#succeeded.has(peer)
  }

  async #takeAward(award: SignedAward, authorship: Authorship): Promise<Uint8Array | undefined> {
    const { writer, recovery } = this.#components
    return writer.run(async (draft) => {
      const decided = await draft.get(TABLE.awards, award.value.subject)
      if (decided !== undefined) return equalBytes(decided, award.bytes) ? award.digest : undefined
      const side = await sideOf(draft, award, authorship.signer.peerId)
      if (side === undefined) return undefined
      if (!recovery.isOpen) throw recovery.closedError()
      await append(draft, authorship, { adjustment: { award: award.bytes } })
      await enterAward(draft, award, side)
      return award.digest
    })
  }

  async #succeed(grant: SignedSuccession, authorship: Authorship): Promise<Uint8Array | undefined> {
    const { writer, recovery } = this.#components
    if (!equalBytes(grant.value.successor, peerIdToBytes(authorship.signer.peerId))) return undefined
    return writer.run(async (draft) => {
      if ((await draft.get(TABLE.successions, grant.value.predecessor)) !== undefined) return grant.digest
      if (!recovery.isOpen) throw recovery.closedError()
      await append(draft, authorship, { succession: { grant: grant.bytes } })
      draft.put(TABLE.successions, grant.value.predecessor, grant.bytes)
      return grant.digest
    })
  }

  async #beginEpoch(grant: SignedEpochGrant, authorship: Authorship, coop: Coop): Promise<Uint8Array | undefined> {
    const { writer, recovery } = this.#components
    if (grant.signer !== coop.root || !equalBytes(grant.value.author, peerIdToBytes(authorship.signer.peerId))) {
      return undefined
    }
    if ((await recovery.state()).epoch >= grant.value.epoch) return grant.digest
    await writer.run((draft) => beginEpoch(draft, authorship, grant))
    await recovery.restarted()
    return grant.digest
  }
}

/** The other party of what an award decides, and what it owes this node by it. */
export interface AwardSide {
  readonly other: Counterparty
  readonly amount: bigint
}

/**
 * What an award means to one of its two parties.
 *
 * @returns undefined when this node has nothing of what it decides, or is not one of the two.
 * @throws {SovError} ERR_SOV_PEER_MISBEHAVED when the two are not the parties of that statement.
 */
export async function sideOf(draft: Draft, { value }: SignedAward, self: PeerIdString): Promise<AwardSide | undefined> {
  const order = await draft.get(TABLE.statements, value.subject)
  const record = order === undefined ? undefined : await readRecord(draft, order)
  if (record === undefined) return undefined
  const { terms } = openEvidence(record)
  const [debtor, creditor] = [peerIdFromBytes(value.debtor), peerIdFromBytes(value.creditor)]
  const parties = [terms.consumer, terms.provider]
  const other = counterparty(terms, terms.consumer.peer === self ? 'consumer' : 'provider')
  if (!parties.every(({ peer }) => peer === debtor || peer === creditor)) {
    throw new SovError('ERR_SOV_PEER_MISBEHAVED', 'the award is not between the parties of the statement')
  }
  if (self !== debtor && self !== creditor) return undefined
  return { other, amount: self === creditor ? value.amount : -value.amount }
}

/** Books an award and remembers what it decides. */
export async function enterAward(draft: Draft, award: SignedAward, { other, amount }: AwardSide): Promise<void> {
  await bookAward(draft, other, amount)
  draft.put(TABLE.awards, award.value.subject, award.bytes)
}
