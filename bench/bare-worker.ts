/** The lower bound: `sequence.evaluate()` of node-llama-cpp on rendered prompts, in a process that does nothing else. */
import {
  getLlama,
  LlamaLogLevel,
  resolveChatWrapper,
  type ChatHistoryItem,
  type ChatWrapper,
  type Llama,
  type LlamaContextSequence,
  type LlamaModel,
  type Token,
} from 'node-llama-cpp'
import {
  CONTEXT_TOKENS,
  OUTPUT_TOKENS,
  Stopwatch,
  STREAMS,
  together,
  type AnswerTimes,
  type Prompt,
  type Run,
} from './harness/answer.js'
import type { BareInput } from './harness/bare-path.js'
import { serveCalls } from './harness/worker.js'

interface Loaded {
  readonly model: LlamaModel
  readonly wrapper: ChatWrapper
  readonly sequences: readonly LlamaContextSequence[]
}

let llama: Llama | undefined
let loaded: Loaded | undefined

async function load(modelPath: string): Promise<void> {
  llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
    maxThreads: 1,
  })
  const model = await llama.loadModel({ modelPath })
  const context = await model.createContext({ sequences: STREAMS, contextSize: CONTEXT_TOKENS, threads: 1 })
  loaded = {
    model,
    wrapper: resolveChatWrapper(model, { warningLogs: false }),
    sequences: Array.from({ length: STREAMS }, () => context.getSequence()),
  }
}

async function run(
  { model, wrapper, sequences }: Loaded,
  prompts: readonly Prompt[],
  mayEndSooner: boolean,
): Promise<Run> {
  await Promise.all(sequences.map((sequence) => sequence.clearHistory()))
  const rendered = new Map(prompts.map((prompt) => [prompt, render(model, wrapper, prompt)]))
  return together(prompts, async (prompt, index): Promise<AnswerTimes> => {
    const watch = new Stopwatch(mayEndSooner ? undefined : OUTPUT_TOKENS)
    const generated = sequences[index]!.evaluate(rendered.get(prompt)!, { temperature: 0 })
    let tokens = 0
    while (tokens < OUTPUT_TOKENS && (await generated.next()).done !== true) {
      watch.token()
      tokens += 1
    }
    await generated.return()
    return watch.end(tokens, 0)
  })
}

function render(model: LlamaModel, wrapper: ChatWrapper, prompt: Prompt): Token[] {
  const chatHistory = prompt.map(
    ({ role, content }): ChatHistoryItem =>
      role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content },
  )
  return wrapper
    .generateContextState({ chatHistory: [...chatHistory, { type: 'model', response: [''] }] })
    .contextText.tokenize(model.tokenizer)
}

serveCalls(
  async (input: BareInput) => {
    if ('modelPath' in input) return load(input.modelPath)
    if (loaded === undefined) throw new Error('no model is loaded')
    return run(loaded, input.prompts, input.mayEndSooner)
  },
  async () => llama?.dispose(),
)
