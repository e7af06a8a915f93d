import type { ApiKeys } from '../../../src/api-keys/index.js'
import type {
  AnswerPart,
  ContentPart,
  EmbedPart,
  GeneratePart,
  Settlement,
  VectorPart,
} from '../../../src/engine/index.js'
import { SovError } from '../../../src/errors.js'
import type {
  AttemptRecord,
  EmbedRouteRequest,
  MeshModel,
  RequestRecord,
  RouteExplanation,
  RoutedRequest,
  RouteRequest,
  Scheduler,
  ShardedRequest,
  ShardedRouteRequest,
} from '../../../src/scheduler/index.js'

export const MODEL: MeshModel = {
  id: 'org/tiny',
  digest: 'ab'.repeat(32),
  name: 'org/tiny',
  quantisation: 'q8_0',
  task: 'chat',
  contextTokens: 1_024,
  parameters: 12_000_000_000_000_000_000n,
  nodes: 2,
  isLocal: false,
}
export const ORDER_ID = '0123456789abcdef'.repeat(2)
export const REQUEST_ID = `req_${ORDER_ID}`
export const PEER = '12D3KooWPeerInGermany'

/** An API without keys. */
export const NO_KEYS: Pick<ApiKeys, 'isEmpty' | 'use'> = {
  isEmpty: true,
  use: () => {
    throw new SovError('ERR_SOV_API_KEY', 'no key exists')
  },
}

export type Script = (request: RouteRequest, signal: AbortSignal) => AsyncIterable<GeneratePart>
export type EmbedScript = (request: EmbedRouteRequest, signal: AbortSignal) => AsyncIterable<EmbedPart>

/** Plays scripts instead of choosing: what the API makes of parts and errors is under test, not the choice. */
export class ScriptedScheduler implements Scheduler {
  script: Script = () => answer('Hello', ', ', 'world')
  embedScript: EmbedScript = () => vectors([0.25, -1.5], [0.1, 3])
  /** Thrown by `dispatch` itself. */
  refusal: SovError | undefined
  modelList: readonly MeshModel[] = [MODEL]
  readonly dispatched: { readonly request: RouteRequest; readonly signal: AbortSignal }[] = []
  readonly embedded: { readonly request: EmbedRouteRequest; readonly signal: AbortSignal }[] = []

  running(): number {
    return 0
  }

  models(): readonly MeshModel[] {
    return this.modelList
  }

  model(name: string): MeshModel {
    const found = this.modelList.find(({ id }) => id === name)
    if (found === undefined) throw new SovError('ERR_SOV_MODEL_NOT_FOUND', 'no node offers this model')
    return found
  }

  explain({ model, requests }: Parameters<Scheduler['explain']>[0]): RouteExplanation {
    return { ...RECORD.decision, model, requests }
  }

  dispatch(request: RouteRequest, { signal }: { readonly signal: AbortSignal }): RoutedRequest {
    if (this.refusal !== undefined) throw this.refusal
    this.dispatched.push({ request, signal })
    return { id: REQUEST_ID, model: MODEL, ...recorded(this.script(request, signal)) }
  }

  /** One answer after the other, each by the script. */
  dispatchAll({ items, ...bounds }: ShardedRouteRequest, options: { readonly signal: AbortSignal }): ShardedRequest {
    const routed = items.map((item) => this.dispatch({ ...bounds, ...item }, options))
    const attempts = (): readonly AttemptRecord[] =>
      routed.flatMap((each, shard) => each.record().attempts.map((attempt) => ({ ...attempt, shard })))
    return { id: REQUEST_ID, model: MODEL, parts: inTurn(routed), record: () => ({ ...RECORD, attempts: attempts() }) }
  }

  embed(request: EmbedRouteRequest, { signal }: { readonly signal: AbortSignal }): RoutedRequest<VectorPart> {
    if (this.refusal !== undefined) throw this.refusal
    this.embedded.push({ request, signal })
    return { id: REQUEST_ID, model: MODEL, ...recorded(this.embedScript(request, signal)) }
  }

  record(id: string): RequestRecord | undefined {
    return id === REQUEST_ID ? RECORD : undefined
  }
}

/** The parts, and a record that knows the settlement at their end. */
function recorded<C extends ContentPart>(
  parts: AsyncIterable<AnswerPart<C>>,
): Pick<RoutedRequest<C>, 'parts' | 'record'> {
  let settlement: Settlement | undefined
  const read = async function* (): AsyncGenerator<AnswerPart<C>> {
    for await (const part of parts) {
      if (part.type === 'end') settlement = part.settlement
      yield part
    }
  }
  return { parts: read(), record: () => ({ ...RECORD, attempts: [failed, { ...served, settlement }] }) }
}

async function* inTurn(requests: readonly RoutedRequest[]): ShardedRequest['parts'] {
  for (const [shard, { parts }] of requests.entries()) for await (const part of parts) yield { shard, part }
}

/** A settled answer from a peer, one delta a piece. */
export async function* answer(...pieces: readonly string[]): AsyncGenerator<GeneratePart> {
  yield { type: 'start', promptTokens: 7, cachedTokens: 3 }
  yield* deltas(pieces)
  yield {
    type: 'end',
    finishReason: 'stop',
    usage: { promptTokens: 7, cachedTokens: 3, outputTokens: pieces.length },
    settlement: { orderId: ORDER_ID, status: 'settled', charge: 9_007_199_254_740_993n },
  }
}

/** Settled vectors of a peer. */
// eslint-disable-next-line @typescript-eslint/require-await -- a script without waits
export async function* vectors(...values: readonly (readonly number[])[]): AsyncGenerator<EmbedPart> {
  yield { type: 'start', promptTokens: 9, cachedTokens: 0 }
  for (const vector of values) yield { type: 'vector', values: Float32Array.from(vector) }
  yield {
    type: 'end',
    finishReason: 'stop',
    usage: { promptTokens: 9, cachedTokens: 0, outputTokens: 0 },
    settlement: { orderId: ORDER_ID, status: 'settled', charge: 51n },
  }
}

// eslint-disable-next-line @typescript-eslint/require-await -- a script without waits
export async function* deltas(pieces: readonly string[]): AsyncGenerator<GeneratePart> {
  for (const [index, text] of pieces.entries()) yield { type: 'delta', tokenIds: [index], text }
}

/** Rejects when the signal fires; the way a real answer hangs. */
export function hangs(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}

const failed: AttemptRecord = {
  shard: 0,
  peer: '12D3KooWPeerInFrance',
  isSelf: false,
  orgName: 'Paris',
  jurisdiction: 'FR',
  outcome: 'failed',
  errorCode: 'ERR_SOV_PEER_DISCONNECTED',
  firstTokenMs: undefined,
  totalMs: undefined,
  predicted: { firstTokenMs: 200, totalMs: 4_400 },
  outputTokens: 0,
  settlement: undefined,
}
const served: AttemptRecord = {
  ...failed,
  peer: PEER,
  orgName: 'Köln',
  jurisdiction: 'DE',
  outcome: 'served',
  errorCode: undefined,
}

export const RECORD: RequestRecord = {
  id: REQUEST_ID,
  startedAt: '2026-11-01T00:00:00.000Z',
  state: 'done',
  decision: {
    model: MODEL.id,
    digest: MODEL.digest,
    policies: { node: 'cd'.repeat(32), key: undefined },
    dataClass: undefined,
    requests: [],
    chosen: PEER,
    candidates: [],
  },
  decisionSalt: '00'.repeat(16),
  attempts: [failed, served],
  usage: { promptTokens: 7, cachedTokens: 3, outputTokens: 3 },
  errorCode: undefined,
}
