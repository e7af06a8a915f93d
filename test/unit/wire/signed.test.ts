import { privateKeyFromRaw } from '@libp2p/crypto/keys'
import { RecordEnvelope } from '@libp2p/peer-record'
import { describe, expect, it } from 'vitest'
import { peerIdToBytes } from '../../../src/identity/index.js'
import { digestOf, equalBytes, openStatement, ORDER, sha256, signStatement } from '../../../src/wire/index.js'
import { testKey } from '../../helpers/coop.js'
import { bytesField, rawEnvelope, uvarint, varintField } from '../../helpers/proto.js'
import { SAMPLES } from '../../helpers/statements.js'

const key = testKey()
const libp2pPublicKey = peerIdToBytes(key.peerId).subarray(2)
const order = signStatement(ORDER, { orderId: new Uint8Array(16).fill(1), maxCharge: 5n }, key)
const payload = ORDER.payload.encode({ orderId: new Uint8Array(16).fill(1), maxCharge: 5n })

function signedBytes(domain: string, type: string, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(domain), Buffer.from(type), bytes].flatMap((part) => [uvarint(part.length), part]))
}

function code(bytes: Uint8Array): unknown {
  try {
    openStatement(ORDER, bytes)
    return undefined
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

describe('signed statements', () => {
  it('are opened with their value, signer and digest, and carry their bytes', () => {
    const opened = openStatement(ORDER, order.bytes)
    expect(opened).toEqual({ ...order, bytes: order.bytes })
    expect(opened.signer).toBe(key.peerId)
    const domain = Buffer.from('sov-node/order/1')
    expect(equalBytes(opened.digest, sha256(uvarint(domain.length), domain, payload))).toBe(true)
    expect(equalBytes(opened.digest, digestOf(ORDER, payload))).toBe(true)
  })

  it('are libp2p signed envelopes, in both directions', async () => {
    const theirs = await RecordEnvelope.openAndCertify(order.bytes, ORDER.domain)
    expect(equalBytes(theirs.payload, payload)).toBe(true)
    const record = { domain: ORDER.domain, codec: Buffer.from(ORDER.type), marshal: () => payload, equals: () => false }
    const sealed = await RecordEnvelope.seal(record, privateKeyFromRaw(key.raw))
    expect(equalBytes(sealed.marshal(), order.bytes)).toBe(true)
    expect(openStatement(ORDER, sealed.marshal()).value.maxCharge).toBe(5n)
  })

  it('of one kind are refused as every other kind, also when the payload type is exchanged', () => {
    for (const from of SAMPLES) {
      const { bytes, signer } = from.sign(key)
      expect(openStatement(from.kind, bytes).signer).toBe(signer)
      for (const to of SAMPLES.filter((other) => other !== from)) {
        const pair = `${from.kind.domain} as ${to.kind.domain}`
        expect(() => openStatement(to.kind, bytes), pair).toThrow(
          expect.objectContaining({ code: 'ERR_SOV_WIRE_FORMAT' }),
        )
        const body = Uint8Array.of(0x08, 0x01)
        const relabelled = rawEnvelope({
          publicKey: libp2pPublicKey,
          payloadType: to.kind.type,
          payload: body,
          signature: key.sign(signedBytes(from.kind.domain, to.kind.type, body)),
        })
        expect(() => openStatement(to.kind, relabelled), pair).toThrow(
          expect.objectContaining({ code: 'ERR_SOV_SIGNATURE' }),
        )
      }
    }
  })

  it('have a domain and a type of their own', () => {
    expect(new Set(SAMPLES.map(({ kind }) => kind.domain)).size).toBe(SAMPLES.length)
    expect(new Set(SAMPLES.map(({ kind }) => kind.type)).size).toBe(SAMPLES.length)
  })

  it('are refused by size before anything is decoded', () => {
    expect(code(new Uint8Array(ORDER.maxBytes + 1).fill(0xff))).toBe('ERR_SOV_WIRE_LIMIT')
    expect(code(new Uint8Array(ORDER.maxBytes).fill(0xff))).toBe('ERR_SOV_WIRE_FORMAT')
    expect(() => signStatement(ORDER, { orderId: new Uint8Array(ORDER.maxBytes) }, key)).toThrow(
      expect.objectContaining({ code: 'ERR_SOV_WIRE_LIMIT' }),
    )
  })

  it('are refused when the payload is not canonical, although the signature fits', () => {
    const doubled = Buffer.concat([payload, varintField(15, 5)])
    const signature = key.sign(signedBytes(ORDER.domain, ORDER.type, doubled))
    const bytes = rawEnvelope({ publicKey: libp2pPublicKey, payloadType: ORDER.type, payload: doubled, signature })
    expect(code(bytes)).toBe('ERR_SOV_WIRE_FORMAT')
  })

  it('are refused when the envelope is not canonical', () => {
    expect(code(Buffer.concat([order.bytes, bytesField(6, Uint8Array.of(1))]))).toBe('ERR_SOV_WIRE_FORMAT')
    expect(code(Buffer.concat([bytesField(1, libp2pPublicKey), order.bytes]))).toBe('ERR_SOV_WIRE_FORMAT')
  })

  it('are refused with a wrong signature, and with a key of another type', () => {
    const parts = { publicKey: libp2pPublicKey, payloadType: ORDER.type, payload, signature: new Uint8Array(64) }
    expect(code(rawEnvelope(parts))).toBe('ERR_SOV_SIGNATURE')
    expect(code(rawEnvelope({ ...parts, signature: new Uint8Array(63) }))).toBe('ERR_SOV_SIGNATURE')
    const secp256k1 = Buffer.concat([Buffer.from('08021221', 'hex'), new Uint8Array(33)])
    expect(code(rawEnvelope({ ...parts, publicKey: secp256k1 }))).toBe('ERR_SOV_WIRE_FORMAT')
  })

  it('of a key that fits every message are refused, whatever native verification says of them', () => {
    const identity = Buffer.from(`01${'00'.repeat(31)}`, 'hex')
    const signature = Buffer.concat([identity, new Uint8Array(32)])
    // Accepted by the OpenSSL of Node.js 20 and 22, refused by that of 24.
    const publicKey = Buffer.concat([Buffer.from('08011220', 'hex'), identity])
    expect(code(rawEnvelope({ publicKey, payloadType: ORDER.type, payload, signature }))).toBe('ERR_SOV_WEAK_KEY')
  })
})
