import { alternate } from './alternate.js'
import { tracedPath, type HopParts } from './hop-parts.js'
import { httpPath } from './http-path.js'
import type { Mesh } from './mesh.js'
import type { Prompts } from './prompts.js'
import { summarise } from './statistics.js'
import { decimals, signedDecimals, spread, spreadHead, table } from './table.js'
import type { Worker } from './worker.js'

/** First tokens of one model, milliseconds; what has the same index belongs to the same round. */
export interface FirstTokens {
  /** Asked at the provider itself. */
  readonly localMs: readonly number[]
  /** Asked at the consumer. */
  readonly hopMs: readonly number[]
  readonly parts: readonly HopParts[]
}

export interface FirstTokensInit {
  readonly mesh: Mesh
  /** The processes of the mesh, both traced. */
  readonly nodes: { readonly consumer: Worker; readonly provider: Worker }
  readonly model: string
  readonly outputTokens: number
  readonly rounds: number
  /** Rounds before, which do not count. */
  readonly warmUp: number
  readonly prompts: Prompts
  readonly signal: AbortSignal
}

export async function measureFirstTokens(init: FirstTokensInit): Promise<FirstTokens> {
  const { mesh, nodes, model, outputTokens, rounds, warmUp, prompts, signal } = init
  const local = httpPath({ name: 'local API', api: mesh.provider, model, tier: 'local', outputTokens })
  const hop = httpPath({ name: 'one libp2p hop', api: mesh.consumer, model, tier: 'mesh', outputTokens })
  const traced = tracedPath(hop, nodes)
  try {
    const paths = [local, traced]
    const runs = await alternate({ paths, rounds, warmUp, prompts: () => prompts.one(), signal })
    const [localMs, hopMs] = runs.map((ofPath) => ofPath.map(({ answers }) => answers[0]!.firstTokenMs))
    return { localMs: localMs!, hopMs: hopMs!, parts: traced.parts.slice(warmUp) }
  } finally {
    await Promise.all([local.close(), hop.close()])
  }
}

/** What the hop adds to the first token of each model, and whether that is under the aim. */
export function addedTable(models: Readonly<Record<string, FirstTokens>>, aimMs: number): string {
  const rows = Object.entries(models).flatMap(([model, { localMs, hopMs }]) => {
    const added = summarise(hopMs.map((ms, round) => ms - localMs[round]!))
    return [
      [model, 'local API', ...spread(summarise(localMs), decimals(2))],
      ['', 'one hop', ...spread(summarise(hopMs), decimals(2))],
      ['', 'the hop adds', ...spread(added, signedDecimals(2)), added.median < aimMs ? 'yes' : 'no'],
    ]
  })
  const head = ['', '', ...spreadHead('median'), `under ${String(aimMs)} ms?`]
  return `First token, ms; what the hop adds is taken in the same round\n${table(head, rows)}`
}
