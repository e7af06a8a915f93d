import { base32 } from 'multiformats/bases/base32'
import { describe, expect, it } from 'vitest'
import { decodeInvite, encodeInvite, type InviteContent } from '../../../src/membership/invite-code.js'
import { inviteCode, sha256 } from '../../../src/wire/index.js'
import { testKey } from '../../helpers/coop.js'

const content: InviteContent = {
  networkId: new Uint8Array(32).fill(1),
  issuer: testKey().peerId,
  node: testKey().peerId,
  secret: new Uint8Array(16).fill(2),
  addresses: [
    '/ip4/192.168.1.20/tcp/4001',
    '/ip6/fd00::1/tcp/4001',
    '/dns4/node.example/tcp/443',
    '/ip4/10.0.0.1/tcp/1',
  ],
  expiresAtMs: Date.UTC(2026, 10, 1),
}
const code = encodeInvite(content)

/** A code whose checksum fits whatever its body is. */
function sealed(body: Uint8Array): string {
  return `sov1-${base32.baseEncode(Buffer.concat([body, sha256(body).subarray(0, 4)]))}`
}

function refusal(text: string): { code?: string; message?: string; remedy?: string } {
  try {
    decodeInvite(text)
    return {}
  } catch (error) {
    return error as { code: string }
  }
}

describe('an invite code', () => {
  it('is one word of lower-case letters and digits below 600 characters that says it all', () => {
    expect(code).toMatch(/^sov1-[a-z2-7]{1,600}$/)
    expect(decodeInvite(code)).toEqual(content)
  })

  it('may be wrapped, indented and in capitals', () => {
    expect(decodeInvite(` ${code.slice(0, 40)}\n  ${code.slice(40).toUpperCase()}\r\n`)).toEqual(content)
  })

  it('with any one character wrong, missing or doubled is a typing error', () => {
    for (let index = 5; index < code.length; index += 7) {
      const wrong = code[index] === 'a' ? 'b' : 'a'
      for (const middle of [wrong, '', `${code[index]!}${code[index]!}`]) {
        const { code: errorCode, message } = refusal(code.slice(0, index) + middle + code.slice(index + 1))
        expect(errorCode, `${String(index)} ${middle}`).toBe('ERR_SOV_INVITE_INVALID')
        expect(message).toContain('typing error')
      }
    }
  })

  it.each(['', 'sov1', 'hello', 'sov2-aaaa', `sov1-${'a'.repeat(3_000)}`])('is not: %.20s', (text) => {
    expect(refusal(text)).toMatchObject({ code: 'ERR_SOV_INVITE_INVALID', remedy: expect.any(String) as string })
  })

  it('of nothing but a checksum, of unknown or of missing fields is refused', () => {
    const valid = inviteCode.decode(base32.baseDecode(code.slice(5)).subarray(0, -4))
    for (const fields of [
      { networkId: new Uint8Array(31) },
      { secret: new Uint8Array(15) },
      { issuer: new Uint8Array(38) },
      { node: new Uint8Array() },
      { addresses: [Uint8Array.of(0xff)] },
      { addresses: Array.from({ length: 5 }, () => valid.addresses[0]!) },
      { expiresMs: 2n ** 60n },
    ]) {
      const { code: errorCode } = refusal(sealed(inviteCode.encode({ ...valid, ...fields })))
      expect(errorCode, Object.keys(fields).join()).toBe('ERR_SOV_INVITE_INVALID')
    }
    expect(refusal(sealed(new Uint8Array())).code).toBe('ERR_SOV_INVITE_INVALID')
    expect(refusal(sealed(Buffer.concat([inviteCode.encode(valid), Uint8Array.of(0x40, 1)]))).code).toBe(
      'ERR_SOV_INVITE_INVALID',
    )
  })
})
