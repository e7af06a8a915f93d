import { SovError } from '../../errors.js'
import type { UsagePeriod } from './usage.js'

const DAY_MS = 24 * 3_600_000

/** The days of a period, as a calendar at one place on Earth has them. */
export class UsageDays {
  readonly period: Required<UsagePeriod>
  /** No instant of the period lies outside these, wherever on Earth it is; Unix epoch, milliseconds. */
  readonly earliestMs: number
  readonly latestMs: number
  readonly #calendar: Intl.DateTimeFormat

  /** @throws {SovError} ERR_SOV_BAD_REQUEST with `param`. */
  constructor({ from, to, timeZone = 'UTC' }: UsagePeriod) {
    this.period = { from, to, timeZone }
    // Clocks differ from UTC by at most 14 hours.
    this.earliestMs = utcMidnight('from', from) - DAY_MS
    this.latestMs = utcMidnight('to', to) + DAY_MS
    if (to <= from) throw badRequest('to', 'the period must end after it begins')
    this.#calendar = calendarOf(timeZone)
  }

  /** The day of an instant, `YYYY-MM-DD`; undefined when it is not in the period. */
  dayOf(ms: number): string | undefined {
    const day = this.#calendar.format(ms)
    return day >= this.period.from && day < this.period.to ? day : undefined
  }

  /** How much of a month, `YYYY-MM`, lies in the period. */
  partOf(month: string): 'all' | 'some' | 'none' {
    const first = `${month}-01`
    const next = monthOf(Date.parse(`${first}T00:00:00Z`) + 31 * DAY_MS)
    const { from, to } = this.period
    if (from <= first && `${next}-01` <= to) return 'all'
    return from < `${next}-01` && first < to ? 'some' : 'none'
  }
}

/** The month of an instant in UTC, `YYYY-MM`. */
export function monthOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 'YYYY-MM'.length)
}

function utcMidnight(param: string, day: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  // Date.parse takes 30 February for 2 March
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(day)) {
    throw badRequest(param, 'expected a date such as 2026-11-01')
  }
  return ms
}

function calendarOf(timeZone: string): Intl.DateTimeFormat {
  try {
    // Sweden writes dates as YYYY-MM-DD
    return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  } catch (cause) {
    throw new SovError('ERR_SOV_BAD_REQUEST', 'timeZone: expected a time zone such as Europe/Berlin', {
      cause,
      param: 'timeZone',
    })
  }
}

function badRequest(param: string, message: string): SovError {
  return new SovError('ERR_SOV_BAD_REQUEST', `${param}: ${message}`, { param })
}
