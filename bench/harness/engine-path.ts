import type { Engine } from '../../src/engine/index.js'
import { Stopwatch, together, type AnswerTimes, type Path, type Prompt } from './answer.js'

/** An engine of this process, without anything around it. */
export function enginePath(name: string, engine: Engine, outputTokens: number): Path {
  const model = engine.models()[0]?.digest
  if (model === undefined) throw new Error(`${engine.name} has no model`)
  return { name, run: (prompts) => together(prompts, (prompt) => ask(engine, model, prompt, outputTokens)) }
}

async function ask(engine: Engine, model: string, messages: Prompt, maxOutputTokens: number): Promise<AnswerTimes> {
  const sampling = { maxOutputTokens, temperature: 0, topP: 1, seed: undefined, stop: [] }
  const watch = new Stopwatch(maxOutputTokens)
  const { signal } = new AbortController()
  for await (const part of engine.generate({ model, messages, sampling, tenant: 'bench' }, { signal })) {
    if (part.type === 'delta') watch.token()
    else if (part.type === 'end') return watch.end(part.usage.outputTokens, part.usage.cachedTokens)
  }
  throw new Error('the engine stopped before the end')
}
