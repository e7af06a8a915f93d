import { createHash } from 'node:crypto'
import { createReadStream, type Stats } from 'node:fs'
import { mkdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import type { ModelFile } from '../engine/llama/index.js'
import { SovError } from '../errors.js'
import { MAX_REMEMBERED_HASHES } from '../limits.js'

const cacheSchema = z.array(
  z.object({
    path: z.string(),
    sizeBytes: z.number(),
    modifiedMs: z.number(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
)
type CacheEntry = z.infer<typeof cacheSchema>[number]

/**
 * Hashes a model file, or remembers its hash: 40 GB take a minute to read.
 *
 * @param cachePath - JSON file with the hashes; made when absent, and begun anew when it is damaged.
 * @throws {SovError} ERR_SOV_MODEL_FILE when it is missing, unreadable or no file; or the reason of `signal`.
 */
export async function modelFile(path: string, cachePath: string, signal: AbortSignal): Promise<ModelFile> {
  try {
    const real = await realpath(path)
    const { size: sizeBytes, mtimeMs: modifiedMs } = await statFile(real)
    const known = (await readCache(cachePath)).find(
      (entry) => entry.path === real && entry.sizeBytes === sizeBytes && entry.modifiedMs === modifiedMs,
    )
    const sha256 = known === undefined ? await hashFile(real, signal) : Buffer.from(known.sha256, 'hex')
    if (known === undefined) {
      const entry = { path: real, sizeBytes, modifiedMs, sha256: sha256.toString('hex') }
      // Without a place to remember it, it is hashed again at the next start.
      await addToCache(cachePath, entry).catch(() => undefined)
    }
    return { path: real, sha256, sizeBytes, modifiedMs }
  } catch (cause) {
    signal.throwIfAborted()
    throw new SovError('ERR_SOV_MODEL_FILE', `cannot read the model file ${path}`, {
      cause,
      remedy: 'Give the path of a GGUF file that this user may read.',
    })
  }
}

async function statFile(path: string): Promise<Stats> {
  const facts = await stat(path)
  if (!facts.isFile()) throw new Error('not a file')
  return facts
}

async function hashFile(path: string, signal: AbortSignal): Promise<Buffer> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1_048_576 }), hash, { signal })
  return hash.digest()
}

async function readCache(path: string): Promise<readonly CacheEntry[]> {
  try {
    return cacheSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    // absent or damaged: everything in it can be computed again
    return []
  }
}

async function addToCache(path: string, added: CacheEntry): Promise<void> {
  const others = (await readCache(path)).filter((entry) => entry.path !== added.path)
  const temporary = `${path}.${String(process.pid)}.new`
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeFile(temporary, JSON.stringify([...others, added].slice(-MAX_REMEMBERED_HASHES), undefined, 2), {
    mode: 0o600,
  })
  await rename(temporary, path)
}
