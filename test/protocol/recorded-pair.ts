import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine, GeneratePart } from '../../src/engine/index.js'
import { generateKey, signerFromKey, writeKeyFile, type NodeKey } from '../../src/identity/index.js'
import type { RoutedRequest } from '../../src/scheduler/index.js'
import { createSovNode, type SovNode } from '../../src/sov-node.js'
import type { SovNodeConfig } from '../../src/sov-node-config.js'
import { inferFrame, OFFER, offerFrame, openStatement } from '../../src/wire/index.js'
import { until } from '../helpers/until.js'
import { Cable } from '../helpers/cable.js'
import { frameKind, INFER, OFFERS } from './frame-kinds.js'
import type { Side, Transcript } from './transcript.js'

type Tap = NonNullable<SovNodeConfig['tap']>

/** A frame as the tap of a node sees it. */
type TappedFrame = Parameters<Tap>[0]

/** A node of the pair, its key and what it is in the co-op. */
interface Half {
  readonly node: SovNode
  readonly key: NodeKey
  readonly org: string
  readonly jurisdiction: string
}

export const MODEL = 'demo'

/**
 * Two real nodes, a consumer in Norway that founded the co-op and a provider in Germany that joined it, with every
 * frame between them as the consumer sent and read it.
 */
export class RecordedPair {
  readonly consumer: Half
  readonly provider: Half
  readonly #frames: TappedFrame[]
  readonly #providerSent: TappedFrame[]
  readonly #cable: Cable
  readonly #folder: string

  private constructor(parts: {
    consumer: Half
    provider: Half
    frames: TappedFrame[]
    providerSent: TappedFrame[]
    cable: Cable
    folder: string
  }) {
    this.consumer = parts.consumer
    this.provider = parts.provider
    this.#frames = parts.frames
    this.#providerSent = parts.providerSent
    this.#cable = parts.cable
    this.#folder = parts.folder
  }

  /** @param engine - what the provider serves. */
  static async start(engine: Engine): Promise<RecordedPair> {
    const folder = await mkdtemp(join(tmpdir(), 'sov-transcript-'))
    const frames: TappedFrame[] = []
    const providerSent: TappedFrame[] = []
    // Of two nodes the smaller peer id opens the hello. It is the provider's, so that the consumer does not greet it
    // before it has joined, and every recording begins the same way.
    const [smaller, larger] = [generateKey(), generateKey()].sort((a, b) =>
      signerFromKey(a).peerId < signerFromKey(b).peerId ? -1 : 1,
    )
    const start = async (
      { pem, org, jurisdiction }: { pem: string; org: string; jurisdiction: string },
      config: Pick<SovNodeConfig, 'engines' | 'tap'>,
    ): Promise<Half> => {
      const key = signerFromKey(pem)
      const dataDir = join(folder, key.peerId)
      await writeKeyFile(join(dataDir, 'identity.key'), pem)
      const network = { listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, apiPort: 0 }
      const node = await createSovNode({ dataDir, version: '0.1.0', ...network, ...config })
      await node.start()
      return { node, key, org, jurisdiction }
    }
    const consumer = await start(
      { pem: larger!, org: 'Fjord Lab', jurisdiction: 'NO' },
      // What two members still have to settle is told apart from the requests, at moments of its own.
      { tap: (frame) => (frame.protocol === '/sov/ledger/1' ? undefined : frames.push(frame)) },
    )
    const provider = await start(
      { pem: smaller!, org: 'Rhine University', jurisdiction: 'DE' },
      { engines: [engine], tap: (frame) => frame.isInbound || providerSent.push(frame) },
    )
    const cable = await Cable.to(portOf(consumer.node))
    const pair = new RecordedPair({ consumer, provider, frames, providerSent, cable, folder })
    await pair.#formCoop()
    return pair
  }

  async #formCoop(): Promise<void> {
    const { consumer, provider } = this
    await consumer.node.control.createCoop({
      name: 'Transcript co-op',
      orgName: consumer.org,
      jurisdiction: consumer.jurisdiction,
    })
    const { code } = await consumer.node.control.invite({
      orgName: provider.org,
      jurisdiction: provider.jurisdiction,
      addresses: [this.#cable.address],
    })
    await provider.node.control.join(code)
    await until('the consumer knows what the provider offers', () =>
      consumer.node.scheduler.models().some(({ id }) => id === MODEL),
    )
  }

  /** A request of the consumer's client, for the provider. */
  ask(content: string): RoutedRequest {
    return request(this.consumer.node, 'mesh', content, new AbortController().signal)
  }

  /** Takes every slot and place of the queue of a provider with one slot, until `signal` fires. */
  fill(signal: AbortSignal): void {
    const onePlacePerSlotAndFourInTheQueue = 5
    for (let place = 0; place < onePlacePerSlotAndFourInTheQueue; place++) {
      const parts = request(this.provider.node, 'local', 'wait', signal).parts[Symbol.asyncIterator]()
      void takeAll(parts).catch(() => undefined)
    }
  }

  /** Frames of an answer that the provider has sent, whether or not the consumer has read them. */
  partsSent(): number {
    return this.#providerSent.filter((frame) => kindOf(frame) === 'parts').length
  }

  /** Settled answers of which the consumer has read the last frame. */
  settled(): number {
    return this.#frames.filter((frame) => kindOf(frame) === 'settled').length
  }

  /** The provider vanishes, in the middle of whatever it does. */
  cut(): void {
    void this.#cable.end()
  }

  /** What was recorded so far. */
  transcript(name: string, description: string): Transcript {
    const firstOrder = this.#frames.findIndex(({ protocol }) => protocol === INFER)
    const offer = this.#frames.find((frame, index) => index < firstOrder && hasModels(frame))
    // Offers go out on every change of load; the one that the order relies on is enough.
    const kept = this.#frames.filter((frame) => frame.protocol !== OFFERS || frame === offer)
    const streams = [...new Set(kept.map(({ stream }) => stream))]
    return {
      name,
      description,
      nodes: (['consumer', 'provider'] as const).map((role) => {
        const { org, jurisdiction, key } = this[role]
        return { role, org, jurisdiction, peerId: key.peerId }
      }),
      frames: kept.map(({ stream, protocol, isInbound, bytes }) => ({
        stream: streams.indexOf(stream) + 1,
        protocol,
        from: (isInbound ? 'provider' : 'consumer') satisfies Side,
        bytes: Buffer.from(bytes).toString('base64'),
      })),
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.consumer.node.stop(), this.provider.node.stop()])
    await this.#cable.end()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

function request(node: SovNode, tier: 'local' | 'mesh', content: string, signal: AbortSignal): RoutedRequest {
  return node.scheduler.dispatch(
    {
      model: MODEL,
      messages: [
        { role: 'system', content: 'Answer in one short sentence.' },
        { role: 'user', content },
      ],
      sampling: { maxOutputTokens: 64, temperature: 0, topP: 1, seed: undefined, stop: [] },
      requests: [{ tier, jurisdictions: ['EU', 'NO'] }],
      allowFallbacks: false,
    },
    { signal },
  )
}

/** Reads an answer to its end. */
export async function takeAll(parts: AsyncIterator<GeneratePart>): Promise<void> {
  while ((await parts.next()).done !== true);
}

function portOf(node: SovNode): number {
  return Number(/\/tcp\/(\d+)/.exec(node.control.id().addresses[0] ?? '')?.[1])
}

function kindOf({ protocol, bytes }: TappedFrame): string | undefined {
  return protocol === INFER ? frameKind(inferFrame.decode(bytes)) : undefined
}

function hasModels({ protocol, isInbound, bytes }: TappedFrame): boolean {
  if (protocol !== OFFERS || !isInbound) return false
  return openStatement(OFFER, offerFrame.decode(bytes).offer).value.models.length > 0
}
