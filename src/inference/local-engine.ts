import type {
  EmbedPart,
  EmbedRequest,
  Engine,
  EngineModel,
  GenerateOptions,
  GeneratePart,
  GenerateRequest,
  ModelDigest,
} from '../engine/index.js'
import { SovError } from '../errors.js'
import type { Admission } from './admission.js'

/** This node's own engine for its own clients: the same slots and queue as peers have, and first in it. */
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

  generate(request: GenerateRequest, options: GenerateOptions): AsyncIterable<GeneratePart> {
    return this.#admitted(request.model, options, () => this.#engine.generate(request, options))
  }

  embed(request: EmbedRequest, options: GenerateOptions): AsyncIterable<EmbedPart> {
    return this.#admitted(request.model, options, () => this.#engine.embed(request, options))
  }

  async *#admitted<P>(
    digest: ModelDigest,
    { signal }: GenerateOptions,
    answer: () => AsyncIterable<P>,
  ): AsyncIterable<P> {
    const model = this.models().find((loaded) => loaded.digest === digest)
    if (model === undefined) throw new SovError('ERR_SOV_MODEL_NOT_FOUND', 'the model is not loaded on this node')
    const place = this.#admission.enter(model)
    try {
      await place.turn(signal)
      yield* answer()
      place.done()
    } finally {
      place.leave()
    }
  }
}
