import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openOffer, signOffer } from '../../../src/directory/offer.js'
import { peerIdToBytes } from '../../../src/identity/index.js'
import { CLOCK_SKEW_MS, MAX_OFFER_MODELS, OFFER_LIFE_MS } from '../../../src/limits.js'
import { modelManifest, OFFER, openStatement, signStatement, type Offer } from '../../../src/wire/index.js'
import { testKey } from '../../helpers/coop.js'
import { model } from '../scheduler/scripted-mesh.js'

const NOW = Date.UTC(2026, 10, 1)
const NETWORK_ID = randomBytes(32)
const KEY = testKey()
const TINY = model('tiny')

function honest(): Uint8Array {
  return signOffer(
    {
      models: [{ ...TINY, busy: 3 }],
      queued: 2,
      isDraining: false,
      deviceClass: 'cpu',
      memoryFreeBytes: 5 * 2 ** 30 + 12_345,
    },
    {
      networkId: NETWORK_ID,
      bootNonce: randomBytes(16),
      seq: 1n,
      nowMs: NOW,
      addresses: Array.from({ length: 12 }, (_, index) => `/ip4/192.0.2.1/tcp/${String(index + 1)}`),
    },
    KEY,
  )
}

/** An offer that differs from the honest one. */
function forged(change: Partial<Offer>, key = KEY): Uint8Array {
  return signStatement(OFFER, { ...openStatement(OFFER, honest()).value, ...change }, key).bytes
}

const modelOffer = (change: object = {}): Offer['models'][number] => ({
  ...openStatement(OFFER, honest()).value.models[0]!,
  ...change,
})

describe('an offer', () => {
  it('says what a node has, where it is, and its free memory only roughly', () => {
    const { peer, models, addresses, offer } = openOffer(honest(), NETWORK_ID, NOW)
    expect(peer).toBe(KEY.peerId)
    expect(models).toMatchObject([{ name: 'tiny', digest: TINY.digest, slots: 4, busyWithOthers: 3 }])
    expect(addresses).toHaveLength(8)
    expect(offer.memoryFreeBytes).toBe(5n * 2n ** 30n)
  })

  it('keeps nothing of the frame that an offer came in', () => {
    const frame = Buffer.concat([honest(), new Uint8Array(100_000)])
    const { bytes, models } = openOffer(frame.subarray(0, honest().length), NETWORK_ID, NOW)
    const held = [bytes, ...models.map(({ manifest }) => manifest.fileSha256)]
    expect(held.map(({ buffer }) => buffer.byteLength)).toEqual(held.map(({ length }) => length))
  })

  it('is taken as long as it lasts, with some difference between two clocks', () => {
    for (const nowMs of [NOW - CLOCK_SKEW_MS, NOW, NOW + OFFER_LIFE_MS + CLOCK_SKEW_MS]) {
      expect(openOffer(honest(), NETWORK_ID, nowMs).peer).toBe(KEY.peerId)
    }
    for (const nowMs of [NOW - CLOCK_SKEW_MS - 1, NOW + OFFER_LIFE_MS + CLOCK_SKEW_MS + 1]) {
      expect(() => openOffer(honest(), NETWORK_ID, nowMs)).toThrow(
        expect.objectContaining({ code: 'ERR_SOV_PROTOCOL' }),
      )
    }
  })

  it.each<[string, () => Uint8Array]>([
    ['signed by another peer', () => forged({}, testKey())],
    ['in the name of another peer', () => forged({ peer: peerIdToBytes(testKey().peerId) })],
    ['of another co-op', () => forged({ networkId: randomBytes(32) })],
    ['with too long a life', () => forged({ lifetimeMs: OFFER_LIFE_MS + 1 })],
    [
      'with too many models',
      () => forged({ models: Array.from({ length: MAX_OFFER_MODELS + 1 }, () => modelOffer()) }),
    ],
    ['with a name that would mix up a table', () => forged({ models: [modelOffer({ name: 'tiny\u001b[2J' })] })],
    ['with no name', () => forged({ models: [modelOffer({ name: '' })] })],
    ['with a manifest that is noise', () => forged({ models: [modelOffer({ manifest: randomBytes(40) })] })],
    ['with an address that is noise', () => forged({ addresses: [new Uint8Array(9).fill(0xff)] })],
  ])('%s is refused', (_, bytes) => {
    expect(() => openOffer(bytes(), NETWORK_ID, NOW)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^ERR_SOV_(PROTOCOL|WIRE_FORMAT)$/) as string }),
    )
  })

  it('cannot bring control characters into what people read', () => {
    const manifest = modelManifest.encode({
      ...TINY.manifest,
      quantisation: 'q8_0\u001b[2J\n',
      architecture: '\u202ellama',
    })
    const { models } = openOffer(forged({ models: [modelOffer({ manifest })] }), NETWORK_ID, NOW)
    expect(models[0]?.manifest).toMatchObject({ quantisation: 'q8_0 [2J', architecture: 'llama' })
  })
})
