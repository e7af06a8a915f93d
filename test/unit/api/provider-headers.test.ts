import { describe, expect, it } from 'vitest'
import { boundsOf } from '../../../src/api/bounds.js'
import { provider } from '../../../src/api/provider-field.js'
import { providerOfHeaders } from '../../../src/api/provider-headers.js'
import { SovError } from '../../../src/errors.js'
import { BUILT_IN_POLICY } from '../../../src/policy/index.js'

type Headers = readonly (readonly [string, string])[]

function read(...headers: Headers): ReturnType<typeof providerOfHeaders> {
  return providerOfHeaders({ rawHeaders: headers.flat() })
}

function refusal(...headers: Headers): SovError {
  try {
    read(...headers)
  } catch (error) {
    if (SovError.isInstance(error, 'ERR_SOV_BAD_REQUEST')) return error
  }
  throw new Error('nothing was refused')
}

describe('provider headers', () => {
  it('say all that the field says', () => {
    expect(
      read(
        ['Host', 'localhost'],
        ['X-Sov-Tier', 'mesh'],
        ['x-sov-jurisdictions', 'eu, NO'],
        ['x-sov-jurisdictions-deny', 'HU'],
        ['x-sov-trust', 'organisation'],
        ['x-sov-sensitivity', 'personal'],
        ['x-sov-only', 'a,b'],
        ['x-sov-ignore', 'c'],
        ['x-sov-order', 'b, a'],
        ['x-sov-zdr', 'true'],
        ['x-sov-data-collection', 'deny'],
        ['x-sov-allow-fallbacks', 'false'],
      ),
    ).toEqual({
      tier: 'mesh',
      jurisdictions: ['EU', 'NO'],
      jurisdictions_deny: ['HU'],
      trust: 'organisation',
      sensitivity: 'personal',
      only: ['a', 'b'],
      ignore: ['c'],
      order: ['b', 'a'],
      zdr: true,
      data_collection: 'deny',
      allow_fallbacks: false,
    })
    expect(Object.keys(provider.shape)).toHaveLength(11)
  })

  it('are none for a request without them', () => {
    expect(read(['host', 'localhost'], ['x-sovereign', '1'], ['x-stainless-lang', 'js'])).toBeUndefined()
  })

  it.each<[string, string]>([
    ['x-sov-tier', 'moon'],
    ['x-sov-tier', ''],
    ['x-sov-jurisdictions', ''],
    ['x-sov-jurisdictions', 'EU,,NO'],
    ['x-sov-jurisdictions', 'secret-place'],
    ['x-sov-trust', 'Coop'],
    ['x-sov-sensitivity', 'personal, public'],
    ['x-sov-only', 'a,'],
    ['x-sov-zdr', '1'],
    ['x-sov-zdr', 'TRUE'],
    ['x-sov-data-collection', 'none'],
    ['x-sov-allow-fallbacks', 'no'],
    ['x-sov-country', 'NO'],
    ['x-sov-', 'NO'],
    ['x-sov-constructor', 'NO'],
  ])('are refused by name when malformed or unknown: %s: %s', (header, value) => {
    const error = refusal([header, value])
    expect(error.param).toBe(header)
    expect(error.message).not.toContain('secret')
  })

  it('are refused when one is there twice, since two lists would allow more than each', () => {
    expect(refusal(['x-sov-jurisdictions', 'NO'], ['X-Sov-Jurisdictions', 'US']).param).toBe('x-sov-jurisdictions')
    expect(refusal(['x-sov-data-collection', 'deny'], ['x-sov-data_collection', 'allow']).param).toBe(
      'x-sov-data_collection',
    )
  })
})

describe('bounds', () => {
  const body = provider.parse({ jurisdictions: ['EU'], tier: 'mesh' })
  const headers = provider.parse({ jurisdictions: ['NO', 'DE'], allow_fallbacks: false })

  it('are a layer for each of key, body and headers', () => {
    const key = { id: '3f9c02ab', policy: BUILT_IN_POLICY, dataClass: 'personal' }
    expect(boundsOf({ key, headers }, body)).toMatchObject({
      key: { id: '3f9c02ab', policy: BUILT_IN_POLICY },
      requests: [
        { tier: 'any', dataClass: 'personal' },
        { tier: 'mesh', jurisdictions: ['EU'] },
        { tier: 'any', jurisdictions: ['NO', 'DE'] },
      ],
      allowFallbacks: false,
    })
  })

  it('are none when nobody says anything', () => {
    expect(boundsOf({ key: null, headers: undefined }, null)).toEqual({
      key: undefined,
      requests: [],
      allowFallbacks: true,
    })
  })
})
