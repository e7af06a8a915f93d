import { modelManifest, sha256, toHex, type ModelManifest } from '../wire/index.js'

/** SHA-256 of a model's manifest, 64 hexadecimal digits: what "the same model" means. */
export type ModelDigest = string

export function manifestDigest(manifest: ModelManifest): ModelDigest {
  return toHex(sha256(modelManifest.encode(manifest)))
}
