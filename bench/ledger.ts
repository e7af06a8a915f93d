/**
 * What does a receipt cost, and how far is that from what its signatures and its synced writes cost alone?
 *
 * Hypothesis: one after another a receipt waits for the disk, since three of its synced writes follow each other; many
 * at once share them, and signatures are at least half of the work. Between tokens nobody waits for a signature.
 */
import { join } from 'node:path'
import { DEMO_MODEL_PATH } from '../node/package-info.js'
import type { Bench } from './harness/bench.js'
import { fileSystemOf } from './harness/file-system.js'
import { growthTable, measureGrowth, verifyTable } from './harness/ledger-growth.js'
import { LedgerPair } from './harness/ledger-pair.js'
import { startMesh, type Mesh } from './harness/mesh.js'
import { Prompts } from './harness/prompts.js'
import { measureSettlementSpeeds, observeReceipt, settlementTable } from './harness/settlement-speeds.js'
import { delayTable, LONG_FAKES, measureTokenDelays, type TokenDelays } from './harness/token-delays.js'
import type { Worker } from './harness/worker.js'

/** Receipts that the question about the start-up check is about. */
const ASKED = 1_000_000
const SIZES = [10_000, 100_000] as const
/** Shows that it runs. */
const FEW_ROUNDS = 4
const SMALL_SIZES = [1_000, 5_000] as const
/** A compiler needs hundreds of requests to settle. */
const WARM_UP: Readonly<Record<string, number>> = { fake: 30, paced: 3 }

const VOUCHERS = 'with vouchers'
const NO_VOUCHERS = 'none before the end'

export const ledger: Bench = {
  question: 'What does a receipt cost?',
  async measure({ rounds, isFull, signal, progress, folder, spawn }) {
    const fileSystem = await fileSystemOf(folder)

    const openPair = async (name: string): Promise<LedgerPair> => {
      const pair = new LedgerPair(join(folder, name), () => spawn('ledger-worker.js'))
      await pair.open()
      return pair
    }

    progress('settlements')
    const settling = await openPair('settling')
    const work = await observeReceipt(settling)
    const speeds = await measureSettlementSpeeds(settling, work, join(folder, 'bare'), rounds, signal)
    await settling.stop()
    const growing = await openPair('growing')
    const sizes = rounds < FEW_ROUNDS ? SMALL_SIZES : isFull ? [...SIZES, ASKED] : SIZES
    const grown = await measureGrowth(growing, sizes, { signal, progress })
    await growing.stop()

    progress('starting four nodes')
    const meshes = {
      [VOUCHERS]: await startMeshOf('node-worker.js', join(folder, 'vouchers'), spawn),
      [NO_VOUCHERS]: await startMeshOf('voucherless-node-worker.js', join(folder, 'voucherless'), spawn),
    }
    const prompts = new Prompts()
    const delays: Record<string, Record<string, TokenDelays>> = {}
    for (const { model } of LONG_FAKES) {
      progress(`delays per token, ${model}`)
      const asked = { rounds, warmUp: WARM_UP[model] ?? 0, prompts, signal }
      const measured = await measureTokenDelays(Object.values(meshes), model, asked)
      delays[model] = Object.fromEntries(Object.keys(meshes).map((name, index) => [name, measured[index]!]))
    }

    return {
      sections: [
        `Two processes, each with a ledger on a database of its own (${fileSystem}); the cases alternate`,
        settlementTable(speeds, work),
        verifyTable(grown),
        growthTable(grown, ASKED),
        delayTable(delays),
      ],
      data: {
        fileSystem,
        settings: { rounds, sizes },
        units: { signUs: 'µs', verifyUs: 'µs', speeds: 'receipts/s', startMs: 'ms', diskBytes: 'bytes', delays: 'µs' },
        work,
        speeds,
        grown,
        delays,
      },
    }
  },
}

async function startMeshOf(entry: string, folder: string, spawn: (entry: string) => Worker): Promise<Mesh> {
  return startMesh({ provider: spawn(entry), consumer: spawn(entry) }, folder, DEMO_MODEL_PATH, { fakes: LONG_FAKES })
}
