import { join } from 'node:path'

/** Where a node keeps what, below its data directory. */
export const dataDirPaths = (
  dataDir: string,
): Readonly<Record<'key' | 'database' | 'controlSocket' | 'modelHashes' | 'coopKeys', string>> => ({
  key: join(dataDir, 'identity.key'),
  database: join(dataDir, 'db'),
  controlSocket: join(dataDir, 'control.sock'),
  modelHashes: join(dataDir, 'model-hashes.json'),
  coopKeys: join(dataDir, 'coop'),
})
