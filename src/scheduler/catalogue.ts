import type { PeerRecord } from '../directory/index.js'
import { wrongTask, type EngineModel, type ModelTask } from '../engine/index.js'
import type { PeerIdString } from '../identity/index.js'
import { modelId, resolveModel, type KnownModel } from '../models/index.js'
import type { MeshModel } from './index.js'

interface Offered extends KnownModel {
  readonly model: EngineModel
  /** Undefined = this node. */
  readonly peer: PeerIdString | undefined
}

/** The models of the mesh, by the names that callers use. */
export class Catalogue {
  readonly #offered: readonly Offered[]

  constructor(local: readonly EngineModel[], peers: readonly PeerRecord[]) {
    this.#offered = [
      ...local.map((model) => offered(model, undefined)),
      ...peers.flatMap(({ peer, models }) => models.map((model) => offered(model, peer))),
    ]
  }

  list(): readonly MeshModel[] {
    // This node's own come last, and stay: a model goes by the name that it has here.
    const first = new Map(this.#offered.toReversed().map((known) => [known.digest, known]))
    return [...first.values()].map((known) => this.#view(known)).sort((a, b) => a.id.localeCompare(b.id))
  }

  /**
   * @param task - what it is wanted for; left out: whatever it is for.
   * @throws {SovError} ERR_SOV_MODEL_NOT_FOUND, ERR_SOV_MODEL_AMBIGUOUS, ERR_SOV_BAD_REQUEST
   */
  resolve(name: string, task?: ModelTask): MeshModel {
    const known = resolveModel(this.#offered, name)
    if (task === undefined || known.model.task === task) return this.#view(known)
    // one node with a wrong word about a model must not take it from the others
    const other = this.#offered.find(({ digest, model }) => digest === known.digest && model.task === task)
    if (other === undefined) throw wrongTask(known.model.task)
    return this.#view(other)
  }

  #view(known: Offered): MeshModel {
    const { task } = known.model
    const same = this.#offered.filter(({ digest, model }) => digest === known.digest && model.task === task)
    return {
      id: modelId(this.#offered, known),
      digest: known.digest,
      name: known.name,
      quantisation: known.quantisation,
      task,
      contextTokens: Math.max(...same.map(({ model }) => model.contextTokens)),
      parameters: known.model.manifest.parameters,
      nodes: new Set(same.map(({ peer }) => peer)).size,
      isLocal: same.some(({ isLocal }) => isLocal),
    }
  }
}

function offered(model: EngineModel, peer: PeerIdString | undefined): Offered {
  const { name, digest, manifest } = model
  return { name, digest, quantisation: manifest.quantisation, isLocal: peer === undefined, model, peer }
}
