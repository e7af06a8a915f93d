import { basename } from 'node:path'
import type { ModelDigest } from '../engine/index.js'
import { SovError } from '../errors.js'

/** A model that some node of the mesh offers. */
export interface KnownModel {
  /** Its owner's name for it. */
  readonly name: string
  /** As in its manifest, e.g. `q8_0`. */
  readonly quantisation: string
  readonly digest: ModelDigest
  /** Whether this node has it. */
  readonly isLocal: boolean
}

const DIGEST_PREFIX_LENGTH = 8
/** Models that an error lists; more would hide the sentence. */
const MAX_LISTED = 10
const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/
/** `name`, `name:quantisation`, `name:quantisation@digest prefix` */
const ID = /^(?<name>[^:@]+)(?::(?<quantisation>[^:@]+))?(?:@(?<prefix>[0-9a-f]{1,64}))?$/
const QUANTISATION_SUFFIX = /[-._](?:i?q\d|tq\d|mxfp4|nvfp4|b?f16|f32)(?:_[a-z0-9]+)*$/

/** Whether a text may be a model's name: lower-case letters, digits, `.`, `_` and `-`, at most 64. */
export function isModelName(text: string): boolean {
  return NAME.test(text)
}

/** Name for a GGUF file: its stem in lower case without the quantisation at its end. */
export function modelNameOfFile(path: string): string {
  const stem = basename(path)
    .toLowerCase()
    .replace(/\.gguf$/, '')
  const name = stem
    .replace(QUANTISATION_SUFFIX, '')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+/, '')
    .slice(0, 64)
  return name === '' ? 'model' : name
}

/**
 * Finds the one model that a caller means.
 *
 * @param models - what is known of the mesh; a digest may occur several times, once per node.
 * @param wanted - `name`, `name:quantisation`, `name:quantisation@digest prefix`, or a whole digest; case is ignored.
 * @returns a match; of several different models the only local one.
 * @throws {SovError} ERR_SOV_MODEL_NOT_FOUND, ERR_SOV_MODEL_AMBIGUOUS
 */
export function resolveModel<M extends KnownModel>(models: readonly M[], wanted: string): M {
  const all = models.filter(matcher(wanted))
  const matches = distinct(all)
  const local = distinct(all.filter(({ isLocal }) => isLocal))
  const found = matches.length === 1 ? matches[0] : local.length === 1 ? local[0] : undefined
  if (found !== undefined) return found
  if (matches.length === 0) {
    const known = distinct(models).map((model) => modelId(models, model))
    throw new SovError('ERR_SOV_MODEL_NOT_FOUND', 'no node offers this model', {
      param: 'model',
      remedy: known.length === 0 ? 'Load a model on a node of the mesh.' : `Ask for one of: ${list(known)}.`,
    })
  }
  throw new SovError('ERR_SOV_MODEL_AMBIGUOUS', 'this name means several models', {
    param: 'model',
    remedy: `Ask for one of: ${list(matches.map(fullId))}.`,
  })
}

/**
 * Shortest id that {@link resolveModel} understands as this model among all that are known: `sov-demo`, else
 * `sov-demo:q8_0`, else `sov-demo:q8_0@a1b2c3d4`, else the digest.
 */
export function modelId(models: readonly KnownModel[], model: KnownModel): string {
  const ids = [model.name, `${model.name}:${model.quantisation}`, fullId(model)]
  return ids.find((id) => models.filter(matcher(id)).every(({ digest }) => digest === model.digest)) ?? model.digest
}

function matcher(wanted: string): (model: KnownModel) => boolean {
  const id = wanted.toLowerCase()
  const { name, quantisation, prefix } = ID.exec(id)?.groups ?? {}
  return (model) =>
    model.digest === id ||
    (model.name.toLowerCase() === name &&
      (quantisation === undefined || model.quantisation === quantisation) &&
      (prefix === undefined || model.digest.startsWith(prefix)))
}

function distinct<M extends KnownModel>(models: readonly M[]): readonly M[] {
  return [...new Map(models.map((model) => [model.digest, model])).values()]
}

function fullId({ name, quantisation, digest }: KnownModel): string {
  return `${name}:${quantisation}@${digest.slice(0, DIGEST_PREFIX_LENGTH)}`
}

function list(ids: readonly string[]): string {
  const more = ids.length - MAX_LISTED
  return ids.slice(0, MAX_LISTED).join(', ') + (more > 0 ? ` and ${String(more)} more` : '')
}
