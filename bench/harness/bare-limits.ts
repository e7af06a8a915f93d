import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto'
import { Level } from 'level'
import type { WriteShape } from './ledgers.js'

/** Bytes of a message, as many as an order has. */
const MESSAGE = randomBytes(700)
const OPERATIONS = 500

/** Microseconds of one Ed25519 operation of node:crypto on one thread. */
export interface SignatureTimes {
  readonly signUs: number
  readonly verifyUs: number
}

export function measureSignatures(): SignatureTimes {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const signature = sign(null, MESSAGE, privateKey)
  return {
    signUs: timeUs(() => sign(null, MESSAGE, privateKey)),
    verifyUs: timeUs(() => verify(null, MESSAGE, publicKey, signature)),
  }
}

function timeUs(run: () => unknown): number {
  const startMs = performance.now()
  for (let i = 0; i < OPERATIONS; i++) run()
  return (1_000 * (performance.now() - startMs)) / OPERATIONS
}

/** A LevelDB that holds nothing but random bytes. */
export class BareDatabase {
  readonly #db: Level<Uint8Array, Uint8Array>

  constructor(path: string) {
    this.#db = new Level(path, { keyEncoding: 'view', valueEncoding: 'view' })
  }

  /**
   * Writes what receipts take, each commit a synced batch after the one before.
   *
   * @param commits - of one receipt.
   * @param together - so many receipts share each batch.
   * @returns receipts per second.
   */
  async write(commits: readonly (readonly WriteShape[])[], together: number, rounds: number): Promise<number> {
    const batches = Array.from({ length: rounds }, () =>
      commits.map((commit) => Array.from({ length: together }, () => commit.map(randomWrite)).flat()),
    ).flat()
    const startMs = performance.now()
    for (const batch of batches) await this.#db.batch(batch, { sync: true })
    return (1_000 * rounds * together) / (performance.now() - startMs)
  }

  close(): Promise<void> {
    return this.#db.close()
  }
}

function randomWrite({ keyBytes, valueBytes }: WriteShape): RandomWrite {
  const key = randomBytes(keyBytes)
  return valueBytes === undefined ? { type: 'del', key } : { type: 'put', key, value: randomBytes(valueBytes) }
}

type RandomWrite =
  | { readonly type: 'del'; readonly key: Uint8Array }
  | { readonly type: 'put'; readonly key: Uint8Array; readonly value: Uint8Array }
