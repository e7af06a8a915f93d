import { multiaddr } from '@multiformats/multiaddr'
import { describe, expect, it } from 'vitest'
import { dialableAddresses, ipAddressOf, peerOfAddress } from '../../../src/network/addresses.js'
import { OwnAddresses } from '../../../src/network/own-addresses.js'

const PEER = '12D3KooWFQic5bdYCVuKjXkT9Kp5p5QRUNVT5kSEJ79pz6BL6zaN'
const OTHER = '12D3KooWL7tyybRZ3HFcpTSXWmbtyp3hVkZUaHfk7rJZrvGTRZu9'

describe('the other end of a connection', () => {
  it.each([
    ['/ip4/192.0.2.1/tcp/1', '192.0.2.1'],
    [`/ip6/2001:db8::1/tcp/1/p2p/${PEER}`, '2001:db8::1'],
    ['/dns4/node.example/tcp/1', undefined],
    ['/ip6zone/eth0/ip6/fe80::1/tcp/1', undefined],
    ['/ip4/192.0.2.1/udp/1/quic-v1', undefined],
    [`/ip4/192.0.2.1/tcp/1/p2p/${OTHER}/p2p-circuit/p2p/${PEER}`, undefined],
  ])('of %s is %s', (address, host) => {
    expect(ipAddressOf(multiaddr(address))).toBe(host)
  })
})

describe('addresses that a peer tells', () => {
  it.each([
    ['/ip4/192.0.2.1/tcp/1', `/ip4/192.0.2.1/tcp/1/p2p/${PEER}`],
    [`/ip6/2001:db8::1/tcp/1/p2p/${PEER}`, `/ip6/2001:db8::1/tcp/1/p2p/${PEER}`],
    ['/dns4/node.example/tcp/1', `/dns4/node.example/tcp/1/p2p/${PEER}`],
  ])('are dialled when they are a host and a port: %s', (told, dialled) => {
    expect(dialableAddresses(PEER, [told])).toEqual([dialled])
    expect(dialableAddresses(PEER, [multiaddr(told)])).toEqual([dialled])
  })

  it.each([
    ['that are those of another peer', `/ip4/192.0.2.1/tcp/1/p2p/${OTHER}`],
    ['that lead through another peer', `/ip4/192.0.2.1/tcp/1/p2p/${OTHER}/p2p-circuit/p2p/${PEER}`],
    ['that lead through the peer itself', `/ip4/192.0.2.1/tcp/1/p2p/${PEER}/p2p-circuit`],
    ['of a socket file', '/unix/run%2Fdocker.sock'],
    ['of another transport', '/ip4/192.0.2.1/udp/1/quic-v1'],
    ['that stand for any number of others', '/dnsaddr/node.example'],
    ['without a port', '/ip4/192.0.2.1'],
    ['that name nobody', `/p2p/${PEER}`],
    ['that are none', 'tcp://192.0.2.1:1'],
  ])('are not dialled %s', (_, told) => {
    expect(dialableAddresses(PEER, [told])).toEqual([])
  })

  it('are dialled at loopback last', () => {
    const [v4, v6, lan] = ['/ip4/127.0.0.1/tcp/1', '/ip6/::1/tcp/1', '/ip4/192.168.1.2/tcp/1']
    expect(dialableAddresses(PEER, [v4, v6, lan])).toEqual([lan, v4, v6].map((told) => `${told}/p2p/${PEER}`))
  })

  it('name their peer, or are no addresses of one', () => {
    expect(peerOfAddress(`/ip4/192.0.2.1/tcp/1/p2p/${PEER}`)).toBe(PEER)
    for (const address of ['/ip4/192.0.2.1/tcp/1', 'nonsense']) {
      expect(() => peerOfAddress(address)).toThrow(expect.objectContaining({ code: 'ERR_SOV_CONFIG' }))
    }
  })
})

describe('addresses that a node tells', () => {
  it('are those it listens on now, public ones too', () => {
    let listening = ['/ip4/192.168.1.2/tcp/1', '/ip4/8.8.8.8/tcp/1']
    const own = new OwnAddresses(PEER, [])
    expect(own.all()).toEqual([])
    own.service({ transportManager: { getAddrs: () => listening.map((address) => multiaddr(address)) } })
    expect(own.all().map(String)).toEqual(listening.map((address) => `${address}/p2p/${PEER}`))
    listening = ['/ip4/10.0.0.7/tcp/1']
    expect(own.all().map(String)).toEqual([`/ip4/10.0.0.7/tcp/1/p2p/${PEER}`])
  })

  it('are those its owner names, if there are any', () => {
    const own = new OwnAddresses(PEER, ['/dns4/node.example/tcp/1', `/ip4/8.8.8.8/tcp/2/p2p/${PEER}`])
    own.service({ transportManager: { getAddrs: () => [multiaddr('/ip4/10.0.0.7/tcp/1')] } })
    expect(own.all().map(String)).toEqual([`/dns4/node.example/tcp/1/p2p/${PEER}`, `/ip4/8.8.8.8/tcp/2/p2p/${PEER}`])
  })
})
