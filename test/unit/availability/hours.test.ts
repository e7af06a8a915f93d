import { describe, expect, it } from 'vitest'
import { isHours, isTimeZone, OpeningHours } from '../../../src/availability/hours.js'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const ZONE = 'Europe/Oslo'
const NIGHTS_AND_WEEKENDS = ['Mo-Fr 18:00-08:00', 'Sa-Su']

/** 2026-11-02 is a Monday; Oslo is an hour ahead of UTC then. */
const oslo = (day: string, time: string): number => Date.parse(`2026-11-${day}T${time}:00+01:00`)

describe('opening hours', () => {
  const nights = new OpeningHours(NIGHTS_AND_WEEKENDS, ZONE)

  it.each([
    ['02', '07:59', false], // the night before was a Sunday's, whose hours end at midnight
    ['02', '00:00', false],
    ['02', '17:59', false],
    ['02', '18:00', true],
    ['02', '23:59', true],
    ['03', '00:00', true],
    ['03', '07:59', true],
    ['03', '08:00', false],
    ['07', '07:59', true], // Saturday, by the night of Friday and by itself
    ['07', '12:00', true],
    ['08', '23:59', true],
    ['09', '03:00', false],
  ])('on November %s at %s: %s', (day, time, isOpen) => {
    expect(nights.isOpen(oslo(day, time))).toBe(isOpen)
  })

  it('are those of their zone, wherever the machine is', () => {
    const atMs = oslo('02', '18:30')
    expect(new OpeningHours(['Mo 18:00-19:00'], ZONE).isOpen(atMs)).toBe(true)
    expect(new OpeningHours(['Mo 18:00-19:00'], 'America/New_York').isOpen(atMs)).toBe(false)
    expect(new OpeningHours(['Mo 23:00-24:00'], 'Asia/Kolkata').isOpen(atMs)).toBe(true)
    expect(new OpeningHours(['Mo-Su'], undefined).isOpen(atMs)).toBe(true)
  })

  it('may go round the end of the week', () => {
    const hours = new OpeningHours(['Sa-Mo 22:00-02:00'], ZONE)
    expect(['01', '02', '03', '07', '08'].map((day) => hours.isOpen(oslo(day, '22:00')))).toEqual([
      true,
      true,
      false,
      true,
      true,
    ])
    expect(hours.isOpen(oslo('03', '01:59'))).toBe(true)
    expect(hours.isOpen(oslo('03', '02:00'))).toBe(false)
  })

  it('tell when they change next', () => {
    expect(nights.nextChange(oslo('02', '12:00') + 1_234)).toBe(oslo('02', '18:00'))
    expect(nights.nextChange(oslo('02', '18:00'))).toBe(oslo('03', '08:00'))
    expect(nights.nextChange(oslo('06', '18:00'))).toBe(oslo('09', '00:00'))
    expect(new OpeningHours(['Mo 09:15-09:17'], ZONE).nextChange(oslo('02', '09:17'))).toBe(oslo('09', '09:15'))
    expect(new OpeningHours(['Mo-Su'], ZONE).nextChange(oslo('02', '09:17'))).toBeUndefined()
  })

  describe('where the clocks change', () => {
    // In Oslo 2027-03-28 has no time from 02:00 to 03:00, and 2026-10-25 has that hour twice.
    const spring = Date.parse('2027-03-28T00:00:00+01:00')
    const autumn = Date.parse('2026-10-25T00:00:00+02:00')
    const hours = new OpeningHours(['Mo-Su 01:30-03:30'], ZONE)
    const openMinutes = (fromMs: number, lengthMs: number): number =>
      Array.from({ length: lengthMs / MINUTE_MS }, (_, minute) => hours.isOpen(fromMs + minute * MINUTE_MS)).filter(
        Boolean,
      ).length

    it('an hour that is left out is not there, and one that comes twice counts twice', () => {
      expect(openMinutes(spring, 23 * 60 * MINUTE_MS)).toBe(60)
      expect(openMinutes(autumn, 25 * 60 * MINUTE_MS)).toBe(180)
    })

    it('the next change is found across it', () => {
      expect(hours.nextChange(spring)).toBe(Date.parse('2027-03-28T01:30:00+01:00'))
      expect(hours.nextChange(Date.parse('2027-03-28T01:30:00+01:00'))).toBe(Date.parse('2027-03-28T03:30:00+02:00'))
      expect(hours.nextChange(Date.parse('2026-10-25T01:30:00+02:00'))).toBe(Date.parse('2026-10-25T03:30:00+01:00'))
      const skipped = new OpeningHours(['Su 02:15-02:45'], ZONE)
      expect(skipped.nextChange(spring)).toBe(Date.parse('2027-04-04T02:15:00+02:00'))
    })
  })

  it('change exactly where looking at every minute says so', () => {
    const fromMs = Date.parse('2026-10-24T00:00:00Z')
    const hours = new OpeningHours(['Mo-We 21:45-02:10', 'Su 02:05-13:37', 'Fr'], 'Australia/Lord_Howe')
    for (let atMs = fromMs; atMs < fromMs + 9 * DAY_MS; ) {
      const next = hours.nextChange(atMs)!
      let expected = atMs
      while (hours.isOpen(expected) === hours.isOpen(atMs)) expected += MINUTE_MS
      expect(next).toBe(expected)
      atMs = next
    }
  })

  it.each(['', 'mo', 'Mo-', 'Mo-Fr 8:00-18:00', 'Mo 08:00-25:00', 'Mo 08:60-09:00', 'Mo 08:00', 'Mo 24:00-08:00'])(
    'cannot be read from %j',
    (text) => {
      expect(isHours(text)).toBe(false)
      expect(() => new OpeningHours([text], ZONE)).toThrow(expect.objectContaining({ code: 'ERR_SOV_CONFIG' }))
    },
  )

  it('do not begin when they end: is that a day, or nothing?', () => {
    expect(isHours('Mo 08:00-08:00')).toBe(false)
    expect(isHours('Mo 00:00-24:00')).toBe(true)
  })

  it('need a zone that exists', () => {
    expect([isTimeZone('Europe/Oslo'), isTimeZone('Europe/Bergen')]).toEqual([true, false])
    expect(() => new OpeningHours(['Mo'], 'Europe/Bergen')).toThrow(/time zone "Europe\/Bergen"/)
  })
})
