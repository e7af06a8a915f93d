import { describe, expect, it } from 'vitest'
import { FOUNDING_GROUPS } from '../../../src/membership/groups.js'
import { isJurisdiction, normaliseJurisdiction } from '../../../src/membership/index.js'

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')

describe('jurisdictions', () => {
  it('are the 249 assigned codes of ISO 3166-1, each a region that the platform knows', () => {
    const codes = LETTERS.flatMap((a) => LETTERS.map((b) => a + b)).filter(isJurisdiction)
    expect(codes).toHaveLength(249)
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
    expect(codes.filter((code) => names.of(code) === undefined)).toEqual([])
  })

  it('are read in any case and with blanks around them', () => {
    expect(normaliseJurisdiction(' no ')).toBe('NO')
  })

  it.each([
    ['EL', 'GR'],
    ['uk', 'GB'],
    ['XK', 'Kosovo'],
    ['EU', 'group'],
    ['NOR', 'two letters'],
    ['', 'two letters'],
  ])('refuse %s and say what to give instead', (text, hint) => {
    expect(() => normaliseJurisdiction(text)).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_BAD_REQUEST', remedy: expect.stringContaining(hint) as string }),
    )
  })
})

describe('the founding groups', () => {
  const [eu, eea] = FOUNDING_GROUPS

  it('are the EU with 27 and the EEA with 30 members, in ISO codes and ascending order', () => {
    expect(FOUNDING_GROUPS.map(({ name, jurisdictions }) => [name, jurisdictions.length])).toEqual([
      ['EU', 27],
      ['EEA', 30],
    ])
    for (const { jurisdictions } of FOUNDING_GROUPS) {
      expect(jurisdictions.every(isJurisdiction)).toBe(true)
      expect(jurisdictions).toEqual([...new Set(jurisdictions)].sort())
    }
    expect(eea!.jurisdictions.filter((code) => !eu!.jurisdictions.includes(code))).toEqual(['IS', 'LI', 'NO'])
    expect(eu!.jurisdictions).toContain('GR')
    expect(eea!.jurisdictions).not.toContain('GB')
  })
})
