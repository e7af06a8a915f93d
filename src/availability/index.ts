/**
 * How much of this machine is for others, and when: hours, the owner's word, and whether somebody else uses the machine
 * now. Why leaves the machine with nobody; other nodes are told whether it takes work, and no more.
 *
 * @packageDocumentation
 */
import type { Clock } from '../clock.js'
import type { Store } from '../store/index.js'
import { AvailabilityService } from './availability.js'
import type { Reason } from './decide.js'

export { isHours, isTimeZone } from './hours.js'
export { systemProbes } from './probes.js'

export interface AvailabilityInit {
  /** Times of the week in which other nodes are served, e.g. `Mo-Fr 18:00-08:00` or `Sa-Su`. @default always */
  readonly hours?: readonly string[]
  /** IANA time zone of `hours`. @default that of the machine */
  readonly timeZone?: string
  /** Serves no other node while somebody types on this machine, or other programs work on it. @default false */
  readonly pausesWhenUserActive?: boolean
  /** Serves no other node while another process computes on an NVIDIA GPU. @default false */
  readonly pausesWhenGpuBusy?: boolean
  /** Slots of each model that other organisations may use at the same time, at least 1. @default all */
  readonly slotsForOthers?: number
  /**
   * Most memory that the models offered to other nodes take together, bytes; those loaded first come first. A model
   * whose memory is not known is not offered then. @default no limit
   */
  readonly memoryForOthersBytes?: number
}

/** `paused`: new work of other nodes is refused; `draining`: that of this node's own clients, too. What runs goes on. */
export type AvailabilityState = 'open' | 'paused' | 'draining'

/** What a probe has found of late: `unknown` counts as `idle`. */
export type Activity = 'active' | 'idle' | 'unknown'

/** What the owner is told, and nobody else. */
export interface AvailabilityView {
  readonly state: AvailabilityState
  /** Why it is not open: the owner said so, the hours, a user of the machine, another process on the GPU. */
  readonly reason: Reason | undefined
  /** When hours, or the time that the owner set, change that: Unix epoch, milliseconds; undefined = not known, or never. */
  readonly untilMs: number | undefined
  /** Undefined when nobody looks: it is not configured, or the node does not run; so is `gpu`. */
  readonly user: Activity | undefined
  readonly gpu: Activity | undefined
}

/**
 * Looks for signs that something besides sov-node uses the machine.
 *
 * @returns milliseconds since the newest sign: 0 while there is one, Infinity when there is none.
 * @throws when it cannot be told here.
 */
export type Probe = () => Promise<number>

export interface AvailabilityComponents {
  readonly store: Store
  readonly clock: Clock
  readonly probes: Readonly<Record<'user' | 'gpu', Probe>>
  /** Told when the state has changed. */
  readonly onChange: () => void
}

export interface Availability extends Required<Pick<AvailabilityInit, 'slotsForOthers' | 'memoryForOthersBytes'>> {
  /** Who may begin something here now. Cheap: asked for every request. */
  state(): AvailabilityState
  view(): AvailabilityView
  /**
   * What the owner says, in force at once; it replaces what was said before. `open` takes it back: hours and probes
   * decide then. Resolves when it is on the disk, to outlive a restart.
   *
   * @param forMs - milliseconds after which it ends by itself. @default never
   * @throws {SovError} as `Store.commit`; it is in force all the same, until the node stops.
   */
  set(state: AvailabilityState, forMs?: number): Promise<void>
  /** Reads what the owner has said before. */
  start(): Promise<void>
  /** Begins to look at the machine, and to tell of changes; resolves after the first look. */
  watch(): Promise<void>
  /** Safe to call twice. */
  stop(): void
}

/** @throws {SovError} ERR_SOV_CONFIG when hours or time zone cannot be read. */
export function createAvailability(init: AvailabilityInit, components: AvailabilityComponents): Availability {
  return new AvailabilityService(init, components)
}
