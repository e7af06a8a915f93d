import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** A real embedding model: 384 dimensions, 512 tokens of context. It is not part of the repository. */
export const MINILM = join(import.meta.dirname, '../../../shared/models/all-minilm-l6-v2-q8_0.gguf')

/** Why tests that need it cannot run; undefined when they can. */
export const withoutMinilm = existsSync(MINILM) ? undefined : `${MINILM} is not there`
