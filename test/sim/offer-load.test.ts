import { describe, expect, it } from 'vitest'
import { MAX_KNOWN_OFFERS, OFFER_INTERVAL_MS } from '../../src/limits.js'
import { offerLoad } from './offer-load.js'

const SEED = 1
const CHANGES_PER_SECOND = 0.1

describe('telling each other offers', () => {
  it.each([10, 80])('costs one of %i peers what all others tell it', async (peers) => {
    const { signaturesChecked, bytesIn, bytesOut } = await offerLoad(SEED, peers, CHANGES_PER_SECOND)
    const inFrame = 1 + Math.min(MAX_KNOWN_OFFERS, peers - 1)
    const perSecond = peers * (inFrame / (OFFER_INTERVAL_MS / 1_000) + CHANGES_PER_SECOND)
    expect(signaturesChecked / perSecond).toBeGreaterThan(0.95)
    expect(signaturesChecked / perSecond).toBeLessThan(1.05)
    // It tells them what they tell it: it is one of them.
    expect(bytesOut / bytesIn).toBeGreaterThan(0.8)
    expect(bytesOut / bytesIn).toBeLessThan(1.2)
  })
})
