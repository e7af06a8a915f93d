import { availableParallelism } from 'node:os'
import {
  getLlama,
  getModuleVersion,
  GgufInsights,
  InsufficientMemoryError,
  LlamaLogLevel,
  readGgufFileInfo,
  resolveChatWrapper,
  type ChatWrapper,
  type GgufFileInfo,
  type Llama,
  type LlamaContext,
  type LlamaModel,
} from 'node-llama-cpp'
import { systemClock } from '../../clock.js'
import { SovError } from '../../errors.js'
import { ggufFacts } from './gguf-facts.js'
import type { LoadedFacts, LoadMessage } from './messages.js'
import { SequencePool } from './sequence-pool.js'
import { fastestThreads } from './threads.js'

/** Decode steps per thread count; the median counts. */
const MEASURED_STEPS = 5
/** Ends a measurement after the step that passes it, for models or thread counts with slow steps. */
const MEASURE_MS = 100

/** A model in memory, ready to answer. */
export interface LoadedModel {
  readonly model: LlamaModel
  /** Resolved once: finding the wrapper renders templates for most of a second. */
  readonly wrapper: ChatWrapper
  readonly context: LlamaContext
  readonly sequences: SequencePool
  readonly facts: LoadedFacts
}

/** @throws {SovError} ERR_SOV_MODEL_FILE, ERR_SOV_MODEL_BROKEN, ERR_SOV_MODEL_MEMORY, ERR_SOV_ENGINE_FAILED */
export async function loadModel(message: LoadMessage): Promise<LoadedModel> {
  const cores = availableParallelism()
  const llama = await startLlama(message, cores)
  const info = await readHeader(message.path)
  const gguf = ggufFacts(info)
  const contextSize = Math.min(message.contextTokens, gguf.contextTokens)
  await checkFits(llama, info, message, contextSize)

  const model = await orModelError(llama.loadModel({ modelPath: message.path }))
  const context = await orModelError(model.createContext({ sequences: message.slots, contextSize, threads: cores }))
  const threads = message.threads ?? (await measureThreads(llama, context, cores))
  llama.maxThreads = threads
  return {
    model,
    context,
    wrapper: resolveChatWrapper(model, { warningLogs: false }),
    sequences: new SequencePool(context),
    facts: {
      version: await getModuleVersion(),
      device: llama.gpu === false ? 'cpu' : llama.gpu,
      threads,
      slots: message.slots,
      contextTokens: context.contextSize,
      gguf,
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
 * Refuses a model that has no use here, or no room, before the system has to kill something. Sums the memory of machine
 * and GPU, because layers are spread over both.
 */
async function checkFits(
  llama: Llama,
  info: GgufFileInfo,
  { memoryBytes, slots }: LoadMessage,
  contextSize: number,
): Promise<void> {
  const insights = await GgufInsights.from(info, llama)
  if (!insights.hasDecoder || info.architectureMetadata.attention?.causal === false) {
    throw broken('it reads text but cannot write any')
  }
  const freeBytes = memoryBytes ?? process.availableMemory() + (await llama.getVramState()).free
  const context = await insights
    .estimateContextResourceRequirementsV2({ contextSize, sequences: slots, modelGpuLayers: 0 })
    .catch((cause: unknown) => {
      throw broken('llama.cpp cannot read the model', cause)
    })
  const neededBytes = insights.modelSize + context.cpuRam
  if (neededBytes > freeBytes) throw tooLittleMemory({ neededBytes, freeBytes })
}

async function measureThreads(llama: Llama, context: LlamaContext, cores: number): Promise<number> {
  const sequence = context.getSequence()
  try {
    const [token] = context.model.tokenize('The')
    if (token === undefined) return 1
    // the first step brings the weights into memory and would be measured with them
    await sequence.evaluateWithoutGeneratingNewTokens([token])
    return await fastestThreads(cores, async (threads) => {
      llama.maxThreads = threads
      const times: number[] = []
      const begin = systemClock.monotonicMs()
      let now = begin
      while (times.length < MEASURED_STEPS && now - begin < MEASURE_MS) {
        await sequence.evaluateWithoutGeneratingNewTokens([token])
        times.push(systemClock.monotonicMs() - now)
        now = systemClock.monotonicMs()
      }
      return times.sort((a, b) => a - b)[times.length >> 1] ?? Infinity
    })
  } finally {
    await sequence.dispose()
  }
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
