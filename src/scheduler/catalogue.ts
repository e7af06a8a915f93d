import type { PeerRecord } from '../directory/index.js'
import type { EngineModel } from '../engine/index.js'
import { modelId, resolveModel, type KnownModel } from '../models/index.js'
import type { MeshModel } from './index.js'

interface Offered extends KnownModel {
  readonly model: EngineModel
}

/** The models of the mesh, by the names that callers use. */
export class Catalogue {
  readonly #offered: readonly Offered[]

  constructor(local: readonly EngineModel[], peers: readonly PeerRecord[]) {
    this.#offered = [
      ...local.map((model) => offered(model, true)),
      ...peers.flatMap(({ models }) => models.map((model) => offered(model, false))),
    ]
  }

  list(): readonly MeshModel[] {
    const first = new Map(this.#offered.map((known) => [known.digest, known]))
    return [...first.values()].map((known) => this.#view(known)).sort((a, b) => a.id.localeCompare(b.id))
  }

  /** @throws {SovError} ERR_SOV_MODEL_NOT_FOUND, ERR_SOV_MODEL_AMBIGUOUS */
  resolve(name: string): MeshModel {
    return this.#view(resolveModel(this.#offered, name))
  }

  #view(known: Offered): MeshModel {
    const same = this.#offered.filter(({ digest }) => digest === known.digest)
    return {
      id: modelId(this.#offered, known),
      digest: known.digest,
      name: known.name,
      quantisation: known.quantisation,
      contextTokens: Math.max(...same.map(({ model }) => model.contextTokens)),
      parameters: known.model.manifest.parameters,
      nodes: same.length,
      isLocal: same.some(({ isLocal }) => isLocal),
    }
  }
}

function offered(model: EngineModel, isLocal: boolean): Offered {
  const { name, digest, manifest } = model
  return { name, digest, quantisation: manifest.quantisation, isLocal, model }
}
