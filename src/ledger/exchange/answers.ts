import { SovError } from '../../errors.js'
import { peerIdFromBytes, peerIdToBytes, type PeerIdString } from '../../identity/index.js'
import { MAX_PUBLIC_ENTRIES } from '../../limits.js'
import type { Membership } from '../../membership/index.js'
import {
  ENTRY,
  equalBytes,
  forkProof,
  openStatement,
  ORDER,
  Role,
  sha256,
  type LedgerFrame,
  type ReceiptBundle,
} from '../../wire/index.js'
import type { ChainRecords, MayRead, RecordRange } from '../chain/chain-records.js'
import type { Decisions } from '../decisions/decisions.js'
import { coopOf, openEpochGrant, openSuccession, type Coop } from '../decisions/grants.js'
import type { LateSettlement } from './late-settlement.js'
import { misbehaved } from '../misbehaved.js'
import type { OutboundFrame } from './questions.js'
import type { Recovery } from '../chain/recovery.js'
import type { Witness } from '../chain/witness.js'

interface AnswersComponents {
  readonly self: PeerIdString
  readonly membership: Pick<Membership, 'coop' | 'credentialDigest' | 'member'>
  readonly decisions: Decisions
  readonly late: LateSettlement
  readonly recovery: Recovery
  readonly witness: Witness
  readonly chains: ChainRecords
}

const UNKNOWN: OutboundFrame = { unknown: {} }

/** What this node answers to the questions of `/sov/ledger/1`. */
export class Answers {
  readonly #components: AnswersComponents

  constructor(components: AnswersComponents) {
    this.#components = components
  }

  /** @throws {SovError} ERR_SOV_PROTOCOL, ERR_SOV_POLICY_DENIED, ERR_SOV_LEDGER_CLOSED; of what was asked; wire errors. */
  answer(peer: PeerIdString, frame: LedgerFrame): Promise<OutboundFrame> {
    if (frame.announce !== null) return this.#known(peer, frame.announce)
    if (frame.range !== null) return this.#records(peer, frame.range)
    if (frame.fork !== null) return this.#fork(frame.fork)
    if (frame.decision !== null) return this.#followed(frame.decision)
    if (frame.countersign !== null) return this.#stored(frame.countersign)
    if (frame.voucher !== null) return this.#statement(frame.voucher)
    if (frame.statement !== null) return this.#countersign(frame.statement)
    throw new SovError('ERR_SOV_PROTOCOL', 'expected a question of the ledger protocol')
  }

  async #known(peer: PeerIdString, announced: NonNullable<LedgerFrame['announce']>): Promise<OutboundFrame> {
    const { witness } = this.#components
    const { head, entries } = announced
    if (entries.length > MAX_PUBLIC_ENTRIES) throw misbehaved('the peer announces too many entries')
    // Before they are looked at: what is known until now is what the peer asks for.
    const position = await witness.highest(peer)
    for (const bytes of entries) await this.#observePublic(peer, bytes)
    if (head.length > 0) await witness.observe(head, peer)
    const proof = await witness.proofAgainst(peer)
    return {
      known: { ...(position === undefined ? {} : { position }), ...(proof === undefined ? {} : { proof }) },
    }
  }

  async #observePublic(peer: PeerIdString, bytes: Uint8Array): Promise<void> {
    const { witness } = this.#components
    const { value, signer } = openStatement(ENTRY, bytes)
    if (value.statement !== null || value.countersign !== null) throw misbehaved('the entry names a counterparty')
    if (value.epochReset !== null) {
      const grant = openEpochGrant(value.epochReset.grant, this.#coopOf(peer), signer)
      if (grant.value.epoch !== value.epoch) throw misbehaved('the epoch is not the one that was granted')
      await witness.takeReset(signer, value.epoch)
    }
    if (value.succession !== null) {
      const coop = this.#coopOf(peer)
      const grant = openSuccession(value.succession.grant, coop)
      if (peerIdFromBytes(grant.value.successor) !== signer) throw misbehaved('the succession is for another node')
      // The root of another co-op could take the key of a member of this one out of work.
      const isByOldKey = equalBytes(peerIdToBytes(grant.signer), grant.value.predecessor)
      if (isByOldKey || this.#isOwn(coop)) await this.#components.decisions.noteSuccession(grant)
    }
    await witness.observe(bytes, peer)
  }

  /** A federated co-op decides about the chains of its own members, and about no others. */
  #coopOf(peer: PeerIdString): Coop {
    const member = this.#components.membership.member(peer)
    if (member === undefined) throw new SovError('ERR_SOV_NOT_A_MEMBER', 'the peer is not a member now')
    return coopOf(member.chain)
  }

  #isOwn({ networkId }: Pick<Coop, 'networkId'>): boolean {
    const { coop } = this.#components.membership
    return coop !== undefined && equalBytes(coop.networkId, networkId)
  }

  async #records(peer: PeerIdString, range: NonNullable<LedgerFrame['range']>): Promise<OutboundFrame> {
    const author = peerIdFromBytes(range.author)
    const from = { epoch: range.epoch, seq: range.fromSeq }
    return { records: await this.#rangeOf(peer, author, from) }
  }

  #rangeOf(peer: PeerIdString, author: PeerIdString, from: { epoch: number; seq: bigint }): Promise<RecordRange> {
    const { chains, self } = this.#components
    if (author === peer) return chains.ofAuthor(peer, from)
    if (author === self) return chains.own(from, this.#mayRead(peer))
    throw new SovError('ERR_SOV_POLICY_DENIED', 'a chain is read by its author, its counterparties and auditors')
  }

  /** Auditors of the own co-op read everything; others what names them. */
  #mayRead(peer: PeerIdString): MayRead {
    const credential = this.#components.membership.member(peer)?.credential
    if (credential !== undefined && this.#isOwn(credential) && credential.roles.includes(Role.ROLE_AUDITOR))
      return () => true
    return (receipt) => receipt === null || isParty(peer, receipt)
  }

  async #fork(proof: NonNullable<LedgerFrame['fork']>): Promise<OutboundFrame> {
    await this.#components.witness.takeProof(proof)
    return { stored: { digest: sha256(forkProof.encode(proof)) } }
  }

  async #followed(decision: Uint8Array): Promise<OutboundFrame> {
    const { decisions, membership } = this.#components
    const { coop, credentialDigest } = membership
    if (coop === undefined || credentialDigest === undefined) return UNKNOWN
    const digest = await decisions.follow(decision, coop, credentialDigest)
    return digest === undefined ? UNKNOWN : { stored: { digest } }
  }

  async #stored(countersign: Uint8Array): Promise<OutboundFrame> {
    try {
      const { digest } = await this.#components.late.storeLateCountersign(countersign)
      return { stored: { digest } }
    } catch (error) {
      if (SovError.isInstance(error, 'ERR_SOV_RECEIPT_NOT_FOUND')) return UNKNOWN
      throw error
    }
  }

  async #statement(voucher: Uint8Array): Promise<OutboundFrame> {
    const receipt = await this.#components.late.stateLate(voucher)
    return receipt === undefined || receipt.statement.length === 0 ? UNKNOWN : { statement: receipt }
  }

  async #countersign(receipt: ReceiptBundle): Promise<OutboundFrame> {
    const entry = await this.#components.late.countersignLate(receipt)
    return entry === undefined ? UNKNOWN : { countersign: entry.bytes }
  }
}

function isParty(peer: PeerIdString, { order }: ReceiptBundle): boolean {
  const { consumer, provider } = openStatement(ORDER, order).value
  return [consumer, provider].some((party) => peerIdFromBytes(party) === peer)
}
