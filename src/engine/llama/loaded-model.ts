import { availableParallelism } from 'node:os'
import {
  getLlama,
  getModuleVersion,
  GgufInsights,
  InsufficientMemoryError,
  LlamaLogLevel,
  readGgufFileInfo,
  resolveChatWrapper,
  type GgufFileInfo,
  type Llama,
  type LlamaModel,
} from 'node-llama-cpp'
import { systemClock } from '../../clock.js'
import { SovError } from '../../errors.js'
import type { AnswerPart, EngineRequest, ModelTask } from '../index.js'
import { wrongTask } from '../request-errors.js'
import { answerChat } from './answer.js'
import { embed } from './embed.js'
import { ggufFacts, modelTask } from './gguf-facts.js'
import type { LoadedFacts, LoadMessage } from './messages.js'
import { SequencePool } from './sequence-pool.js'
import { fastestThreads } from './threads.js'

/** Steps per thread count; the median counts. */
const MEASURED_STEPS = 5
/** Ends a measurement after the step that passes it, for models or thread counts with slow steps. */
const MEASURE_MS = 100

/** A model in memory, ready to answer. */
export interface LoadedModel {
  readonly facts: LoadedFacts
  /**
   * Answers one request.
   *
   * @param signal - ends the work at its next step; the parts then end without `end`.
   * @throws {SovError} ERR_SOV_CONTEXT_OVERFLOW, ERR_SOV_BAD_REQUEST, ERR_SOV_ENGINE_FAILED
   */
  answer(request: EngineRequest, signal: AbortSignal): AsyncIterable<AnswerPart>
}

/** Memory that requests need besides the weights. */
interface ContextSize {
  readonly contextSize: number
  readonly sequences: number
  /** undefined = the library's own. */
  readonly batchSize?: number
}

/** Sets the number of threads, by a step of the work that the model will do. */
type Tune = (step: () => Promise<unknown>) => Promise<void>

type Opened = Pick<LoadedModel, 'answer'> & Pick<LoadedFacts, 'contextTokens'>

/** @throws {SovError} ERR_SOV_MODEL_FILE, ERR_SOV_MODEL_BROKEN, ERR_SOV_MODEL_MEMORY, ERR_SOV_ENGINE_FAILED */
export async function loadModel(message: LoadMessage): Promise<LoadedModel> {
  const cores = availableParallelism()
  const llama = await startLlama(message, cores)
  const info = await readHeader(message.path)
  const gguf = ggufFacts(info)
  const insights = await GgufInsights.from(info, llama)
  const task = modelTask(info, insights.hasDecoder)
  if (task === undefined) throw broken('it neither writes text nor makes one vector of it')
  const size = contextSizeFor(task, Math.min(message.contextTokens, gguf.contextTokens), message.slots)
  const memoryBytes = await checkFits(llama, insights, message, { ...size, isEmbeddingContext: task === 'embedding' })

  const model = await orModelError(llama.loadModel({ modelPath: message.path }))
  const open = task === 'embedding' ? openEmbedding : openChat
  const { answer, contextTokens } = await open(model, { ...size, threads: cores }, async (step) => {
    llama.maxThreads = message.threads ?? (await measureThreads(llama, cores, step))
  })
  return {
    answer,
    facts: {
      version: await getModuleVersion(),
      device: llama.gpu === false ? 'cpu' : llama.gpu,
      threads: llama.maxThreads,
      slots: message.slots,
      task,
      contextTokens,
      memoryBytes,
      gguf,
    },
  }
}

function contextSizeFor(task: ModelTask, tokens: number, slots: number): ContextSize {
  return task === 'embedding'
    ? // a text is seen at once, so it must fit one batch; the library wants one place more than it has tokens
      { contextSize: tokens + 1, batchSize: tokens, sequences: 1 }
    : { contextSize: tokens, sequences: slots }
}

async function openChat(
  model: LlamaModel,
  options: ContextSize & { readonly threads: number },
  tune: Tune,
): Promise<Opened> {
  const context = await orModelError(model.createContext(options))
  const sequence = context.getSequence()
  try {
    const tokens = model.tokenize('The').slice(0, 1)
    await tune(() => sequence.evaluateWithoutGeneratingNewTokens(tokens))
  } finally {
    await sequence.dispose()
  }
  const wrapper = resolveChatWrapper(model, { warningLogs: false })
  const chat = { model, context, wrapper, sequences: new SequencePool(context) }
  return {
    contextTokens: context.contextSize,
    answer: (request, signal) => {
      if ('inputs' in request) throw wrongTask('chat')
      return answerChat(chat, request, signal)
    },
  }
}

async function openEmbedding(
  model: LlamaModel,
  { contextSize, ...options }: ContextSize & { readonly threads: number },
  tune: Tune,
): Promise<Opened> {
  const context = await orModelError(model.createEmbeddingContext({ contextSize, ...options }))
  await tune(() => context.getEmbeddingFor('The cat sits outside.'))
  const contextTokens = contextSize - 1
  return {
    contextTokens,
    answer: (request, signal) => {
      if (!('inputs' in request)) throw wrongTask('embedding')
      return embed({ model, context, contextTokens }, request, signal)
    },
  }
}

async function startLlama({ gpu }: LoadMessage, cores: number): Promise<Llama> {
  try {
    return await getLlama({
      gpu: gpu === 'cpu' ? false : gpu,
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logLevel: LlamaLogLevel.error,
      // the splitter must not cut what measureThreads asks for
      maxThreads: cores,
    })
  } catch (cause) {
    throw new SovError('ERR_SOV_ENGINE_FAILED', `llama.cpp does not run here with compute layer ${gpu}`, {
      cause,
      remedy: 'Choose another compute layer, or install the package with its optional dependencies.',
    })
  }
}

async function readHeader(path: string): Promise<GgufFileInfo> {
  const info = await readGgufFileInfo(path, { sourceType: 'filesystem', logWarnings: false }).catch(
    (cause: unknown) => {
      throw broken('the file is not a GGUF model', cause)
    },
  )
  if (info.splicedParts > 1) {
    throw new SovError('ERR_SOV_MODEL_FILE', 'the model is split over several files', {
      remedy: 'Merge them with llama-gguf-split --merge: the hash of one file identifies a model.',
    })
  }
  if ((info.tensorInfo ?? []).length === 0) throw broken('the file has no weights')
  return info
}

/**
 * Refuses a model that has no room here, before the system has to kill something. Sums the memory of machine and GPU,
 * because layers are spread over both.
 *
 * @returns bytes that it needs.
 */
async function checkFits(
  llama: Llama,
  insights: GgufInsights,
  { memoryBytes }: LoadMessage,
  size: ContextSize & { readonly isEmbeddingContext: boolean },
): Promise<number> {
  const freeBytes = memoryBytes ?? process.availableMemory() + (await llama.getVramState()).free
  const context = await insights
    .estimateContextResourceRequirementsV2({ ...size, modelGpuLayers: 0 })
    .catch((cause: unknown) => {
      throw broken('llama.cpp cannot read the model', cause)
    })
  const neededBytes = insights.modelSize + context.cpuRam
  if (neededBytes > freeBytes) throw tooLittleMemory({ neededBytes, freeBytes })
  return neededBytes
}

async function measureThreads(llama: Llama, cores: number, step: () => Promise<unknown>): Promise<number> {
  // the first step brings the weights into memory and would be measured with them
  await step()
  return fastestThreads(cores, async (threads) => {
    llama.maxThreads = threads
    const times: number[] = []
    const begin = systemClock.monotonicMs()
    let now = begin
    while (times.length < MEASURED_STEPS && now - begin < MEASURE_MS) {
      await step()
      times.push(systemClock.monotonicMs() - now)
      now = systemClock.monotonicMs()
    }
    return times.sort((a, b) => a - b)[times.length >> 1] ?? Infinity
  })
}

async function orModelError<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading
  } catch (cause) {
    throw cause instanceof InsufficientMemoryError ? tooLittleMemory({}, cause) : broken('llama.cpp refuses it', cause)
  }
}

function broken(why: string, cause?: unknown): SovError {
  return new SovError('ERR_SOV_MODEL_BROKEN', `the model cannot be used: ${why}`, {
    cause,
    remedy: 'Fetch the file again and compare its SHA-256 with that of its publisher.',
  })
}

function tooLittleMemory(details: Readonly<Record<string, number>>, cause?: unknown): SovError {
  return new SovError('ERR_SOV_MODEL_MEMORY', 'the model does not fit into the free memory', {
    cause,
    details,
    remedy: 'Use a smaller model, a shorter context or fewer slots, or free memory.',
  })
}
