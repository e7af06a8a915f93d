import type { Engine, EngineModel, GenerateOptions, GeneratePart, GenerateRequest } from '../engine/index.js'
import { SovError } from '../errors.js'
import type { Admission } from './admission.js'

/** This node's own engine for its own clients: the same slots and queue as peers have. */
export class AdmittedEngine implements Engine {
  readonly #engine: Engine
  readonly #admission: Admission

  constructor(engine: Engine, admission: Admission) {
    this.#engine = engine
    this.#admission = admission
  }

  get name(): string {
    return this.#engine.name
  }

  models(): readonly EngineModel[] {
    return this.#engine.models()
  }

  async *generate(request: GenerateRequest, options: GenerateOptions): AsyncIterable<GeneratePart> {
    const model = this.models().find(({ digest }) => digest === request.model)
    if (model === undefined) throw new SovError('ERR_SOV_MODEL_NOT_FOUND', 'the model is not loaded on this node')
    const place = this.#admission.enter(model)
    try {
      yield* this.#engine.generate(request, options)
    } finally {
      place.leave()
    }
  }
}
