import { enginePids, FAULTS, lasting, type FaultName } from './faults.js'
import type { SpineNode } from './mesh.js'
import type { Random } from './random.js'

export interface ChaosInit {
  /** What befalls the nodes; a name that stands twice comes twice as often. */
  readonly faults: readonly FaultName[]
  /** Shortest and longest pause between two faults, milliseconds. */
  readonly pauseMs: readonly [number, number]
  readonly random: Random
}

/** One fault after another, each at a node that is under none, until it is stopped; then everything runs again. */
export class Chaos {
  /** How often each fault struck. */
  readonly counts = new Map<FaultName, number>()
  readonly #victims: readonly SpineNode[]
  readonly #init: ChaosInit
  /** Process ids that were seen, to look for leftovers at the end. */
  readonly #pids = new Set<number>()
  readonly #struck = new Map<SpineNode, Promise<void>>()
  readonly #stop = new AbortController()
  #failure: unknown
  #running: Promise<void> = Promise.resolve()

  constructor(victims: readonly SpineNode[], init: ChaosInit) {
    this.#victims = victims
    this.#init = init
  }

  start(): void {
    this.#running = this.#run()
  }

  /** Ends the chaos. @throws what kept a victim from coming back. */
  async end(): Promise<void> {
    this.#stop.abort()
    await this.#running
    await Promise.all(this.#struck.values())
    if (this.#failure !== undefined) throw this.#failure as Error
  }

  /** Process ids of all nodes and engines that ever ran. */
  async pids(): Promise<ReadonlySet<number>> {
    await Promise.all(this.#victims.map((victim) => this.#remember(victim)))
    return this.#pids
  }

  async #run(): Promise<void> {
    const { faults, pauseMs, random } = this.#init
    const { signal } = this.#stop
    for (;;) {
      // Drawn before anything is looked at, so that a seed always draws the same.
      const [pause, victim, name] = [random.between(...pauseMs), random.pick(this.#victims), random.pick(faults)]
      const lastsMs = random.between(...FAULTS[name].lastsMs)
      await lasting(pause, signal)
      if (signal.aborted) return
      if (this.#struck.has(victim)) continue
      this.counts.set(name, (this.counts.get(name) ?? 0) + 1)
      this.#struck.set(victim, this.#strike(victim, name, lastsMs))
    }
  }

  async #strike(victim: SpineNode, name: FaultName, lastsMs: number): Promise<void> {
    try {
      await this.#remember(victim)
      await FAULTS[name].strike(victim, lastsMs, this.#stop.signal)
    } catch (error) {
      this.#failure ??= error
    } finally {
      this.#struck.delete(victim)
    }
  }

  async #remember(victim: SpineNode): Promise<void> {
    const { pid } = victim.process
    if (pid !== undefined) this.#pids.add(pid)
    for (const engine of await enginePids(victim)) this.#pids.add(engine)
  }
}
