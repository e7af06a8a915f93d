import { multiaddr, type Multiaddr } from '@multiformats/multiaddr'
import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'

const HOSTS = ['ip4', 'ip6', 'dns', 'dns4', 'dns6']
const LOOPBACK = /^\/ip(4\/127\.|6\/::1\/)/

/** @throws {SovError} ERR_SOV_CONFIG when the multiaddr is broken or names no peer. */
export function peerOfAddress(address: string): PeerIdString {
  try {
    const peer = multiaddr(address)
      .getComponents()
      .findLast(({ name }) => name === 'p2p')?.value
    if (peer !== undefined) return peer
  } catch {
    // told below, together with the missing peer id
  }
  throw new SovError('ERR_SOV_CONFIG', `not a multiaddr that ends in /p2p/<peer id>: ${address}`, {
    remedy: 'Use an address as `sov-node id` prints it.',
  })
}

/**
 * Of addresses that somebody tells of a peer, those that may be dialled, each ending in `/p2p/<peer id>`: a host and a
 * TCP port, nothing that leads to a socket file, through a third peer or to another one. Loopback comes last: on another
 * machine it leads nowhere, or to this one.
 */
export function dialableAddresses(peer: PeerIdString, told: readonly (string | Multiaddr)[]): readonly string[] {
  const addresses = told.flatMap((address) => dialable(peer, address) ?? [])
  return [
    ...addresses.filter((address) => !LOOPBACK.test(address)),
    ...addresses.filter((address) => LOOPBACK.test(address)),
  ]
}

function dialable(peer: PeerIdString, address: string | Multiaddr): string | undefined {
  const [host, port, ...rest] = components(address)
  if (host === undefined || !HOSTS.includes(host.name) || port?.name !== 'tcp') return undefined
  if (rest.some(({ name, value }) => name !== 'p2p' || value !== peer)) return undefined
  return `/${host.name}/${String(host.value)}/tcp/${String(port.value)}/p2p/${peer}`
}

/** The IP address of a direct connection over TCP; undefined when it has a name, or leads through a third peer. */
export function ipAddressOf(address: Multiaddr): string | undefined {
  const [host, port, ...rest] = components(address)
  const isDirect = port?.name === 'tcp' && rest.every(({ name }) => name === 'p2p')
  return isDirect && (host?.name === 'ip4' || host?.name === 'ip6') ? host.value : undefined
}

function components(address: string | Multiaddr): ReturnType<Multiaddr['getComponents']> {
  try {
    return multiaddr(address).getComponents()
  } catch {
    return []
  }
}
