import type { MultiaddrConnection, PeerId } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { describe, expect, it } from 'vitest'
import { MAX_CONNECTIONS_PER_ADDRESS, MAX_CONNECTIONS_PER_PEER } from '../../../src/limits.js'
import { connectionCaps } from '../../../src/network/connection-caps.js'

/** What the caps see of a connection. */
class PlayedConnection extends EventTarget {
  readonly status = 'open'
  readonly remoteAddr

  constructor(address: string) {
    super()
    this.remoteAddr = multiaddr(address)
  }

  close(): void {
    this.dispatchEvent(new Event('close'))
  }
}

const cast = (connection: PlayedConnection): MultiaddrConnection => connection as unknown as MultiaddrConnection

describe('caps on connections', () => {
  const caps = connectionCaps()
  const isDenied = (connection: PlayedConnection): unknown => caps.denyInboundConnection?.(cast(connection))

  it.each([
    ['an address', () => '/ip4/192.0.2.1/tcp/', '/ip4/192.0.2.2/tcp/1'],
    [
      'the addresses of one IPv6 network',
      (index: number) => `/ip6/2001:db8:0:1::${index.toString(16)}/tcp/`,
      '/ip6/2001:db8:0:2::1/tcp/1',
    ],
  ])('let %s have its part, and others theirs', (_, address, other) => {
    const connections = Array.from(
      { length: MAX_CONNECTIONS_PER_ADDRESS },
      (__, index) => new PlayedConnection(`${address(index)}${String(index + 1)}`),
    )
    expect(connections.map(isDenied)).not.toContain(true)
    const oneMore = new PlayedConnection(`${address(1)}9`)
    expect(isDenied(oneMore)).toBe(true)
    expect(isDenied(new PlayedConnection(other))).toBe(false)
    oneMore.close()
    expect(isDenied(oneMore), 'what was denied was not counted').toBe(true)
    connections[0]!.close()
    connections[0]!.close()
    expect(isDenied(oneMore)).toBe(false)
    expect(isDenied(oneMore)).toBe(true)
  })

  it('let a peer have a few, from wherever it comes', () => {
    const peer = { toString: () => 'peer' } as PeerId
    for (let index = 1; index <= MAX_CONNECTIONS_PER_PEER + 1; index++) {
      const connection = cast(new PlayedConnection(`/ip4/192.0.2.${String(index)}/tcp/1`))
      expect(caps.denyInboundEncryptedConnection?.(peer, connection)).toBe(index > MAX_CONNECTIONS_PER_PEER)
    }
  })
})
