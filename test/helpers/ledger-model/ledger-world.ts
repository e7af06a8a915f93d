import { SovError } from '../../../src/errors.js'
import { RefuseCode, toHex } from '../../../src/wire/index.js'
import { ORDER_LIFE_MS } from '../../../src/limits.js'
import { verifyLedger } from '../../../src/ledger/chain/verify-ledger.js'
import { Random } from '../../spine/random.js'
import type { TestCoop } from '../coop.js'
import { LedgerNode, TEST_MANIFEST } from '../ledger-node.js'
import { ManualClock } from '../manual-clock.js'
import { EntriesSeen } from './entries-seen.js'
import { Meeting, ONCE, type Deliveries } from './meeting.js'
import { ModelWork } from './model-work.js'

/** Settlements between one pair that may be open at once. */
const MAX_OPEN = 64
/** Rounds of meetings after which nothing may be left to hand in. */
const MAX_ROUNDS = 4

const WEIGHTS = { order: 35, steps: 50, break: 3, meet: 15, restart: 5, wait: 4, burst: 0.1 }
type Action = keyof typeof WEIGHTS
const ACTIONS = Object.keys(WEIGHTS) as Action[]
const TOTAL_WEIGHT = Object.values(WEIGHTS).reduce((sum, weight) => sum + weight)

/** Nodes that work for each other over streams that break, are stopped and started at any time, and meet now and then. */
export class LedgerWorld {
  readonly nodes: readonly LedgerNode[]
  readonly works: ModelWork[] = []
  readonly seen = new EntriesSeen()
  readonly counts = new Map<Action, number>()
  readonly #coop: TestCoop
  readonly #clock: ManualClock
  readonly #random: Random

  private constructor(coop: TestCoop, clock: ManualClock, random: Random, nodes: readonly LedgerNode[]) {
    this.#coop = coop
    this.#clock = clock
    this.#random = random
    this.nodes = nodes
  }

  static async open(coop: TestCoop, nowMs: number, random: Random): Promise<LedgerWorld> {
    const clock = new ManualClock(nowMs)
    const orgs = random.next() < 0.3 ? ['nord', 'sud', 'west'] : ['nord', 'sud']
    const nodes = await Promise.all(orgs.map((orgId) => LedgerNode.open(coop.member({ orgId, orgName: orgId }), clock)))
    return new LedgerWorld(coop, clock, random, nodes)
  }

  /** Does so many things at random; messages on different streams overtake each other. */
  async live(actions: number): Promise<void> {
    for (let count = 0; count < actions; count++) {
      const action = this.#pickAction()
      this.counts.set(action, (this.counts.get(action) ?? 0) + 1)
      await this.#do(action)
    }
  }

  /** Lets every stream end, every wait run out, and everybody meet everybody until nothing is left to hand in. */
  async settle(): Promise<void> {
    for (const work of this.works) while (work.phase !== 'over') await work.break()
    this.#clock.advance(ORDER_LIFE_MS)
    // A question in one commit with what has just been claimed would not see it.
    await Promise.all(this.#pairs().map((pair) => this.#meeting(pair, ONCE).isDone()))
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const meetings = this.#pairs().map((pair) => this.#meeting(pair, ONCE))
      const isDone = await Promise.all(meetings.map((meeting) => meeting.isDone()))
      if (isDone.every(Boolean)) return this.#expectNothingKept()
      for (const meeting of meetings) await meeting.hold()
    }
    throw new Error('something is still to be handed in')
  }

  async #expectNothingKept(): Promise<void> {
    for (const { store } of this.nodes) {
      for (const table of ['ledger-work', 'ledger-told', 'ledger-salvage']) {
        for await (const [key] of store.table(table).range()) {
          throw new Error(`${table} still holds ${toHex(key)}`)
        }
      }
    }
  }

  /** Stops a node while messages are under way, looks at what it leaves, and starts it again. */
  async restart(node: LedgerNode): Promise<void> {
    const underWay = this.#stepSome()
    await node.ledger.stop()
    for (const outcome of await underWay) {
      const isCut = outcome.status === 'fulfilled' || SovError.isInstance(outcome.reason, 'ERR_SOV_STOPPING')
      if (!isCut) throw outcome.reason
    }
    for (const work of this.works) await work.stopped(node)
    await this.verify(node)
    const before = await node.ledger.chain()
    await node.restart()
    const after = await node.ledger.chain()
    // More than before when it has claimed what it had not stated.
    if (after.state !== 'current' || after.seq < before.seq) throw new Error('a chain is not what it was')
  }

  /** Verifies the chain of a node as it is on the disk. */
  async verify(node: LedgerNode): Promise<void> {
    const { missingOrders } = await verifyLedger(node.store, node.party.peer)
    if (missingOrders > 0) throw new Error('an order is missing')
    await this.seen.seeChain(node.store)
  }

  async close(): Promise<void> {
    for (const node of this.nodes) await node.close()
  }

  async #do(action: Action): Promise<void> {
    switch (action) {
      case 'order':
        this.#order()
        return
      case 'burst':
        while (this.#open().length < MAX_OPEN) this.#order()
        return
      case 'steps':
        for (const outcome of await this.#stepSome()) if (outcome.status === 'rejected') throw outcome.reason
        return
      case 'break':
        await this.#open()[0]?.break()
        return
      case 'meet':
        await this.#meeting(this.#random.pick(this.#pairs()), () => Math.floor(this.#random.next() * 4)).hold()
        return
      case 'restart':
        await this.restart(this.#random.pick(this.nodes))
        return
      case 'wait':
        this.#clock.advance(Math.floor(this.#random.between(0, 1.2 * ORDER_LIFE_MS)))
    }
  }

  #pickAction(): Action {
    let left = this.#random.next() * TOTAL_WEIGHT
    return ACTIONS.find((action) => (left -= WEIGHTS[action]) < 0) ?? 'steps'
  }

  /** One message on each of some streams, all at once. */
  #stepSome(): Promise<PromiseSettledResult<void>[]> {
    const share = this.#random.next()
    return Promise.allSettled(
      this.#open()
        .filter(() => this.#random.next() < share)
        .map((work) => work.step()),
    )
  }

  #order(): void {
    const [consumer, provider] = this.#random.pick(this.#pairs())
    const work = new ModelWork(this.#coop, [consumer, provider], new Random(this.#random.next() * 2 ** 32), this.seen)
    this.works.push(work)
    const admit = (): RefuseCode | undefined =>
      provider.ledger.admitOrder(work.exchange.order, {
        consumer: consumer.party,
        provider: provider.party,
        priceTables: [this.#coop.priceTable],
        manifest: TEST_MANIFEST,
      })?.code
    if (admit() !== undefined || admit() !== RefuseCode.REFUSE_CODE_REPLAY) {
      throw new Error('an order is admitted once and once only')
    }
    work.begin()
  }

  #meeting(pair: readonly [LedgerNode, LedgerNode], deliveries: Deliveries): Meeting {
    return new Meeting(pair, deliveries, this.seen, (order, answer) => {
      this.works.find(({ exchange }) => toHex(exchange.order.digest) === toHex(order))?.answered(answer)
    })
  }

  #pairs(): (readonly [LedgerNode, LedgerNode])[] {
    return this.nodes.flatMap((from) => this.nodes.filter((to) => to !== from).map((to) => [from, to] as const))
  }

  #open(): readonly ModelWork[] {
    return this.works.filter(({ phase }) => phase !== 'over')
  }
}
