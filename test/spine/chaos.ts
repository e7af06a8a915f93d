import { setTimeout as sleep } from 'node:timers/promises'
import type { SpineNode } from './mesh.js'
import type { Random } from './random.js'

const PAUSE_MS = [300, 1_500] as const
const DOWN_MS = [200, 2_000] as const
/** From a blip that nothing should notice to a silence that counts as death. */
const FROZEN_MS = [500, 14_000] as const

type Action = 'kill node' | 'kill engine' | 'freeze node' | 'cut connections'
const ACTIONS: readonly Action[] = ['kill node', 'kill engine', 'freeze node', 'cut connections']

/** Kills, freezes and cuts at random until it is stopped; then everything runs again. */
export class Chaos {
  readonly counts = new Map<Action, number>()
  readonly #victims: readonly SpineNode[]
  readonly #random: Random
  /** Process ids that were seen, to look for leftovers at the end. */
  readonly #pids = new Set<number>()
  readonly #frozen = new Map<SpineNode, Promise<void>>()
  readonly #stop = new AbortController()
  #running: Promise<void> = Promise.resolve()

  constructor(victims: readonly SpineNode[], random: Random) {
    this.#victims = victims
    this.#random = random
  }

  start(): void {
    this.#running = this.#run()
  }

  /** Ends the chaos and brings every victim back. */
  async end(): Promise<void> {
    this.#stop.abort()
    await this.#running
    await Promise.all(this.#frozen.values())
    for (const victim of this.#victims) if (!victim.process.isRunning) await victim.start()
  }

  /** Process ids of all nodes and engines that ever ran. */
  async pids(): Promise<ReadonlySet<number>> {
    await Promise.all(this.#victims.map((victim) => this.#remember(victim)))
    return this.#pids
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      await sleep(this.#random.between(...PAUSE_MS))
      const victim = this.#random.pick(this.#victims)
      const action = this.#random.pick(ACTIONS)
      // A frozen process takes no blow, and a dead one no second.
      if (this.#frozen.has(victim) || !victim.process.isRunning) continue
      await this.#remember(victim)
      this.counts.set(action, (this.counts.get(action) ?? 0) + 1)
      await this.#do(action, victim)
    }
  }

  async #do(action: Action, victim: SpineNode): Promise<void> {
    switch (action) {
      case 'kill node':
        await victim.process.kill()
        await sleep(this.#random.between(...DOWN_MS))
        await victim.start()
        return
      case 'kill engine': {
        const { engines } = await victim.process.status()
        for (const { pid } of engines) if (pid !== undefined) process.kill(pid, 'SIGKILL')
        return
      }
      case 'freeze node':
        this.#frozen.set(victim, this.#freeze(victim))
        return
      case 'cut connections':
        victim.cable.cut()
    }
  }

  async #freeze(victim: SpineNode): Promise<void> {
    const { pid } = victim.process
    if (pid === undefined) return
    process.kill(pid, 'SIGSTOP')
    // A stop of the chaos thaws at once.
    await sleep(this.#random.between(...FROZEN_MS), undefined, { signal: this.#stop.signal }).catch(() => undefined)
    process.kill(pid, 'SIGCONT')
    this.#frozen.delete(victim)
  }

  async #remember(victim: SpineNode): Promise<void> {
    const { pid } = victim.process
    if (pid !== undefined) this.#pids.add(pid)
    const status = await victim.process.status().catch(() => undefined)
    for (const engine of status?.engines ?? []) if (engine.pid !== undefined) this.#pids.add(engine.pid)
  }
}
