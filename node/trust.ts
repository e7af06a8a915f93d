import { SovError } from '../src/errors.js'

/**
 * The value of `--trust`.
 *
 * @throws {SovError} ERR_SOV_CONFIG
 */
export function networkId(hex: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/i.test(hex)) {
    throw new SovError('ERR_SOV_CONFIG', '--trust: expected the 64 hexadecimal digits of a network id', {
      remedy: 'sov-node status shows it on a node of that co-op.',
    })
  }
  return Buffer.from(hex, 'hex')
}
