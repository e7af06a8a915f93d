import { describe, expect, it } from 'vitest'
import { monthOf, UsageDays } from '../../../../src/ledger/usage/usage-days.js'

describe('the days of a period', () => {
  const november = { from: '2026-11-01', to: '2026-12-01' }

  it.each([
    ['UTC', '2026-10-31T23:59:59.999Z', undefined],
    ['UTC', '2026-11-01T00:00:00.000Z', '2026-11-01'],
    ['UTC', '2026-11-30T23:59:59.999Z', '2026-11-30'],
    ['UTC', '2026-12-01T00:00:00.000Z', undefined],
    ['Europe/Berlin', '2026-10-31T23:00:00.000Z', '2026-11-01'],
    ['Europe/Berlin', '2026-11-30T23:00:00.000Z', undefined],
    ['America/St_Johns', '2026-11-01T02:29:59.999Z', undefined],
    ['America/St_Johns', '2026-11-01T02:30:00.000Z', '2026-11-01'],
    ['Pacific/Kiritimati', '2026-10-31T10:00:00.000Z', '2026-11-01'],
    ['Pacific/Pago_Pago', '2026-12-01T10:59:59.999Z', '2026-11-30'],
  ])('in %s puts %s on %s', (timeZone, instant, day) => {
    const days = new UsageDays({ ...november, timeZone })
    const ms = Date.parse(instant)
    expect(days.dayOf(ms)).toBe(day)
    if (day !== undefined) {
      expect(ms).toBeGreaterThanOrEqual(days.earliestMs)
      expect(ms).toBeLessThan(days.latestMs)
    }
  })

  it('counts the hour that a clock change repeats to its one day', () => {
    const days = new UsageDays({ from: '2026-10-25', to: '2026-10-26', timeZone: 'Europe/Berlin' })
    const hours = Array.from({ length: 30 }, (_, hour) => Date.UTC(2026, 9, 24, 20 + hour))
    expect(hours.filter((ms) => days.dayOf(ms) !== undefined)).toHaveLength(25)
  })

  it('is in UTC unless told otherwise', () => {
    expect(new UsageDays(november).period).toEqual({ ...november, timeZone: 'UTC' })
  })

  it.each([
    ['2026-09', 'none'],
    ['2026-10', 'some'],
    ['2026-11', 'all'],
    ['2026-12', 'all'],
    ['2027-01', 'some'],
    ['2027-02', 'none'],
  ] as const)('knows that of %s it has %s', (month, part) => {
    expect(new UsageDays({ from: '2026-10-02', to: '2027-01-31' }).partOf(month)).toBe(part)
  })

  it.each([
    [{ from: '2026-11-31', to: '2026-12-05' }, 'from'],
    [{ from: '1 November', to: '2026-12-05' }, 'from'],
    [{ from: '2026-11-01', to: '2026-13-01' }, 'to'],
    [{ from: '2026-11-01', to: '2026-11-01' }, 'to'],
    [{ ...november, timeZone: 'Mars/Olympus' }, 'timeZone'],
  ])('refuses %j', (period, param) => {
    expect(() => new UsageDays(period)).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_BAD_REQUEST', param }) as Error,
    )
  })

  it('names months in UTC', () => {
    expect(monthOf(Date.UTC(2026, 11, 31, 23, 59))).toBe('2026-12')
  })
})
