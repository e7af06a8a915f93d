import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '../../../../src/store/index.js'

/** A key whose order is that of the numbers. */
export function numbered(number: number): Uint8Array {
  const key = Buffer.alloc(4)
  key.writeUInt32BE(number)
  return key
}

/** Makes a database with as many table files as rounds: LevelDB moves what is in its log to one when it is opened. */
export async function makeDatabase(rounds: number, rowsEach: number): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'sov-tables-'))
  for (let round = 0; round < rounds; round++) {
    await withStore(path, async (store) => {
      const table = store.table('a')
      await store.commit(
        Array.from({ length: rowsEach }, (_, index) =>
          table.put(
            numbered(index * rounds + round),
            Buffer.from(`${String(round)} ${'words '.repeat(1 + (index % 40))}`),
          ),
        ),
      )
    })
  }
  await withStore(path, () => Promise.resolve())
  return path
}

/** Opens a database for some work. */
async function withStore<T>(path: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ path })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** Names of the table files in a folder, in their order. */
export async function tableNames(path: string): Promise<string[]> {
  return (await readdir(path)).filter((name) => name.endsWith('.ldb')).sort()
}

export async function readTable(path: string, name: string): Promise<Buffer> {
  return readFile(join(path, name))
}
