import { repeat } from '../clock.js'
import { ACTIVITY_LOOK_INTERVAL_MS } from '../limits.js'
import { decide, endOf, type Circumstances, type OwnerWord } from './decide.js'
import { OpeningHours } from './hours.js'
import type {
  Availability,
  AvailabilityComponents,
  AvailabilityInit,
  AvailabilityState,
  AvailabilityView,
} from './index.js'
import { loadOwnerWord, saveOwnerWord } from './owner-word.js'
import { Watch } from './watch.js'

/** The {@link Availability} of a node. */
export class AvailabilityService implements Availability {
  readonly slotsForOthers: number
  readonly memoryForOthersBytes: number
  readonly #components: AvailabilityComponents
  readonly #hours: OpeningHours | undefined
  readonly #user: Watch | undefined
  readonly #gpu: Watch | undefined
  #word: OwnerWord | undefined
  /** As it was last told. */
  #told: AvailabilityState = 'open'
  #stopLooking = (): void => undefined

  constructor(init: AvailabilityInit, components: AvailabilityComponents) {
    const { clock, probes } = components
    this.#components = components
    this.slotsForOthers = init.slotsForOthers ?? Infinity
    this.memoryForOthersBytes = init.memoryForOthersBytes ?? Infinity
    this.#hours = init.hours === undefined ? undefined : new OpeningHours(init.hours, init.timeZone)
    this.#user = init.pausesWhenUserActive === true ? new Watch(clock, probes.user) : undefined
    this.#gpu = init.pausesWhenGpuBusy === true ? new Watch(clock, probes.gpu) : undefined
  }

  state(): AvailabilityState {
    return decide(this.#circumstances()).state
  }

  view(): AvailabilityView {
    const circumstances = this.#circumstances()
    const decision = decide(circumstances)
    return {
      ...decision,
      untilMs: endOf(decision, circumstances),
      user: this.#user?.activity,
      gpu: this.#gpu?.activity,
    }
  }

  async set(state: AvailabilityState, forMs?: number): Promise<void> {
    const { clock, store } = this.#components
    const end = forMs === undefined ? {} : { untilMs: clock.nowMs() + forMs }
    this.#word = state === 'open' ? undefined : { state, ...end }
    this.#tell()
    await saveOwnerWord(store, this.#word)
  }

  async start(): Promise<void> {
    this.#word = await loadOwnerWord(this.#components.store)
  }

  async watch(): Promise<void> {
    this.stop()
    this.#stopLooking = repeat(this.#components.clock, ACTIVITY_LOOK_INTERVAL_MS, () => this.#look())
    await this.#look()
  }

  stop(): void {
    this.#stopLooking()
  }

  async #look(): Promise<void> {
    await Promise.all([this.#user?.look(), this.#gpu?.look()])
    this.#tell()
  }

  #tell(): void {
    const state = this.state()
    if (state === this.#told) return
    this.#told = state
    this.#components.onChange()
  }

  #circumstances(): Circumstances {
    return {
      nowMs: this.#components.clock.nowMs(),
      word: this.#word,
      hours: this.#hours,
      isUserActive: this.#user?.activity === 'active',
      isGpuBusy: this.#gpu?.activity === 'active',
    }
  }
}
