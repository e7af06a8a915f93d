import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { systemClock } from '../../src/clock.js'
import type { Engine } from '../../src/engine/index.js'
import { createLlamaEngine, type LlamaEngine } from '../../src/engine/llama/index.js'
import { CONTEXT_TOKENS, Stopwatch, STREAMS, together, type AnswerTimes, type Path, type Prompt } from './answer.js'

/** Our engine as this process uses it, with a slot for each stream. */
export async function loadEngine(path: string): Promise<LlamaEngine> {
  const [content, { size, mtimeMs }] = await Promise.all([readFile(path), stat(path)])
  return createLlamaEngine({
    file: { path, sha256: createHash('sha256').update(content).digest(), sizeBytes: size, modifiedMs: mtimeMs },
    name: 'direct',
    clock: systemClock,
    options: { gpu: 'cpu', threads: 1, slots: STREAMS, contextTokens: CONTEXT_TOKENS },
  })
}

/**
 * An engine of this process, without anything around it.
 *
 * @param mayEndSooner - whether an answer may be shorter than `outputTokens`.
 */
export function enginePath(name: string, engine: Engine, outputTokens: number, mayEndSooner = false): Path {
  const model = engine.models()[0]?.digest
  if (model === undefined) throw new Error(`${engine.name} has no model`)
  return {
    name,
    run: (prompts) => together(prompts, (prompt) => ask(engine, model, prompt, outputTokens, mayEndSooner)),
  }
}

async function ask(
  engine: Engine,
  model: string,
  messages: Prompt,
  maxOutputTokens: number,
  mayEndSooner: boolean,
): Promise<AnswerTimes> {
  const sampling = { maxOutputTokens, temperature: 0, topP: 1, seed: undefined, stop: [] }
  const watch = new Stopwatch(mayEndSooner ? undefined : maxOutputTokens)
  const { signal } = new AbortController()
  for await (const part of engine.generate({ model, messages, sampling, tenant: 'bench' }, { signal })) {
    if (part.type === 'delta') watch.token()
    else if (part.type === 'end') return watch.end(part.usage.outputTokens, part.usage.cachedTokens)
  }
  throw new Error('the engine stopped before the end')
}
