import { describe, expect, it } from 'vitest'
import { exposureOf, type ApiInit } from '../../../src/api/exposure.js'
import { SovError } from '../../../src/errors.js'

const TLS = { certPath: 'node.pem', keyPath: 'node.key' }

function refusal(init: ApiInit): SovError {
  try {
    exposureOf(init)
  } catch (error) {
    if (SovError.isInstance(error, 'ERR_SOV_CONFIG')) return error
  }
  throw new Error(`${JSON.stringify(init)} was not refused`)
}

describe('where the API listens', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost', undefined])('on loopback, %s, it needs nothing', (host) => {
    expect(exposureOf({ host })).toEqual({ host: host ?? '127.0.0.1', needsKey: false, names: [] })
    expect(exposureOf({ host, tls: TLS }).needsKey).toBe(false)
    expect(exposureOf({ host, requireKey: true }).needsKey).toBe(true)
    expect(exposureOf({ host, behindProxy: 'ai.example.org' }).needsKey).toBe(true)
  })

  it.each(['0.0.0.0', '::', '192.168.1.4', '10.0.0.1', '203.0.113.7', '2001:db8::1', '::ffff:127.0.0.1', 'fe80::1'])(
    'on %s it needs TLS or a proxy, and keys always',
    (host) => {
      expect(refusal({ host })).toMatchObject({
        param: 'host',
        remedy: expect.stringContaining('--tls-cert') as string,
      })
      expect(refusal({ host, requireKey: true }).param).toBe('host')
      expect(exposureOf({ host, tls: TLS })).toEqual({ host, needsKey: true, names: [] })
      expect(exposureOf({ host, tls: TLS, requireKey: false }).needsKey).toBe(true)
      expect(exposureOf({ host, behindProxy: 'AI.example.org', names: ['10.1.2.3'] })).toEqual({
        host,
        needsKey: true,
        names: ['10.1.2.3', 'ai.example.org'],
      })
    },
  )

  it.each(['example.org', '', 'localhost.example.org', '127.0.0.1:80', '127.1'])('cannot be %j', (host) => {
    expect(refusal({ host, tls: TLS }).param).toBe('host')
  })

  it.each(['', '*', 'https://ai.example.org', 'ai.example.org:443', 'a b', '*.example.org', '-a', '[::1]'])(
    'does not take %j for a name',
    (name) => {
      expect(refusal({ names: [name] }).param).toBe('names')
      expect(refusal({ behindProxy: name }).param).toBe('names')
    },
  )
})
