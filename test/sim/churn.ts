import { DRAIN_TIMEOUT_MS, REDIAL_MIN_MS } from '../../src/limits.js'
import { bytes, chance, exponential } from './draws.js'
import type { EventClock } from './event-clock.js'
import type { Random } from '../spine/random.js'
import type { VirtualNode } from './virtual-node.js'

const MINUTE_MS = 60_000
const UP_MS = 4 * 60 * MINUTE_MS
const DOWN_MS = 20 * MINUTE_MS
const BETWEEN_FREEZES_MS = 6 * 60 * MINUTE_MS
const FREEZE_MS = 6_000
const BETWEEN_OWN_USE_MS = 60 * MINUTE_MS
const OWN_USE_MS = 8 * MINUTE_MS
/** Of those that come back, so many are in another country then. */
const MOVES = 0.05
/** How one goes that does not tell before: its connections break, or it is only silent. */
const GOES_SILENT = 0.5
const DRAINS = 1 / 3
/** Everybody connects at one of these moments, so that pings of many nodes fall together and cost less of our time. */
const GRID_MS = 100

export const CHURN_MODEL = [
  `Nodes stay ${hours(UP_MS)} and are away for ${hours(DOWN_MS)} on average: of those that leave a third drain first, a third break their`,
  `connections, a third are only silent; ${String(100 * MOVES)} % come back in another country. Every ${hours(BETWEEN_FREEZES_MS)} on average a node freezes for`,
  `some ${String(FREEZE_MS / 1_000)} s, and every ${hours(BETWEEN_OWN_USE_MS)} its owner takes slots for ${hours(OWN_USE_MS)}. Operators block another organisation every hour.`,
].join('\n')

/** What nodes do beside serving: they leave and come back, freeze and thaw, and are used by their owners. */
export class Churn {
  readonly #clock: EventClock
  readonly #random: Random
  readonly #connect: (node: VirtualNode) => void
  readonly #jurisdictions: readonly string[]
  /** What gives back the slots that owners have. */
  readonly #owners = new Set<() => void>()
  #isOver = false
  departures = 0
  freezes = 0

  /** @param connect - links a node to all who want it. */
  constructor(
    clock: EventClock,
    random: Random,
    jurisdictions: readonly string[],
    connect: (node: VirtualNode) => void,
  ) {
    this.#clock = clock
    this.#random = random
    this.#jurisdictions = jurisdictions
    this.#connect = connect
  }

  start(node: VirtualNode): void {
    this.#connect(node)
    void this.#comeAndGo(node)
    void this.#freezeAndThaw(node)
    void this.#useIt(node)
  }

  /** Nobody comes or goes from now on, and owners leave their nodes alone. */
  stop(): void {
    this.#isOver = true
    for (const leave of this.#owners) leave()
  }

  /** Links a node again that was given up, once it is there. */
  relink(node: VirtualNode, link: () => void): void {
    if (this.#isOver || node.state === 'down') return
    const { bootNonce } = node.member
    this.#atGrid(REDIAL_MIN_MS + exponential(this.#random, REDIAL_MIN_MS), () => {
      if (node.member.bootNonce !== bootNonce || node.isDraining) return
      if (node.state === 'up') link()
      else this.relink(node, link)
    })
  }

  async #comeAndGo(node: VirtualNode): Promise<void> {
    while (await this.#after(UP_MS)) {
      this.departures += 1
      await this.#leave(node)
      if (await this.#after(DOWN_MS)) await this.#return(node)
    }
  }

  async #leave(node: VirtualNode): Promise<void> {
    const random = this.#random
    if (chance(random, DRAINS)) {
      node.drain()
      await this.#clock.wait(DRAIN_TIMEOUT_MS)
    } else if (chance(random, GOES_SILENT)) {
      node.freeze()
      await this.#clock.wait(MINUTE_MS)
    }
    node.die()
  }

  #return(node: VirtualNode): Promise<void> {
    const { member } = node
    const moves = chance(this.#random, MOVES)
    const jurisdiction = moves ? this.#random.pick(this.#jurisdictions) : member.credential.jurisdiction
    const next = {
      ...member,
      bootNonce: bytes(this.#random, member.bootNonce.length),
      credential: moves ? { ...member.credential, jurisdiction } : member.credential,
      credentialDigest: moves ? bytes(this.#random, member.credentialDigest.length) : member.credentialDigest,
    }
    return new Promise((resolve) => {
      this.#atGrid(0, () => {
        node.restart(next)
        this.#connect(node)
        resolve()
      })
    })
  }

  async #freezeAndThaw(node: VirtualNode): Promise<void> {
    while (await this.#after(BETWEEN_FREEZES_MS)) {
      const { bootNonce } = node.member
      if (node.state !== 'up') continue
      this.freezes += 1
      node.freeze()
      await this.#clock.wait(exponential(this.#random, FREEZE_MS))
      if (node.member.bootNonce === bootNonce) node.thaw()
    }
  }

  /** The owner takes slots as its own clients do: one, or all that are free. */
  async #useIt(node: VirtualNode): Promise<void> {
    while (await this.#after(BETWEEN_OWN_USE_MS)) {
      const { admission } = node
      const { model } = node.init
      const wanted = chance(this.#random, 0.5) ? 1 : model.slots
      const free = node.state === 'up' && !node.isDraining ? model.slots - admission.busy(model.digest) : 0
      const places = Array.from({ length: Math.min(free, wanted) }, () => admission.enter(model))
      const rest = node.work(places.length)
      const leave = (): void => {
        this.#owners.delete(leave)
        rest()
        for (const place of places) place.leave()
      }
      this.#owners.add(leave)
      await this.#clock.wait(exponential(this.#random, OWN_USE_MS))
      if (this.#owners.has(leave)) leave()
    }
  }

  /** Waits this long on average. @returns false when all this has ended meanwhile. */
  async #after(meanMs: number): Promise<boolean> {
    await this.#clock.wait(exponential(this.#random, meanMs))
    return !this.#isOver
  }

  #atGrid(afterMs: number, callback: () => void): void {
    const dueMs = this.#clock.monotonicMs() + afterMs
    this.#clock.setTimer(callback, Math.ceil(dueMs / GRID_MS) * GRID_MS - this.#clock.monotonicMs())
  }
}

function hours(ms: number): string {
  return `${(ms / (60 * MINUTE_MS)).toFixed(1)} h`
}
