import type { Path, Prompt, Run } from './answer.js'
import type { Worker } from './worker.js'

/** What the process of bare-worker is told; the first loads. */
export type BareInput =
  | { readonly modelPath: string }
  | { readonly prompts: readonly Prompt[]; readonly mayEndSooner: boolean }

/**
 * `sequence.evaluate()` of node-llama-cpp in a process of its own, which takes the times; answers of OUTPUT_TOKENS. Rendering the prompt and text
 * from tokens are not in them.
 *
 * @param mayEndSooner - whether the model may end an answer.
 * @param worker - a process running bare-worker; it stays the caller's.
 */
export async function barePath(name: string, worker: Worker, modelPath: string, mayEndSooner = false): Promise<Path> {
  await worker.call({ modelPath } satisfies BareInput)
  return { name, run: (prompts) => worker.call<Run>({ prompts, mayEndSooner } satisfies BareInput) }
}
