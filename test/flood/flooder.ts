import { randomBytes } from 'node:crypto'
import type { Connection, Stream } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine, type FakeEngineInit } from '../../src/engine/fake/index.js'
import { encodeRequest } from '../../src/inference/request-bytes.js'
import { commitment, createLedger, type Ledger } from '../../src/ledger/index.js'
import type { Channel } from '../../src/network/index.js'
import { inferFrame } from '../../src/wire/index.js'
import { GREEDY } from '../compliance/engine.js'
import { startRawPeer, type RawPeer } from '../fuzz/raw-peer.js'
import { MemberNodes, type MemberNode } from '../helpers/member-node.js'
import { until } from '../helpers/until.js'

const INFER = '/sov/infer/1'
const OUTPUT_TOKENS = 100_000
const NO_LIMIT = 1_000_000

/** The node under attack. */
export interface Victim {
  /** Multiaddr ending in `/p2p/<peer id>`. */
  readonly address: string
  readonly peerId: string
}

/** A real member that attacks: with channels as we have them, and with bare streams in its name. */
export class Flooder {
  readonly victim: Victim
  readonly member: MemberNode
  readonly #nodes: MemberNodes
  readonly #ledger: Ledger
  readonly #raw: RawPeer
  #connection: Connection

  private constructor(victim: Victim, nodes: MemberNodes, member: MemberNode, raw: RawPeer, connection: Connection) {
    this.victim = victim
    this.member = member
    this.#nodes = nodes
    this.#raw = raw
    this.#connection = connection
    this.#ledger = createLedger({ store: member.store, signer: member.key, clock: systemClock })
  }

  static async join(victim: Victim, code: string): Promise<Flooder> {
    const nodes = new MemberNodes()
    const member = await nodes.start()
    await member.membership.join(code)
    await member.network.dial(victim.address)
    await until('the victim is a member here', () => member.membership.member(victim.peerId) !== undefined)
    const raw = await startRawPeer({}, { key: member.key })
    const connection = await raw.host.dial(multiaddr(victim.address))
    const flooder = new Flooder(victim, nodes, member, raw, connection)
    await flooder.#ledger.start()
    return flooder
  }

  /** A bare stream; undefined when the victim does not let it be. */
  stream(protocol: string): Promise<Stream | undefined> {
    return this.#connection.newStream(protocol, { maxOutboundStreams: NO_LIMIT }).catch(() => undefined)
  }

  /** Drops every bare stream. */
  async reconnect(): Promise<void> {
    this.#connection.abort(new Error('enough'))
    this.#connection = await this.#raw.host.dial(multiaddr(this.victim.address))
  }

  /** A stream on which an answer of many tokens has been ordered and accepted, and of which nothing is read. */
  async orderUnread(serving: Omit<FakeEngineInit, 'clock'>): Promise<Channel> {
    const { membership, network } = this.member
    const { manifest } = createFakeEngine({ clock: systemClock, ...serving }).models()[0]!
    const provider = membership.member(this.victim.peerId)!
    const { chain, credential, credentialDigest } = membership
    const salt = randomBytes(32)
    const bytes = encodeRequest({
      model: '',
      messages: [{ role: 'user', content: 'Say much.' }],
      sampling: { ...GREEDY, maxOutputTokens: OUTPUT_TOKENS },
      tenant: 'flood',
    })
    const order = this.#ledger.createOrder({
      consumer: {
        peer: this.member.key.peerId,
        chain: chain!,
        credential: credential!,
        credentialDigest: credentialDigest!,
      },
      provider,
      priceTable: membership.priceTable()!,
      manifest,
      rootOrderId: randomBytes(16),
      continuation: 0,
      requestCommitment: commitment(salt, bytes.request),
      paramsCommitment: commitment(salt, bytes.params),
      maxPromptTokens: 50,
      maxOutputTokens: OUTPUT_TOKENS,
      policyDecision: new Uint8Array(32),
      providerBootNonce: provider.bootNonce,
    })
    const channel = await network.open(this.victim.peerId, INFER)
    await channel.send(inferFrame.encode({ order: order.bytes }))
    const answer = await channel.receive({ maxBytes: 16_384 })
    const { accept, refuse, error } = inferFrame.decode(answer ?? new Uint8Array())
    if (accept === null) throw new Error(`the order was not accepted: ${String(refuse?.reason ?? error?.message)}`)
    await channel.send(inferFrame.encode({ prompt: { salt, ...bytes } }))
    return channel
  }

  async stop(): Promise<void> {
    await this.#raw.stop()
    await this.#ledger.stop()
    await this.#nodes.stop()
  }
}
