import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import type { Question } from './chat.js'

interface ExpectedChat {
  readonly turns: readonly { readonly user: string; readonly assistant: string }[]
}

/** A question to the model of the package, and the one answer it gives at temperature 0. */
export function demoQuestion(): { readonly question: Question; readonly answer: string } {
  const lines = readFileSync(join(import.meta.dirname, '../../../models/expected.jsonl'), 'utf8')
    .trim()
    .split('\n')
  const [turn] = lines.map((line) => (JSON.parse(line) as ExpectedChat).turns).find(({ length }) => length === 1) ?? []
  if (turn === undefined) throw new Error('models/expected.jsonl has no single question')
  return { question: { model: 'sov-demo', content: turn.user }, answer: turn.assistant }
}

/** What the fake engine answers, whatever its delays. */
export async function fakeAnswer(
  { content, maxTokens: maxOutputTokens = Infinity }: Question,
  outputTokens: number,
): Promise<string> {
  const engine = createFakeEngine({ clock: systemClock, outputTokens })
  const [model] = engine.models()
  if (model === undefined) throw new Error('the fake engine has no model')
  const request = {
    model: model.digest,
    messages: [{ role: 'user' as const, content }],
    sampling: { temperature: 0, topP: 1, seed: undefined, maxOutputTokens, stop: [] },
    tenant: '',
  }
  let text = ''
  for await (const part of engine.generate(request, { signal: new AbortController().signal })) {
    if (part.type === 'delta') text += part.text
  }
  return text
}
