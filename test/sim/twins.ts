import { testCoop } from '../helpers/coop.js'
import { Random } from '../spine/random.js'
import type { Chooser } from './choosers.js'
import { Client, type Outcome } from './client.js'
import { VirtualConsumer } from './consumer.js'
import { DEMANDS, type Asked } from './demand.js'
import { seededKey } from './draws.js'
import { EventClock } from './event-clock.js'
import { homeOf } from './geography.js'
import { memberOf } from './population.js'
import { virtualModel } from './virtual-model.js'
import { VirtualNode } from './virtual-node.js'

/** So many that one organisation may have the whole burst at either. */
const SLOTS = 8
const PREFILL_FACTOR = 15
const PROMPT_TOKENS = 200
const ANSWER_TOKENS = 128
/** Until offers and round trips are known. */
const ACQUAINTANCE_MS = 1_000

export interface TwinsInit {
  readonly seed: number
  /** Of one request that is alone there. */
  readonly tokensPerSecond: readonly [number, number]
  /** In place of the score. */
  readonly chooser?: Chooser | undefined
}

/** A consumer and two nodes in one place, alike but perhaps for their speed. */
export class Twins {
  /** How often each was the first to be asked. */
  readonly asked: [number, number] = [0, 0]
  readonly #known = new Set<string>()
  readonly #clock = new EventClock()
  readonly #nodes: readonly VirtualNode[]
  readonly #consumer: VirtualConsumer
  readonly #client: Client
  #requests = 0

  constructor({ seed, tokensPerSecond, chooser }: TwinsInit) {
    const random = new Random(seed)
    const { priceTable } = testCoop({ nowMs: 0 })
    const where = homeOf(0)
    this.#nodes = tokensPerSecond.map((speed) => {
      const key = seededKey(random)
      return new VirtualNode(this.#clock, priceTable.value, {
        key,
        member: memberOf(random, key, 'twins', where.region.jurisdiction),
        where,
        model: virtualModel(SLOTS),
        tokensPerSecond: speed,
        prefillTokensPerSecond: PREFILL_FACTOR * speed,
        lie: undefined,
      })
    })
    const key = seededKey(random)
    this.#consumer = new VirtualConsumer({
      clock: this.#clock,
      random,
      key,
      member: memberOf(random, key, 'asker', where.region.jurisdiction),
      where,
      priceTable,
      onAsked: (id, node) => this.#count(id, node),
      onLost: () => undefined,
    })
    void this.#consumer.directory.start()
    this.#client = new Client(this.#clock, this.#consumer, chooser)
  }

  /** The consumer meets one of them. */
  async meet(index: 0 | 1): Promise<void> {
    this.#consumer.link(this.#nodes[index]!)
    await this.#clock.run(this.#clock.monotonicMs() + ACQUAINTANCE_MS)
  }

  /** @returns when all have their answers. */
  async burst(count: number): Promise<readonly Outcome[]> {
    return this.#untilEnded(Array.from({ length: count }, () => this.#ask()))
  }

  /** One request every `pauseMs`, whatever has become of those before. */
  async series(count: number, pauseMs: number): Promise<readonly Outcome[]> {
    const outcomes: Promise<Outcome>[] = []
    for (let index = 0; index < count; index++) {
      outcomes.push(this.#ask())
      await this.#clock.run(this.#clock.monotonicMs() + pauseMs)
    }
    return this.#untilEnded(outcomes)
  }

  /** One request, and the death of the node that answers it, `afterMs` later. */
  async interrupted(afterMs: number): Promise<Outcome> {
    const before = [...this.asked]
    const outcome = this.#ask()
    await this.#clock.run(this.#clock.monotonicMs() + afterMs)
    this.#nodes.find((_, index) => this.asked[index as 0 | 1] > before[index]!)?.die()
    return (await this.#untilEnded([outcome]))[0]!
  }

  /** How many of them each has answered. */
  served(outcomes: readonly Outcome[]): readonly [number, number] {
    const by = (index: number): number =>
      outcomes.filter(({ servedBy }) => servedBy === this.#nodes[index]?.peer).length
    return [by(0), by(1)]
  }

  #count(id: string, node: VirtualNode): void {
    if (!this.#known.has(id)) this.asked[this.#nodes.indexOf(node) as 0 | 1] += 1
    this.#known.add(id)
  }

  #ask(): Promise<Outcome> {
    const asked: Asked = {
      number: ++this.#requests,
      demand: DEMANDS[0]!,
      promptTokens: PROMPT_TOKENS,
      answerTokens: ANSWER_TOKENS,
      maxOutputTokens: ANSWER_TOKENS,
    }
    return this.#client.ask(asked, () => undefined)
  }

  async #untilEnded(outcomes: readonly Promise<Outcome>[]): Promise<readonly Outcome[]> {
    let left = outcomes.length
    for (const outcome of outcomes) void outcome.finally(() => (left -= 1))
    while (left > 0) await this.#clock.run(this.#clock.monotonicMs() + ACQUAINTANCE_MS)
    return Promise.all(outcomes)
  }
}
