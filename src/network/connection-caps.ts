import type { ConnectionGater, MultiaddrConnection } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import { MAX_CONNECTIONS_PER_ADDRESS, MAX_CONNECTIONS_PER_PEER } from '../limits.js'
import { OpenCounter } from './open-counter.js'

/**
 * The part of the connections that one address, and one peer, may take: what others have open and what they have begun
 * to open must not fill the node. What we dial ourselves is not counted.
 */
export function connectionCaps(): ConnectionGater {
  const byAddress = new OpenCounter()
  const byPeer = new OpenCounter()
  return {
    denyInboundConnection: (connection: MultiaddrConnection) =>
      !byAddress.admit(hostOf(connection.remoteAddr), MAX_CONNECTIONS_PER_ADDRESS, connection),
    denyInboundEncryptedConnection: (peer, connection) =>
      !byPeer.admit(peer.toString(), MAX_CONNECTIONS_PER_PEER, connection),
  }
}

/** An IPv4 address, or the 64 bits of an IPv6 address that one customer of a provider gets at least. */
function hostOf(address: Multiaddr): string {
  const [host] = address.getComponents()
  if (host?.name !== 'ip6') return host?.value ?? ''
  const [head = '', tail] = (host.value ?? '').split('::')
  const front = head.split(':')
  const back = tail?.split(':') ?? []
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => '0')
  return [...front, ...zeros, ...back].slice(0, 4).join(':')
}
