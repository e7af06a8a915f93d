import { SovError } from '../src/errors.js'

/**
 * Network ids as `--trust` takes them, one or more; nothing when it is not given: then any co-op is trusted.
 *
 * @throws {SovError} ERR_SOV_CONFIG
 */
export function trusted(networks: readonly string[] | undefined): { readonly trust?: readonly Uint8Array[] } {
  return networks === undefined ? {} : { trust: networks.map(networkId) }
}

function networkId(hex: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/i.test(hex)) {
    throw new SovError('ERR_SOV_CONFIG', '--trust: expected the 64 hexadecimal digits of a network id', {
      remedy: 'sov-node status shows it on a node of that co-op.',
    })
  }
  return Buffer.from(hex, 'hex')
}
