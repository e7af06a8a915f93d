import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOOPBACK_NAMES, ownNames, refuseForeign } from '../../../src/api/guards.js'
import { writeCertificate } from '../../helpers/certificate.js'

describe('guards', () => {
  let folder: string
  let certificate: X509Certificate
  beforeAll(async () => {
    folder = await mkdtemp(`${tmpdir()}/sov-guards-`)
    const { cert } = await writeCertificate(folder, 'node', {
      dnsNames: ['node.example.org', '*.pool.example.org'],
      addresses: ['203.0.113.7', '2001:db8::7'],
    })
    certificate = new X509Certificate(cert)
  })
  afterAll(() => rm(folder, { recursive: true }))

  it.each([
    'example.org',
    '192.168.1.4',
    'localhost.example.org',
    'localhost:x',
    'a@localhost',
    '[::1',
    'localhost/',
    '',
  ])('on loopback nobody answers to %j', (host) => {
    expect(refuseForeign({ host }, LOOPBACK_NAMES)?.status).toBe(421)
    expect(refuseForeign({ host }, ownNames([], undefined, ['http']))?.status).toBe(421)
  })

  it('the names of the certificate are names of the API, as clients match them', () => {
    const own = ownNames([], certificate, ['https'])
    const status = (host: string): number | undefined => refuseForeign({ host }, own)?.status
    for (const host of [
      'node.example.org',
      'NODE.example.org:8443',
      'a.pool.example.org',
      '203.0.113.7:443',
      '[2001:db8::7]',
      'localhost',
      '127.0.0.1:1',
    ]) {
      expect(status(host), host).toBeUndefined()
    }
    for (const host of [
      'example.org',
      'pool.example.org',
      'a.b.pool.example.org',
      'evil-node.example.org',
      'node.example.org.evil.test',
      '203.0.113.8',
      '[2001:db8::8]',
    ]) {
      expect(status(host), host).toBe(421)
    }
  })

  it('names that the owner gives are names of the API, and no other', () => {
    const own = ownNames(['ai.example.org', '10.0.0.1'], undefined, ['http', 'https'])
    expect(refuseForeign({ host: 'AI.example.org' }, own)).toBeUndefined()
    expect(refuseForeign({ host: '10.0.0.1:11435' }, own)).toBeUndefined()
    expect(refuseForeign({ host: 'www.ai.example.org' }, own)?.status).toBe(421)
  })

  it('pages of its own origin only may use it, over the scheme that it speaks', () => {
    const host = 'node.example.org:8443'
    const status = (origin: string, schemes: readonly ('http' | 'https')[]): number | undefined =>
      refuseForeign({ host, origin }, ownNames([], certificate, schemes))?.status
    expect(status(`https://${host}`, ['https'])).toBeUndefined()
    expect(status(`http://${host}`, ['https'])).toBe(403)
    expect(status(`http://${host}`, ['http', 'https'])).toBeUndefined()
    expect(status('https://node.example.org', ['https'])).toBe(403)
    expect(status('https://evil.test', ['http', 'https'])).toBe(403)
    expect(status('null', ['https'])).toBe(403)
  })
})
