import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_MODEL_PATH } from '../../node/package-info.js'
import type { BenchOptions } from './bench.js'

/** A chat model of 26 million parameters. It is not part of the repository. */
const SMALL = join(import.meta.dirname, '../../../../shared/models/minimind2-small-q8_0.gguf')

/** GGUF files of the models to measure: those that were asked for, else the one of the package and a larger one if it is there. */
export function chatModels({ models, progress }: Pick<BenchOptions, 'models' | 'progress'>): readonly string[] {
  if (models.length > 0) return models
  if (existsSync(SMALL)) return [DEMO_MODEL_PATH, SMALL]
  progress(`without ${SMALL}, which is not there`)
  return [DEMO_MODEL_PATH]
}
