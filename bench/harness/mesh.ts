import { join } from 'node:path'
import type { ModelObject } from '../../src/api/index.js'
import { OUTPUT_TOKENS } from './answer.js'
import type { Worker } from './worker.js'

/** A fake engine of a node process. */
export interface FakeInput {
  /** Name of its model. */
  readonly model: string
  readonly outputTokens: number
  readonly outputMsPerToken: number
  /** @default STREAMS */
  readonly slots?: number
}

/** What a node process is told. */
export interface NodeInput {
  /** Removed when the process ends. */
  readonly dataDir: string
  /** GGUF file that it serves beside the fake engines. */
  readonly modelPath?: string
  readonly fakes: readonly FakeInput[]
  /** Undefined = it makes the co-op. */
  readonly inviteCode?: string
  /** Notes when what happens on its side of a hop; it then answers `'moments'`. */
  readonly isTraced: boolean
}

export interface NodeOutput {
  /** Base URL of the API, without `/v1`. */
  readonly api: string
  readonly inviteCode: string
}

/** Two nodes of one co-op on loopback, each a process: only the provider has models. */
export interface Mesh {
  /** Base URLs of the APIs, without `/v1`. */
  readonly provider: string
  readonly consumer: string
  /** Name of the model from the file. */
  readonly model: string
}

interface Further {
  readonly workers: readonly Worker[]
  readonly fakes: readonly FakeInput[]
}

const NO_MORE: Further = { workers: [], fakes: [] }

/** Model name of the fake engine. */
export const FAKE_MODEL = 'fake'
const FAKES: readonly FakeInput[] = [{ model: FAKE_MODEL, outputTokens: OUTPUT_TOKENS, outputMsPerToken: 0 }]

const OFFER_DEADLINE_MS = 20_000
const POLL_MS = 20

/**
 * Starts the nodes.
 *
 * @param workers - two processes running node-worker; they stay the caller's.
 * @param folder - for their data.
 * @param options - `isTraced`: the nodes note the moments of a hop, see hop-tracer.ts. `fakes`: in place of the one.
 * `further`: nodes beside the provider, in processes like the two; they serve fake engines alone.
 */
export async function startMesh(
  { provider, consumer }: { readonly provider: Worker; readonly consumer: Worker },
  folder: string,
  modelPath: string,
  {
    isTraced = false,
    fakes = FAKES,
    further = NO_MORE,
  }: { readonly isTraced?: boolean; readonly fakes?: readonly FakeInput[]; readonly further?: Further } = {},
): Promise<Mesh> {
  const { api, inviteCode } = await provider.call<NodeOutput>({
    dataDir: join(folder, 'provider'),
    modelPath,
    fakes,
    isTraced,
  } satisfies NodeInput)
  for (const [index, worker] of further.workers.entries()) {
    await worker.call<NodeOutput>({
      dataDir: join(folder, `further-${String(index)}`),
      inviteCode,
      fakes: further.fakes,
      isTraced,
    } satisfies NodeInput)
  }
  const { api: consumerApi } = await consumer.call<NodeOutput>({
    dataDir: join(folder, 'consumer'),
    inviteCode,
    fakes: [],
    isTraced,
  } satisfies NodeInput)
  const model = await offeredModel(
    consumerApi,
    new Map(
      fakes.map((fake) => [
        fake.model,
        1 + (further.fakes.some(({ model: other }) => other === fake.model) ? further.workers.length : 0),
      ]),
    ),
  )
  return { provider: api, consumer: consumerApi, model }
}

/**
 * Waits until the offers of all providers have come; returns the name of the model beside the fake ones.
 *
 * @param fakes - how many nodes offer each.
 */
async function offeredModel(api: string, fakes: ReadonlyMap<string, number>): Promise<string> {
  const deadlineMs = performance.now() + OFFER_DEADLINE_MS
  while (performance.now() < deadlineMs) {
    const response = await fetch(`${api}/v1/models`)
    const { data } = (await response.json()) as { data: ModelObject[] }
    const real = data.find(({ id }) => !fakes.has(id))
    const areAllThere = [...fakes].every(([fake, nodes]) =>
      data.some(({ id, sov }) => id === fake && sov.nodes === nodes),
    )
    if (real !== undefined && areAllThere) return real.id
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new Error('the consumer has not heard of every model')
}
