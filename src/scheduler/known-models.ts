import type { PeerRecord } from '../directory/index.js'
import type { EngineModel, ModelTask } from '../engine/index.js'
import { SovError } from '../errors.js'
import { MAX_REMEMBERED_MODELS, MODEL_MEMORY_MS } from '../limits.js'
import { Catalogue } from './catalogue.js'
import type { MeshModel, SchedulerComponents } from './index.js'

/**
 * The models of the mesh, and those that were there a while ago: who asks for one of these has named it rightly, and is to
 * come again, since the nodes that have it are starting or out of reach.
 */
export class KnownModels {
  readonly #components: Pick<SchedulerComponents, 'clock' | 'isLoading'>
  #catalogue: Catalogue | undefined
  /** What the catalogue was made of: this node's models, then a list for each peer. */
  #offered: readonly (EngineModel | readonly EngineModel[])[] = []
  /** Digest → a model that is gone; in the order in which they went. */
  readonly #gone = new Map<string, { readonly model: EngineModel; readonly untilMs: number }>()

  constructor(components: Pick<SchedulerComponents, 'clock' | 'isLoading'>) {
    this.#components = components
  }

  /** Those that are there now. */
  now(local: readonly EngineModel[], peers: readonly PeerRecord[]): Catalogue {
    const offered = [...local, ...peers.map(({ models }) => models)]
    if (this.#catalogue !== undefined && isSame(offered, this.#offered)) return this.#catalogue
    this.#forget(this.#offered.flat())
    this.#offered = offered
    this.#catalogue = new Catalogue(local, peers)
    return this.#catalogue
  }

  /** As {@link Catalogue.resolve}; a model that is gone has no nodes. While models load, none is unknown. */
  resolve(catalogue: Catalogue, name: string, task?: ModelTask): MeshModel {
    try {
      return catalogue.resolve(name, task)
    } catch (error) {
      if (!SovError.isInstance(error, 'ERR_SOV_MODEL_NOT_FOUND')) throw error
      if (this.#components.isLoading()) throw stillLoading(error)
      const nowMs = this.#components.clock.monotonicMs()
      const gone = [...this.#gone.values()].filter(({ untilMs }) => nowMs < untilMs).map(({ model }) => model)
      if (gone.length === 0) throw error
      return { ...new Catalogue(gone, []).resolve(name, task), nodes: 0, isLocal: false }
    }
  }

  #forget(models: readonly EngineModel[]): void {
    const untilMs = this.#components.clock.monotonicMs() + MODEL_MEMORY_MS
    for (const model of models) {
      this.#gone.delete(model.digest)
      this.#gone.set(model.digest, { model, untilMs })
    }
    for (const digest of this.#gone.keys()) {
      if (this.#gone.size <= MAX_REMEMBERED_MODELS) break
      this.#gone.delete(digest)
    }
  }
}

function stillLoading(cause: SovError): SovError {
  return new SovError('ERR_SOV_MODEL_LOADING', 'the node does not have this model yet: it is still loading', { cause })
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}
