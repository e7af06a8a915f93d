// First: it brings Promise.withResolvers to Node 20, which libp2p calls when it is loaded.
import '../../src/network/index.js'
import { noise } from '@chainsafe/libp2p-noise'
import { privateKeyFromRaw } from '@libp2p/crypto/keys'
import { identify } from '@libp2p/identify'
import type { Stream, StreamMessageEvent } from '@libp2p/interface'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p, type Libp2p } from 'libp2p'
import type { NodeKey, PeerIdString } from '../../src/identity/index.js'

/** A plain libp2p host without anything of ours: a peer that does with its streams what it likes. */
export interface RawPeer {
  readonly host: Libp2p
  readonly peerId: PeerIdString
  /** Multiaddr on the loopback interface, ending in `/p2p/<peer id>`. */
  readonly address: string
  open(address: string, protocol: string): Promise<Stream>
  stop(): Promise<void>
}

export interface RawPeerOptions {
  /** What libp2p promises to enforce and does not; milliseconds. */
  readonly inactivityTimeoutMs?: number
  /** Key of a member in whose name it comes. @default a new one */
  readonly key?: NodeKey
}

/** Starts a host that hands each stream of a protocol to the handler of the test. */
export async function startRawPeer(
  handlers: Readonly<Record<string, (stream: Stream) => void>> = {},
  { inactivityTimeoutMs, key }: RawPeerOptions = {},
): Promise<RawPeer> {
  const host = await createLibp2p({
    ...(key === undefined ? {} : { privateKey: privateKeyFromRaw(key.raw) }),
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [
      yamux(inactivityTimeoutMs === undefined ? {} : { streamOptions: { inactivityTimeout: inactivityTimeoutMs } }),
    ],
    services: { identify: identify(), ping: ping() },
    connectionMonitor: { enabled: false },
  })
  for (const [protocol, handler] of Object.entries(handlers)) await host.handle(protocol, handler)
  return {
    host,
    peerId: host.peerId.toString(),
    address: host.getMultiaddrs()[0]!.toString(),
    open: (address, protocol) => host.dialProtocol(multiaddr(address), protocol),
    stop: async () => {
      await host.stop()
    },
  }
}

/** Counts and keeps what arrives on a stream. */
export class RawReader {
  readonly #pieces: Uint8Array[] = []
  readonly stream: Stream
  /** True once the other side has closed its own and everything has arrived. */
  hasEnded = false
  length = 0

  constructor(stream: Stream) {
    this.stream = stream
    stream.addEventListener('message', ({ data }: StreamMessageEvent) => {
      this.#pieces.push(data.subarray())
      this.length += data.byteLength
    })
    stream.addEventListener('end', () => {
      this.hasEnded = true
    })
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.#pieces)
  }
}
