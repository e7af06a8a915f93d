/**
 * What does a client notice when the node that serves it dies, and how soon does nobody ask a dead node any more?
 *
 * Hypothesis: an answer goes on at another node after a new order, a prefill of the prompt and the answer so far, and the
 * first token of that, so that the client sees a pause of some round trips and no loss. A killed process closes its
 * sockets, which is seen at once; a frozen one is missed when it does not answer a ping.
 */
import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Bench } from './harness/bench.js'
import { brokenTable, measureBrokenAnswers, type BrokenAnswer } from './harness/broken-answers.js'
import { measureNotices, noticesTable, type Notices } from './harness/death-notices.js'
import { FailingMesh } from './harness/failing-mesh.js'
import { chatModels } from './harness/models.js'
import { Prompts } from './harness/prompts.js'

/** Wanted; reported, not enforced. */
const AIMS_MS = { 'kill -9': 1_000, SIGSTOP: 5_000 }
/** One is killed, another goes on, a third comes back from the run before. */
const SERVING = 3

export const failover: Bench = {
  question: 'What does a client notice when the node that serves it dies?',
  async measure(setting) {
    const { rounds, signal, progress, folder } = setting
    const broken: Record<string, readonly BrokenAnswer[]> = {}
    let notices: Notices | undefined
    for (const modelPath of chatModels(setting)) {
      const name = basename(modelPath, '.gguf')
      progress(`${name}: starting ${String(SERVING)} nodes`)
      const own = join(folder, name)
      await mkdir(own)
      const mesh = await FailingMesh.form({ modelPath, serving: SERVING, folder: own, signal })
      try {
        progress(`${name}: answers`)
        broken[name] = await measureBrokenAnswers(mesh, { runs: rounds, prompts: new Prompts(), signal })
        if (notices !== undefined) continue
        // What is served makes no difference to when its server is missed.
        progress('nodes that go')
        notices = await measureNotices(mesh, rounds, signal)
      } finally {
        // The next model has the processor for itself.
        await mesh.stop()
      }
    }
    return {
      sections: [brokenTable(broken), ...(notices === undefined ? [] : [noticesTable(notices, AIMS_MS)])],
      data: {
        settings: { rounds, serving: SERVING, aimsMs: AIMS_MS },
        units: { extraStallMs: 'ms', notices: 'ms' },
        broken,
        notices,
      },
    }
  },
}
