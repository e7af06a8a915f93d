import { signerFromKey, type NodeKey } from '../../src/identity/index.js'
import type { Random } from '../spine/random.js'

const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A wait with this mean, when what is waited for comes at any moment alike. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random.next())
}

/** Around `median`, by factors: two of three lie between `median / spread` and `median * spread`. */
export function skewed(random: Random, median: number, spread: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  return median * spread ** normal
}

export function chance(random: Random, probability: number): boolean {
  return random.next() < probability
}

/** `count` of them, each at most once. */
export function sample<T>(random: Random, items: readonly T[], count: number): readonly T[] {
  const left = [...items]
  for (let at = left.length - 1; at > 0; at--) {
    const other = Math.floor(random.next() * (at + 1))
    ;[left[at], left[other]] = [left[other]!, left[at]!]
  }
  return left.slice(0, count)
}

export function bytes(random: Random, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, () => Math.floor(random.next() * 256))
}

/** A key that is the same in every run with the seed: peer ids decide ties. */
export function seededKey(random: Random): NodeKey {
  const der = Buffer.concat([PKCS8_PREFIX, bytes(random, 32)]).toString('base64')
  return signerFromKey(`-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`)
}
