import { createHash } from 'node:crypto'
import { TOTAL_TIMEOUT_MS } from '../../src/limits.js'
import { testCoop } from '../helpers/coop.js'
import { Random } from '../spine/random.js'
import type { Chooser } from './choosers.js'
import { Churn } from './churn.js'
import { Client, type Outcome } from './client.js'
import { VirtualConsumer } from './consumer.js'
import { Trace, type Asked, type Demand } from './demand.js'
import { sample, seededKey } from './draws.js'
import { EventClock } from './event-clock.js'
import { homeOf, SATURATED } from './geography.js'
import { memberOf, nodeOf } from './population.js'
import { VirtualNode } from './virtual-node.js'

const STEP_MS = 60_000
const BETWEEN_BLOCKS_MS = 3_600_000
/** All attempts of a request one after the other, each as long as it may take: who has not ended then hangs. */
const PATIENCE_MS = 5 * TOTAL_TIMEOUT_MS

export interface SimulationInit {
  readonly seed: number
  readonly nodes: number
  readonly consumers: number
  /** Nodes that each consumer is connected with, drawn from all. */
  readonly view: number
  readonly durationMs: number
  /** Requests of all consumers together, on the average of a day. */
  readonly perSecond: number
  /** In place of the score; one for each consumer. */
  readonly chooser?: (random: Random) => Chooser | undefined
  /** Ends the run early. */
  readonly signal?: AbortSignal
}

/** One request and what became of it. */
export interface Ended extends Outcome {
  readonly asked: Asked
  readonly consumer: number
}

/** What has happened. */
export interface Run {
  readonly started: number
  readonly ended: readonly Ended[]
  /** Requests whose end was told more than once, or after which something still ran. */
  readonly faults: readonly string[]
  /** Requests that reached a node that may not answer them. */
  readonly violations: readonly string[]
  readonly departures: number
  readonly freezes: number
  /** By node: attempts and output tokens paid for. */
  readonly nodes: readonly { readonly node: VirtualNode; readonly attempts: number }[]
  /** Real milliseconds. */
  readonly wallMs: number
  /** SHA-256 of every attempt and every end in their order, with their virtual times. */
  readonly digest: string
}

/** A mesh for some virtual time. Each cause of chance has a sequence of its own, so that requests and churn are the same for every chooser. */
export class Simulation {
  readonly #init: SimulationInit
  readonly #clock = new EventClock()
  readonly #trail = createHash('sha256')
  readonly #nodes: readonly VirtualNode[]
  readonly #consumers: readonly VirtualConsumer[]
  readonly #views: readonly ReadonlySet<VirtualNode>[]
  readonly #churn: Churn
  readonly #attempts = new Map<VirtualNode, number>()
  readonly #demands = new Map<string, Demand>()
  readonly #violations: string[] = []
  readonly #ended: Ended[] = []
  #started = 0

  constructor(init: SimulationInit) {
    this.#init = init
    const random = this.#random('nodes')
    const priceTable = testCoop({ nowMs: 0 }).priceTable
    this.#nodes = Array.from(
      { length: init.nodes },
      (_, index) => new VirtualNode(this.#clock, priceTable.value, nodeOf(random, index, init.nodes)),
    )
    const jurisdictions = [...new Set(this.#nodes.map(({ member }) => member.credential.jurisdiction))]
    this.#churn = new Churn(this.#clock, this.#random('churn'), jurisdictions, (node) => this.#linkAll(node))
    this.#consumers = Array.from({ length: init.consumers }, (_, index) => {
      const key = seededKey(random)
      const where = homeOf(index)
      const consumer: VirtualConsumer = new VirtualConsumer({
        clock: this.#clock,
        random: this.#random(`consumer ${String(index)}`),
        key,
        member: memberOf(random, key, `org-${String(index)}`, where.region.jurisdiction),
        where,
        priceTable,
        onAsked: (id, node) => this.#asked(consumer, id, node),
        onLost: (node) => this.#churn.relink(node, () => this.#link(consumer, node)),
      })
      return consumer
    })
    this.#views = this.#consumers.map(() => new Set(this.#view(random)))
  }

  /** Of the saturated region the same part as of the others. */
  #view(random: Random): readonly VirtualNode[] {
    const { nodes, view } = this.#init
    const isThere = ({ init }: VirtualNode): boolean => init.where.region === SATURATED
    const inside = this.#nodes.filter(isThere)
    const outside = this.#nodes.filter((node) => !isThere(node))
    const count = Math.round((view * inside.length) / nodes)
    return [...sample(random, inside, count), ...sample(random, outside, view - count)]
  }

  async run(): Promise<Run> {
    const wallMs = performance.now()
    await Promise.all(this.#consumers.map(({ directory }) => directory.start()))
    for (const node of this.#nodes) this.#churn.start(node)
    void this.#block()
    void this.#ask()
    const { durationMs } = this.#init
    await this.#runTo(durationMs, () => false)
    this.#churn.stop()
    await this.#runTo(durationMs + PATIENCE_MS, () => this.#isQuiet())
    await Promise.all(this.#consumers.map(({ directory }) => directory.stop()))
    return {
      started: this.#started,
      ended: this.#ended,
      faults: this.#faults(),
      violations: this.#violations,
      departures: this.#churn.departures,
      freezes: this.#churn.freezes,
      nodes: this.#nodes.map((node) => ({ node, attempts: this.#attempts.get(node) ?? 0 })),
      wallMs: performance.now() - wallMs,
      digest: this.#trail.digest('hex'),
    }
  }

  async #runTo(endMs: number, isOver: () => boolean): Promise<void> {
    while (this.#clock.monotonicMs() < endMs && !isOver()) {
      this.#init.signal?.throwIfAborted()
      await this.#clock.run(Math.min(endMs, this.#clock.monotonicMs() + STEP_MS))
    }
  }

  /** Every request has ended, and no node works. */
  #isQuiet(): boolean {
    return this.#ended.length === this.#started && this.#nodes.every(({ admission }) => admission.admitted() === 0)
  }

  async #ask(): Promise<void> {
    const random = this.#random('requests')
    const trace = new Trace(random, this.#init.perSecond)
    const clients = this.#consumers.map(
      (consumer, index) =>
        new Client(this.#clock, consumer, this.#init.chooser?.(this.#random(`chooser ${String(index)}`))),
    )
    for (;;) {
      await this.#clock.wait(trace.wait(this.#clock.monotonicMs()))
      if (this.#clock.monotonicMs() >= this.#init.durationMs) return
      const asked = trace.next()
      const index = Math.floor(random.next() * clients.length)
      this.#started += 1
      void this.#follow(clients[index]!, index, asked)
    }
  }

  async #follow(client: Client, consumer: number, asked: Asked): Promise<void> {
    const outcome = await client.ask(asked, (id) => this.#demands.set(id, asked.demand))
    this.#ended.push({ ...outcome, asked, consumer })
    const { code = 'whole', outputTokens } = outcome
    this.#note(`${String(asked.number)} ends: ${code} ${String(outputTokens)}`)
  }

  /** The scheduler asks a node: may it? */
  #asked({ blocked }: VirtualConsumer, id: string, node: VirtualNode): void {
    const demand = this.#demands.get(id)
    const { credential } = node.member
    this.#attempts.set(node, (this.#attempts.get(node) ?? 0) + 1)
    this.#note(`${id} asks ${node.peer}`)
    if (demand?.allows(credential) !== true || blocked.includes(credential.orgId)) {
      this.#violations.push(`${demand?.name ?? id} at ${node.peer} in ${credential.jurisdiction}`)
    }
  }

  /** Operators block another organisation every hour. */
  async #block(): Promise<void> {
    const random = this.#random('blocks')
    const organisations = [...new Set(this.#nodes.map(({ member }) => member.credential.orgId))]
    while (this.#clock.monotonicMs() < this.#init.durationMs) {
      for (const consumer of this.#consumers) consumer.blocked = [random.pick(organisations)]
      await this.#clock.wait(BETWEEN_BLOCKS_MS)
    }
  }

  #linkAll(node: VirtualNode): void {
    for (const [index, consumer] of this.#consumers.entries()) {
      if (this.#views[index]?.has(node) === true) this.#link(consumer, node)
    }
  }

  #link(consumer: VirtualConsumer, node: VirtualNode): void {
    if (consumer.network.link(node.peer) === undefined) consumer.link(node)
  }

  #faults(): readonly string[] {
    const numbers = new Set(this.#ended.map(({ asked }) => asked.number))
    const received = this.#ended.reduce((sum, { outputTokens }) => sum + outputTokens, 0)
    const settled = this.#nodes.reduce((sum, { settledTokens }) => sum + settledTokens, 0)
    return [
      ...this.#ended.flatMap(({ asked, fault }) => (fault === undefined ? [] : [`${String(asked.number)}: ${fault}`])),
      ...(numbers.size === this.#ended.length ? [] : ['a request ended twice']),
      ...(this.#ended.length === this.#started ? [] : ['a request has not ended']),
      ...(this.#consumers.every(({ scheduler }) => scheduler.running() === 0) ? [] : ['a scheduler still works']),
      ...(this.#nodes.every(({ admission }) => admission.admitted() === 0) ? [] : ['a node still holds a place']),
      ...(settled === received ? [] : [`${String(received)} tokens received, ${String(settled)} settled`]),
    ]
  }

  #random(cause: string): Random {
    return new Random(
      createHash('sha256')
        .update(`${String(this.#init.seed)} ${cause}`)
        .digest()
        .readUInt32LE(),
    )
  }

  #note(event: string): void {
    this.#trail.update(`${this.#clock.monotonicMs().toFixed(3)} ${event}\n`)
  }
}
