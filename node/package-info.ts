import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder of this package: sources and compiled files lie at different depths in it. */
function packageRoot(): URL {
  let folder = new URL('.', import.meta.url)
  while (!existsSync(new URL('package.json', folder))) folder = new URL('..', folder)
  return folder
}

const root = packageRoot()

export const VERSION = (JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string }).version

/** The model that comes with the package. */
export const DEMO_MODEL_PATH = fileURLToPath(new URL('models/sov-demo-q8_0.gguf', root))
