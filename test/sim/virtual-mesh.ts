import { deadline } from '../../src/clock.js'
import { SovError } from '../../src/errors.js'
import { Admission, type Place } from '../../src/inference/admission.js'
import { askingFor, cost } from '../../src/inference/asking.js'
import type { Role } from '../../src/ledger/balances/counterparty.js'
import {
  chargeFor,
  standing,
  worstCharge,
  type CreditLines,
  type Party,
  type Standing,
  type Terms,
} from '../../src/ledger/index.js'
import { FIRST_TOKEN_TIMEOUT_MS } from '../../src/limits.js'
import type { SignedPriceTable } from '../../src/membership/index.js'
import type { ModelManifest } from '../../src/wire/index.js'
import { testCoop, verifiedMember, type TestCoop } from '../helpers/coop.js'
import { TEST_MANIFEST } from '../helpers/ledger-node.js'
import { Random } from '../spine/random.js'
import { Books } from './books.js'
import { EventClock } from './event-clock.js'

/** Seven billion parameters: what the default credit limit is measured in. */
const MANIFEST: ModelManifest = { ...TEST_MANIFEST, activeParameters: 7_000_000_000n }
const TOKENS_PER_SECOND = 50
const PREFILL_TOKENS_PER_SECOND = 1_000
/** What consumers allow beyond what answers come to. */
const PROMPT_BYTES_PER_TOKEN = 4
const MAX_OUTPUT_TOKENS = 1_024
/** Nodes that are asked one after the other before a client pauses. */
const ATTEMPTS = 3

export interface VirtualMeshInit {
  readonly seed: number
  readonly lines: CreditLines
  /** What a balance does; the real thing unless a test leaves it out to show what it is good for. */
  readonly standing?: (debt: bigint, lines: CreditLines) => Standing
}

export interface OrganisationInit {
  readonly name: string
  /** Of its one node; 0 if it serves nobody. */
  readonly slots: number
  /** Keys that ask for one answer after the other, as fast as they get them. */
  readonly clients: number
}

/** What an organisation has been given and has given, work units of settled requests. */
export interface Tally {
  readonly name: string
  received: number
  contributed: number
  /** Part of `received` for which it was let in as a debtor at the limit. */
  spare: number
  answers: number
  refusals: number
  timeouts: number
}

/**
 * A mesh in one process and virtual time: admission, queue, standing, prices and accounts are the real ones; engines are
 * timers, and every answer is settled at once on both sides. No network, no signatures.
 */
export class VirtualMesh {
  readonly clock = new EventClock()
  readonly lines: CreditLines
  readonly standing: (debt: bigint, lines: CreditLines) => Standing
  readonly organisations: VirtualOrganisation[] = []
  readonly #coop: TestCoop = testCoop({ nowMs: 0 })
  readonly #random: Random
  readonly #clients: Promise<void>[] = []

  constructor({ seed, lines, standing: judge = standing }: VirtualMeshInit) {
    this.#random = new Random(seed)
    this.lines = lines
    this.standing = judge
  }

  get priceTable(): SignedPriceTable {
    return this.#coop.priceTable
  }

  get providers(): readonly VirtualOrganisation[] {
    return this.organisations.filter(({ slots }) => slots > 0)
  }

  add(init: OrganisationInit): VirtualOrganisation {
    const orgId = init.name
    const member = this.#coop.member({ orgId, orgName: orgId })
    const { subject, credential, credentialDigest } = verifiedMember(member, 1)
    const party: Party = { peer: subject, credential, credentialDigest, chain: member.chain }
    const organisation = new VirtualOrganisation(this, init, party)
    this.organisations.push(organisation)
    return organisation
  }

  /** Lets all clients ask until then, and goes on until nothing runs. */
  async run(untilMs: number): Promise<void> {
    for (const organisation of this.organisations) {
      for (let client = 0; client < organisation.init.clients; client++) {
        this.#clients.push(this.#client(organisation, untilMs))
      }
    }
    await this.clock.run(untilMs)
    await this.clock.run(2 * untilMs)
    await Promise.all(this.#clients)
  }

  async #client(consumer: VirtualOrganisation, untilMs: number): Promise<void> {
    await this.clock.wait(this.#random.between(0, 1_000))
    while (this.clock.monotonicMs() < untilMs) {
      const others = this.providers.filter((provider) => provider !== consumer)
      const retryAfterMs = await this.#ask(consumer, others)
      if (retryAfterMs > 0) await this.clock.wait(retryAfterMs * this.#random.between(0.5, 1.5))
    }
  }

  /** One request. @returns after how long to come back when nobody took it, else 0; milliseconds. */
  async #ask(consumer: VirtualOrganisation, others: readonly VirtualOrganisation[]): Promise<number> {
    const counts = {
      promptTokens: Math.round(this.#random.between(50, 1_500)),
      cachedTokens: 0,
      outputTokens: Math.round(this.#random.between(50, 600)),
    }
    let retryAfterMs = 0
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const provider = this.#random.pick(others)
      try {
        await provider.serve(consumer, counts)
        return 0
      } catch (error) {
        if (!SovError.isInstance(error)) throw error
        if (error.code === 'ERR_SOV_FIRST_TOKEN_TIMEOUT') consumer.tally.timeouts += 1
        else consumer.tally.refusals += 1
        retryAfterMs = error.retryAfterMs ?? 1
      }
    }
    return retryAfterMs
  }
}

/** One organisation with one node, and as many keys as it likes. */
export class VirtualOrganisation {
  readonly init: OrganisationInit
  readonly party: Party
  readonly tally: Tally
  readonly #mesh: VirtualMesh
  readonly #admission: Admission
  readonly #books: Books
  #isAtLimit = false
  #working = 0

  constructor(mesh: VirtualMesh, init: OrganisationInit, party: Party) {
    this.#mesh = mesh
    this.init = init
    this.party = party
    this.#books = new Books(() => party)
    const { name } = init
    this.tally = { name, received: 0, contributed: 0, spare: 0, answers: 0, refusals: 0, timeouts: 0 }
    this.#admission = new Admission(
      mesh.clock,
      () => undefined,
      (orgId, asked) => {
        const judged = mesh.standing(this.debt(orgId) + asked, mesh.lines)
        this.#isAtLimit = judged.isAtLimit
        return judged
      },
    )
  }

  get slots(): number {
    return this.init.slots
  }

  get admitted(): number {
    return this.#admission.admitted()
  }

  /** What an organisation owes this one, work units. */
  debt(orgId: string): bigint {
    return this.#books.debt(orgId)
  }

  /** Books settled work on the account of another organisation. */
  book(other: VirtualOrganisation, role: Role, charge: bigint): void {
    this.#books.book(other.party, role, charge)
  }

  /** Serves one request from order to settlement. @throws {SovError} when it is refused, or waits too long. */
  async serve(consumer: VirtualOrganisation, counts: Parameters<typeof cost>[1]): Promise<void> {
    const { clock, priceTable } = this.#mesh
    const terms: Terms = { consumer: consumer.party, provider: this.party, priceTable, manifest: MANIFEST }
    const limits = {
      maxPromptTokens: counts.promptTokens * PROMPT_BYTES_PER_TOKEN,
      maxOutputTokens: MAX_OUTPUT_TOKENS,
    }
    const maxCharge = worstCharge(priceTable.value, MANIFEST, limits, false)
    const place = this.#admission.enter(
      { digest: 'model', slots: this.slots },
      askingFor({ ...limits, maxCharge }, terms),
    )
    const isSpare = this.#isAtLimit
    try {
      await this.#turn(place)
      this.#working += 1
      if (this.#working > this.slots) throw new Error('more requests at the engine than it has slots')
      const seconds = counts.promptTokens / PREFILL_TOKENS_PER_SECOND + counts.outputTokens / TOKENS_PER_SECOND
      await clock.wait(1_000 * seconds)
      this.#working -= 1
      place.done(cost(terms, counts))
      this.#settle(consumer, chargeFor(terms, counts), isSpare)
    } finally {
      place.leave()
    }
  }

  async #turn(place: Place): Promise<void> {
    const timeout = (): SovError => new SovError('ERR_SOV_FIRST_TOKEN_TIMEOUT', 'waited too long for a slot')
    const limit = deadline(this.#mesh.clock, FIRST_TOKEN_TIMEOUT_MS, timeout)
    try {
      await place.turn(limit.signal)
    } finally {
      limit.clear()
    }
  }

  #settle(consumer: VirtualOrganisation, charge: bigint, isSpare: boolean): void {
    this.book(consumer, 'provider', charge)
    consumer.book(this, 'consumer', charge)
    const work = Number(charge)
    this.tally.contributed += work
    consumer.tally.received += work
    consumer.tally.answers += 1
    if (isSpare) consumer.tally.spare += work
  }
}
