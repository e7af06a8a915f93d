import { GgmlType, GgufFileType, type GgufFileInfo, type GgufTensorInfo } from 'node-llama-cpp'
import type { ModelTask } from '../index.js'
import type { GgufFacts } from './messages.js'

/** Ways to make one vector of a text that llama.cpp knows (llama_pooling_type): mean, first token, last token. */
const POOLING_TYPES: ReadonlySet<number | undefined> = new Set([1, 2, 3])

/** Reads what identifies a model from the header of its file; the same file gives the same facts everywhere. */
export function ggufFacts(info: GgufFileInfo): GgufFacts {
  const tensors = info.tensorInfo ?? []
  const parameters = sum(tensors.map(elements))
  const expertParameters = sum(tensors.filter(isExpert).map(elements))
  // typed as a union over all architectures; every one of them may carry these keys
  const llm = info.architectureMetadata as {
    context_length?: number
    expert_count?: number
    expert_used_count?: number
  }
  const experts = BigInt(llm.expert_count ?? 0)
  const expertsUsed = BigInt(llm.expert_used_count ?? 0)
  return {
    architecture: info.metadata.general.architecture,
    quantisation: quantisation(info.metadata.general.file_type, tensors),
    parameters,
    activeParameters:
      experts === 0n ? parameters : parameters - expertParameters + (expertParameters * expertsUsed) / experts,
    contextTokens: llm.context_length ?? 0,
  }
}

/**
 * What a model is for: it embeds when its file says how to make one vector of a text.
 *
 * @returns undefined for what does neither: it cannot write, and gives a vector per token, or ranks texts.
 */
export function modelTask({ architectureMetadata }: GgufFileInfo, hasDecoder: boolean): ModelTask | undefined {
  const { pooling_type: pooling, attention } = architectureMetadata
  if (POOLING_TYPES.has(pooling)) return 'embedding'
  return hasDecoder && attention?.causal !== false ? 'chat' : undefined
}

/** Weights of all experts of a layer lie in one tensor, e.g. `blk.0.ffn_gate_exps.weight`. */
function isExpert({ name }: GgufTensorInfo): boolean {
  return name.includes('_exps.')
}

function elements({ dimensions }: GgufTensorInfo): bigint {
  return dimensions.reduce<bigint>((product, dimension) => product * BigInt(dimension), 1n)
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n)
}

function quantisation(fileType: GgufFileType | undefined, tensors: readonly GgufTensorInfo[]): string {
  const name = fileType === undefined ? undefined : (GgufFileType[fileType] as string | undefined)
  return (name?.replace(/^(MOSTLY|ALL)_/, '') ?? commonestType(tensors)).toLowerCase()
}

function commonestType(tensors: readonly GgufTensorInfo[]): string {
  const weights = new Map<GgmlType, bigint>()
  for (const tensor of tensors) {
    weights.set(tensor.ggmlType, (weights.get(tensor.ggmlType) ?? 0n) + elements(tensor))
  }
  const [commonest] = [...weights].sort(([, a], [, b]) => (a < b ? 1 : -1))
  return commonest === undefined ? 'unknown' : GgmlType[commonest[0]]
}
