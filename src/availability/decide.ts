import type { OpeningHours } from './hours.js'
import type { AvailabilityState } from './index.js'

/** Why a machine is not open. */
export type Reason = 'owner' | 'hours' | 'user' | 'gpu'

/** What the owner has said. */
export interface OwnerWord {
  readonly state: Exclude<AvailabilityState, 'open'>
  /** Unix epoch, milliseconds; left out = until it is taken back. */
  readonly untilMs?: number
}

/** All that the state rests on. */
export interface Circumstances {
  readonly nowMs: number
  readonly word: OwnerWord | undefined
  /** Undefined = always. */
  readonly hours: OpeningHours | undefined
  readonly isUserActive: boolean
  readonly isGpuBusy: boolean
}

export interface Decision {
  readonly state: AvailabilityState
  /** The first that keeps the machine from being open; undefined when it is open. */
  readonly reason: Reason | undefined
}

/** What the machine is for now. The owner's word comes first, while it lasts; then whoever sits at the machine. */
export function decide({ nowMs, word, hours, isUserActive, isGpuBusy }: Circumstances): Decision {
  if (word !== undefined && nowMs < (word.untilMs ?? Infinity)) return { state: word.state, reason: 'owner' }
  if (hours?.isOpen(nowMs) === false) return { state: 'paused', reason: 'hours' }
  if (isUserActive) return { state: 'paused', reason: 'user' }
  if (isGpuBusy) return { state: 'paused', reason: 'gpu' }
  return { state: 'open', reason: undefined }
}

/** When hours or the owner's word end what was decided; undefined when they do not: nobody knows when a user leaves. */
export function endOf({ reason }: Decision, { nowMs, word, hours }: Circumstances): number | undefined {
  switch (reason) {
    case 'owner':
      return word?.untilMs
    case 'user':
    case 'gpu':
      return undefined
    case 'hours':
    case undefined:
      return hours?.nextChange(nowMs)
  }
}
