import { SovError } from '../errors.js'

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const
const MINUTE_MS = 60_000
const HOUR_MINUTES = 60
const DAY_MINUTES = 24 * HOUR_MINUTES
/** Every time of the week, and a day more for a week that begins or ends with a change of the clocks. */
const HORIZON_MS = 8 * DAY_MINUTES * MINUTE_MS

const DAY = `(${DAYS.join('|')})`
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`
const PATTERN = new RegExp(`^${DAY}(?:-${DAY})?(?: (${TIME})-(${TIME}|24:00))?$`)

/** By the wall clock. */
interface LocalTime {
  /** 0 = Monday. */
  readonly day: number
  /** 0 to 1,439. */
  readonly minute: number
}

/** The same time on several days. */
interface Range {
  readonly days: ReadonlySet<number>
  readonly from: number
  /** Exclusive; above 1,440 when it ends on the next day. */
  readonly to: number
}

/** True for what {@link OpeningHours} can read: `Mo`, `Sa-Su`, `Mo-Fr 18:00-08:00`. */
export function isHours(text: string): boolean {
  return readRange(text) !== undefined
}

/** True for a time zone that this machine knows, e.g. `Europe/Oslo`. */
export function isTimeZone(name: string): boolean {
  try {
    localTimeFormat(name)
    return true
  } catch {
    return false
  }
}

/**
 * Times of the week by the wall clock of a place. Where its clocks change, a time that comes twice counts twice, and one
 * that is left out does not come. Hours that pass midnight belong to the day on which they begin.
 */
export class OpeningHours {
  readonly #ranges: readonly Range[]
  readonly #format: Intl.DateTimeFormat

  /** @throws {SovError} ERR_SOV_CONFIG */
  constructor(hours: readonly string[], timeZone: string | undefined) {
    this.#ranges = hours.map((text) => readRange(text) ?? refuse('hours', text))
    this.#format =
      timeZone === undefined || isTimeZone(timeZone) ? localTimeFormat(timeZone) : refuse('time zone', timeZone)
  }

  isOpen(atMs: number): boolean {
    const { day, minute } = this.#localTime(atMs)
    const dayBefore = (day + DAYS.length - 1) % DAYS.length
    return this.#ranges.some(
      (range) => covers(range, { day, minute }) || covers(range, { day: dayBefore, minute: minute + DAY_MINUTES }),
    )
  }

  /** When it next opens or closes; undefined when it never does. */
  nextChange(fromMs: number): number | undefined {
    const isOpen = this.isOpen(fromMs)
    for (let atMs = this.#nextStop(fromMs); atMs < fromMs + HORIZON_MS; atMs = this.#nextStop(atMs)) {
      if (this.isOpen(atMs) !== isOpen) return atMs
    }
    return undefined
  }

  /** The next moment at which something can change: within an hour, because clocks are changed at full hours. */
  #nextStop(atMs: number): number {
    const { minute } = this.#localTime(atMs)
    const nextHour = minute - (minute % HOUR_MINUTES) + HOUR_MINUTES
    const stops = this.#ranges.flatMap(({ from, to }) => [from, to % DAY_MINUTES]).filter((stop) => stop > minute)
    return atMs - (atMs % MINUTE_MS) + (Math.min(nextHour, ...stops) - minute) * MINUTE_MS
  }

  #localTime(atMs: number): LocalTime {
    const parts = new Map(this.#format.formatToParts(atMs).map(({ type, value }) => [type, value]))
    const weekday = parts.get('weekday') ?? ''
    return {
      day: DAYS.findIndex((day) => weekday.startsWith(day)),
      minute: Number(parts.get('hour')) * HOUR_MINUTES + Number(parts.get('minute')),
    }
  }
}

function localTimeFormat(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    ...(timeZone === undefined ? {} : { timeZone }),
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
}

function readRange(text: string): Range | undefined {
  const [, first, last = first, from = '00:00', to = '24:00'] = PATTERN.exec(text) ?? []
  if (first === undefined || last === undefined || from === to) return undefined
  const [begin, end] = [minuteOf(from), minuteOf(to)]
  return { days: daysFrom(first, last), from: begin, to: end > begin ? end : end + DAY_MINUTES }
}

function daysFrom(first: string, last: string): ReadonlySet<number> {
  const [begin, end] = [indexOf(first), indexOf(last)]
  const count = ((end - begin + DAYS.length) % DAYS.length) + 1
  return new Set(Array.from({ length: count }, (_, offset) => (begin + offset) % DAYS.length))
}

function indexOf(name: string): number {
  return DAYS.findIndex((day) => day === name)
}

function minuteOf(time: string): number {
  const [hour, minute] = time.split(':').map(Number)
  return (hour ?? 0) * HOUR_MINUTES + (minute ?? 0)
}

function covers({ days, from, to }: Range, { day, minute }: LocalTime): boolean {
  return days.has(day) && from <= minute && minute < to
}

function refuse(what: string, text: string): never {
  throw new SovError('ERR_SOV_CONFIG', `availability: cannot read the ${what} "${text}"`, {
    remedy: 'Write hours as "Mo-Fr 18:00-08:00" or "Sa-Su", and the time zone as "Europe/Oslo".',
  })
}
