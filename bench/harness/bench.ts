import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { environment, heading } from './environment.js'
import { Worker } from './worker.js'

/** A question, answered by measuring. */
export interface Bench {
  /** One sentence; the first line of the report. */
  readonly question: string
  measure(setting: BenchSetting): Promise<Findings>
}

export interface BenchOptions {
  /** How often each case is measured; cheap ones a multiple of it. */
  readonly rounds: number
  /** Whether what grows over minutes is made as large as the question asks, however long it takes. */
  readonly isFull: boolean
  /** Whether it is only to be shown that it runs. */
  readonly isQuick: boolean
  /** GGUF files of the models to measure; none = those at hand. */
  readonly models: readonly string[]
  /** The llama-server of llama.cpp to measure beside ours; undefined = none. */
  readonly llamaServer: string | undefined
  /** Ends the bench between two measurements. */
  readonly signal: AbortSignal
  /** Told what is being done now. */
  readonly progress: (what: string) => void
}

/** Where and how a bench measures; nothing of it is left afterwards. */
export interface BenchSetting extends BenchOptions {
  /** Empty at first, on the disk of the temporary files. */
  readonly folder: string
  /** A process of its own. @param entry - a file of this folder's parent. */
  readonly spawn: (entry: string) => Worker
  /** Does this when all is measured, or has failed; the last first. */
  readonly afterwards: (undo: () => Promise<unknown>) => void
}

/** What was measured. */
export interface Findings {
  /** Tables, and what one has to know to read them. */
  readonly sections: readonly string[]
  /** All samples and what they were taken with; JSON. */
  readonly data: object
}

/** Findings with what they depend on. */
export interface BenchReport {
  readonly text: string
  /** JSON. */
  readonly data: object
}

/** Runs a bench; leaves no process and no file behind. */
export async function runBench(name: string, bench: Bench, options: BenchOptions): Promise<BenchReport> {
  const undone: (() => Promise<unknown>)[] = []
  const afterwards = (undo: () => Promise<unknown>): void => void undone.push(undo)
  try {
    const folder = await mkdtemp(join(tmpdir(), 'sov-bench-'))
    afterwards(() => rm(folder, { recursive: true, force: true }))
    const machine = await environment(folder)
    const spawn = (entry: string): Worker => {
      const worker = new Worker(entry)
      afterwards(() => worker.stop())
      return worker
    }
    const { sections, data } = await bench.measure({ ...options, folder, spawn, afterwards })
    const [loadAfter = 0] = loadavg()
    return {
      text: [heading(bench.question, machine, loadAfter), ...sections].join('\n\n'),
      data: { bench: name, environment: { ...machine, loadAfter }, ...data },
    }
  } finally {
    for (const undo of undone.reverse()) await undo().catch((error: unknown) => console.error(error))
  }
}
