import { pipe } from 'it-pipe'
import { repeat, type Clock } from '../../clock.js'
import { toSovError } from '../../errors.js'
import { peerIdToBytes, type PeerIdString } from '../../identity/index.js'
import {
  LATE_SETTLEMENT_INTERVAL_MS,
  LATE_SETTLEMENT_SOON_MS,
  MAX_CONTROL_STREAMS_PER_PEER,
  MAX_RECEIPT_BYTES,
} from '../../limits.js'
import type { Channel } from '../../network/index.js'
import { decodeFrames, equalBytes, framesOf, ledgerFrame, throwPeerErrors, type ForkProof } from '../../wire/index.js'
import { Answers } from './answers.js'
import type { ChainRecords } from '../chain/chain-records.js'
import type { Decisions } from '../decisions/decisions.js'
import type { ExchangeComponents, LateSettlement, LedgerExchange } from './late-settlement.js'
import { Questions } from './questions.js'
import type { Recovery } from '../chain/recovery.js'
import type { Witness } from '../chain/witness.js'

export const LEDGER_PROTOCOL = '/sov/ledger/1'
/** Every question fits: the largest is a receipt with its tag and length. */
const MAX_QUESTION_BYTES = MAX_RECEIPT_BYTES + 1024

interface Components extends ExchangeComponents {
  readonly self: PeerIdString
  readonly clock: Clock
  readonly late: LateSettlement
  readonly recovery: Recovery
  readonly witness: Witness
  readonly chains: ChainRecords
  readonly decisions: Decisions
  /** Signs the first entry of the chain if there is none. */
  readonly begin: () => Promise<void>
}

/**
 * What members tell each other over `/sov/ledger/1` whenever they meet, and at an interval: how far their chains go, so
 * that what one has lost the other gives back, and what is still to be settled between them. With a peer that was expelled
 * they only settle, again and again until it is cut off.
 */
export class Exchange implements LedgerExchange {
  readonly #components: Components
  readonly #busy = new Set<PeerIdString>()
  /** Peer → the own entry that it was told of last. */
  readonly #told = new Map<PeerIdString, string>()
  readonly #cancels: (() => void)[] = []
  /** Peer → takes back the meeting with it that comes next. */
  readonly #soon = new Map<PeerIdString, () => void>()

  constructor(components: Components) {
    this.#components = components
    const answers = new Answers(components)
    components.network.handle(
      LEDGER_PROTOCOL,
      { purpose: 'ledger', maxStreamsPerPeer: MAX_CONTROL_STREAMS_PER_PEER },
      (channel) => answerAll(channel, answers),
    )
    components.witness.onFork((author, proof) => void this.#tellAll(author, proof))
  }

  start(): void {
    const { clock, membership } = this.#components
    this.#cancels.push(
      membership.onMember((peer, member) => {
        this.#told.delete(peer)
        if (member !== undefined) void this.#meet(peer)
      }),
      membership.onExpelled((peer) => this.soon(peer)),
      repeat(clock, LATE_SETTLEMENT_INTERVAL_MS, async () => {
        for (const { peer } of membership.members()) await this.#meet(peer)
      }),
    )
    for (const { peer } of membership.members()) void this.#meet(peer)
    void this.#components.recovery.begin()
  }

  /** Meets a peer in a moment: something with it was just left unsettled. */
  soon(peer: PeerIdString): void {
    const { clock } = this.#components
    this.#soon.get(peer)?.()
    const meet = (): void => {
      this.#soon.delete(peer)
      void this.#meet(peer)
    }
    this.#soon.set(peer, clock.setTimer(meet, LATE_SETTLEMENT_SOON_MS))
  }

  stop(): void {
    for (const cancel of [...this.#cancels.splice(0), ...this.#soon.values()]) cancel()
    this.#components.recovery.stop()
  }

  /** What fails is tried again at the next meeting; soon, while all work waits for what others know. */
  async #meet(peer: PeerIdString): Promise<void> {
    const { membership, recovery } = this.#components
    const isMember = membership.member(peer) !== undefined
    if (this.#busy.has(peer) || (!isMember && !membership.isLeaving(peer))) return
    this.#busy.add(peer)
    try {
      const hasMet = await this.#asking(peer, async (questions) => {
        if (isMember) await this.#tell(peer, questions)
        if (recovery.isOpen) await this.#settle(peer, questions)
      })
      if (membership.isLeaving(peer) || (!hasMet && !recovery.isOpen)) this.soon(peer)
    } finally {
      this.#busy.delete(peer)
    }
  }

  /** What both know of each other's chains, and of what the co-op has decided about them. */
  async #tell(peer: PeerIdString, questions: Questions): Promise<void> {
    await this.#tellForks(peer, questions)
    await this.#announce(peer, questions)
    await this.#handInDecisions(peer, questions)
    if (!this.#components.recovery.isOpen) return
    // The first entry names nobody: others hold it before there is a second one that could be lost with it.
    await this.#components.begin()
    await this.#announce(peer, questions)
  }

  async #settle(peer: PeerIdString, questions: Questions): Promise<void> {
    await this.#handInCountersigns(peer, questions)
    await this.#handInVouchers(peer, questions)
    await this.#handInStatements(peer, questions)
  }

  /** False when it failed. */
  async #asking(peer: PeerIdString, ask: (questions: Questions) => Promise<void>): Promise<boolean> {
    const { network, onFailed } = this.#components
    const questions = new Questions(() => network.open(peer, LEDGER_PROTOCOL))
    try {
      await ask(questions)
      await questions.close()
      return true
    } catch (error) {
      onFailed?.(peer, toSovError(error))
      await questions.fail()
      return false
    }
  }

  /** At the first meeting: a member that was away when a fork was found has not heard of it. */
  async #tellForks(peer: PeerIdString, questions: Questions): Promise<void> {
    if (this.#told.has(peer)) return
    for (const fork of await this.#components.witness.proofs()) await questions.ask({ fork })
  }

  async #announce(peer: PeerIdString, questions: Questions): Promise<void> {
    const { chains, recovery } = this.#components
    const newest = await chains.newest()
    if (recovery.isOpen && this.#told.get(peer) === newest) return
    const { known } = await questions.ask({ announce: await chains.announcement() })
    if (known === null) return
    const missing = await recovery.heard(
      peer,
      known.position.length === 0 ? undefined : known.position,
      known.proof ?? undefined,
    )
    this.#told.set(peer, newest)
    if (missing !== undefined) await this.#fetch(missing, questions)
  }

  async #fetch(from: { readonly epoch: number; readonly seq: bigint }, questions: Questions): Promise<void> {
    const { self, recovery } = this.#components
    let { epoch, seq } = from
    for (;;) {
      const { records } = await questions.ask({ range: { author: peerIdToBytes(self), epoch, fromSeq: seq } })
      const last = await recovery.take(records?.records ?? [])
      if (records?.hasMore !== true || last === undefined) return
      ;({ epoch } = last)
      seq = last.seq + 1n
    }
  }

  async #handInDecisions(peer: PeerIdString, questions: Questions): Promise<void> {
    const { decisions } = this.#components
    for (const { bytes, digest } of await decisions.posted(peer)) {
      const { stored } = await questions.ask({ decision: bytes })
      if (stored !== null && equalBytes(stored.digest, digest)) await decisions.followed(peer, digest)
    }
  }

  async #handInCountersigns(provider: PeerIdString, questions: Questions): Promise<void> {
    const { late } = this.#components
    for (const { order, countersign } of await late.undelivered(provider)) {
      const { stored } = await questions.ask({ countersign: countersign.bytes })
      if (stored !== null && equalBytes(stored.digest, countersign.digest)) await late.delivered(provider, order)
    }
  }

  async #handInVouchers(provider: PeerIdString, questions: Questions): Promise<void> {
    const { late } = this.#components
    for (const { bytes, value } of await late.owed(provider)) {
      const { statement, unknown } = await questions.ask({ voucher: bytes })
      if (statement !== null) await late.countersignLate(statement)
      // It holds nothing that it could claim.
      else if (unknown !== null) await late.forgive(provider, value.order)
    }
    // What was just countersigned is handed in at once, so that one meeting settles all.
    await this.#handInCountersigns(provider, questions)
  }

  async #handInStatements(consumer: PeerIdString, questions: Questions): Promise<void> {
    const { late } = this.#components
    for (const receipt of await late.unsigned(consumer)) {
      const { countersign } = await questions.ask({ statement: receipt })
      if (countersign !== null) await late.storeLateCountersign(countersign)
    }
  }

  /** A proof is worth more the faster it travels; who has it already does not pass it on. */
  async #tellAll(author: PeerIdString, fork: ForkProof): Promise<void> {
    const others = this.#components.membership.members().filter(({ peer }) => peer !== author)
    await Promise.all(
      others.map(({ peer }) =>
        this.#asking(peer, async (questions) => {
          await questions.ask({ fork })
        }),
      ),
    )
  }
}

async function answerAll(channel: Channel, answers: Answers): Promise<void> {
  await pipe(framesOf(channel, MAX_QUESTION_BYTES), throwPeerErrors, decodeFrames(ledgerFrame), async (frames) => {
    for await (const frame of frames) {
      await channel.send(ledgerFrame.encode(await answers.answer(channel.peer, frame)))
    }
  })
}
