import { systemClock } from '../../src/clock.js'
import { signOffer } from '../../src/directory/offer.js'
import type { EngineModel } from '../../src/engine/index.js'
import { createLedger, type Ledger, type Party } from '../../src/ledger/index.js'
import type { Channel } from '../../src/network/index.js'
import { inferFrame, ledgerFrame, offerFrame, type InferFrame } from '../../src/wire/index.js'
import { MemberNodes, type MemberNode } from './member-node.js'
import type { TestNode } from './mesh.js'
import { until } from './until.js'

const INFER = '/sov/infer/1'
const OFFERS = '/sov/offer/1'
const LEDGER = '/sov/ledger/1'
const ANY_SIZE = 8 * 1024 * 1024

/** One stream of the inference protocol, frame by frame. */
export class PlayedStream {
  readonly channel: Channel
  #rest: Promise<readonly InferFrame[]> | undefined

  constructor(channel: Channel) {
    this.channel = channel
  }

  send(frame: Parameters<typeof inferFrame.encode>[0]): Promise<void> {
    return this.channel.send(inferFrame.encode(frame))
  }

  /** The next frame, or null at the end. */
  async next(): Promise<InferFrame | null> {
    const bytes = await this.channel.receive({ maxBytes: ANY_SIZE })
    return bytes === null ? null : inferFrame.decode(bytes)
  }

  /** Resolves when the other side has ended the stream, in whatever way; gives the frames that came before. */
  rest(): Promise<readonly InferFrame[]> {
    this.#rest ??= this.#readToEnd()
    return this.#rest
  }

  async #readToEnd(): Promise<readonly InferFrame[]> {
    const frames: InferFrame[] = []
    for (;;) {
      const frame = await this.next().catch(() => null)
      if (frame === null) break
      frames.push(frame)
    }
    // A stream of which one side stays open counts against the peer's limit until the other side has waited long.
    await this.channel.close()
    return frames
  }
}

export interface PlayedNodeOptions {
  readonly org: string
  readonly jurisdiction: string
  /** Plays the provider of one order; the stream is closed when it returns. @default nobody is served */
  readonly serve?: (stream: PlayedStream) => Promise<void>
}

/** Lets the other side open its ledger, and settles nothing late. */
async function knowNothing(channel: Channel): Promise<void> {
  for (;;) {
    const bytes = await channel.receive({ maxBytes: ANY_SIZE })
    if (bytes === null) return
    const { announce } = ledgerFrame.decode(bytes)
    await channel.send(ledgerFrame.encode(announce === null ? { unknown: {} } : { known: {} }))
  }
}

/** A member with a real credential and a real ledger whose part in the inference protocol a test plays. */
export class PlayedNode {
  readonly node: MemberNode
  readonly ledger: Ledger
  readonly #nodes: MemberNodes
  #offers = 0n

  private constructor(nodes: MemberNodes, node: MemberNode) {
    this.#nodes = nodes
    this.node = node
    this.ledger = createLedger({ store: node.store, signer: node.key, clock: systemClock })
  }

  /** Joins the co-op of `founder`. */
  static async join(founder: TestNode, options: PlayedNodeOptions): Promise<PlayedNode> {
    const { org, jurisdiction, serve = () => Promise.resolve() } = options
    const nodes = new MemberNodes()
    const node = await nodes.start({
      handlers: {
        [INFER]: (channel) => serve(new PlayedStream(channel)),
        [OFFERS]: async (channel) => {
          while ((await channel.receive({ maxBytes: ANY_SIZE })) !== null);
        },
        [LEDGER]: knowNothing,
      },
    })
    const played = new PlayedNode(nodes, node)
    await played.ledger.start()
    const { code } = await founder.node.control.invite({ orgName: org, jurisdiction })
    await node.membership.join(code)
    await until('the played node knows the founder', () => node.membership.member(founder.peerId) !== undefined)
    return played
  }

  get peerId(): string {
    return this.node.key.peerId
  }

  /** This node as a side of an order. */
  get party(): Party {
    const { chain, credential, credentialDigest } = this.node.membership
    return { peer: this.peerId, chain: chain!, credential: credential!, credentialDigest: credentialDigest! }
  }

  /** Tells a member what this node serves; in force for a minute. */
  async offer(to: TestNode, models: readonly EngineModel[]): Promise<void> {
    const { network, membership, key, bootNonce } = this.node
    const offer = signOffer(
      {
        models: models.map((model) => ({ ...model, busy: 0 })),
        queued: 0,
        isDraining: false,
        deviceClass: 'cpu',
        memoryFreeBytes: 0,
      },
      { networkId: membership.coop!.networkId, bootNonce, seq: ++this.#offers, nowMs: Date.now(), addresses: [] },
      key,
    )
    const channel = await network.open(to.peerId, OFFERS)
    await channel.send(offerFrame.encode({ offer, known: [] }))
    await channel.close()
    await until('the offer has come', async () => {
      const peers = await to.node.control.peers()
      return peers.some(({ peer, models: offered }) => peer === this.peerId && offered.length === models.length)
    })
  }

  /** Opens a stream of the inference protocol to a member. */
  async open(to: TestNode): Promise<PlayedStream> {
    return new PlayedStream(await this.node.network.open(to.peerId, INFER))
  }

  async stop(): Promise<void> {
    await this.ledger.stop()
    await this.#nodes.stop()
  }
}
