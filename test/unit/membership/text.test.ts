import { describe, expect, it } from 'vitest'
import { orgIdOfName } from '../../../src/membership/index.js'
import { isName, isOrgId, normaliseName } from '../../../src/membership/text.js'

describe('the organisation id of a name', () => {
  it.each([
    ['Universität Köln', 'universitat-koln'],
    ['  ACME, Inc.  ', 'acme-inc'],
    ['CNRS – Lyon', 'cnrs-lyon'],
    ['lab 42', 'lab-42'],
  ])('of %s is %s', (name, id) => {
    expect(orgIdOfName(name)).toBe(id)
  })

  it('keeps names apart that differ in letters without an ASCII base', () => {
    const ids = ['Tromsø', 'Troms', 'Tromsœ', '東京', '大阪', '!!!'].map(orgIdOfName)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every(isOrgId)).toBe(true)
  })

  it('is the same for both ways to write an accent, and at most 64 characters', () => {
    expect(orgIdOfName('e\u0301cole ø')).toBe(orgIdOfName('\u00e9cole ø'))
    expect(orgIdOfName('\ufb03'.repeat(64))).toSatisfy(isOrgId)
  })
})

describe('names', () => {
  it('have 1 to 64 characters, whatever they take in UTF-16', () => {
    expect(isName('😀'.repeat(64))).toBe(true)
    expect(isName('😀'.repeat(65))).toBe(false)
    expect(isName('')).toBe(false)
  })

  it('are trimmed when a person types them, and refused with the option when they are not fit', () => {
    expect(normaliseName('name', ' Lab ')).toBe('Lab')
    expect(() => normaliseName('orgName', 'a\tb')).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_BAD_REQUEST', param: 'orgName' }),
    )
  })
})
