import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Draft } from '../../src/ledger/writer.js'
import { openStore, type Store } from '../../src/store/index.js'

/** Runs with a step on an empty database, which is removed afterwards. */
export async function withDraft(run: (draft: Draft, store: Store) => Promise<void>): Promise<void> {
  const path = await mkdtemp(join(tmpdir(), 'sov-draft-'))
  const store = await openStore({ path })
  try {
    await run(new Draft(store), store)
  } finally {
    await store.close()
    await rm(path, { recursive: true })
  }
}
