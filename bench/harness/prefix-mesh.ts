import OpenAI from 'openai'
import type { CompletionUsage } from 'openai/resources/completions'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import { systemClock } from '../../src/clock.js'
import type { SovNodeConfig } from '../../src/sov-node-config.js'
import { TestMesh, type TestNode } from '../../test/helpers/mesh.js'
import { Random } from '../../test/spine/random.js'

export const ROUTERS = ['ours', 'round robin', 'random', 'least loaded', 'prefix only'] as const
export type Router = (typeof ROUTERS)[number]

/** What became of one request. */
export interface Asked {
  /** Milliseconds from the request to the first token at the client. */
  readonly firstTokenMs: number
  readonly promptTokens: number
  /** Of the prompt, that needed no reading. */
  readonly cachedTokens: number
  readonly text: string
}

export type Message = OpenAI.ChatCompletionMessageParam & { readonly content: string }

interface Worker {
  readonly peer: string
  running: number
  /** Prompts that it was sent. */
  readonly prompts: string[]
}

const WORKERS = 3
const SLOTS = 2
const OUTPUT_TOKENS = 24
const PREFILL_MS_PER_TOKEN = 1
const OUTPUT_MS_PER_TOKEN = 5

/** One node that asks and three that answer, over sockets of loopback, and a router: ours, or one that it is compared with. */
export class PrefixMesh {
  readonly #mesh: TestMesh
  readonly #client: OpenAI
  readonly #model: string
  readonly #workers: readonly Worker[]
  readonly #router: Router
  readonly #random: Random
  #turn = 0

  private constructor(mesh: TestMesh, nodes: readonly TestNode[], model: string, router: Router, seed: number) {
    const [asking, ...workers] = nodes
    if (asking?.node.apiAddress === undefined) throw new Error('the API is not up')
    this.#mesh = mesh
    this.#client = new OpenAI({ baseURL: `${asking.node.apiAddress}/v1`, apiKey: 'none', maxRetries: 10 })
    this.#model = model
    this.#workers = workers.map(({ peerId }) => ({ peer: peerId, running: 0, prompts: [] }))
    this.#router = router
    this.#random = new Random(seed)
  }

  /** Three nodes that read a token in a millisecond and write one in five. */
  static ofFakes(router: Router, seed: number): Promise<PrefixMesh> {
    const pace = { prefillMsPerToken: PREFILL_MS_PER_TOKEN, outputMsPerToken: OUTPUT_MS_PER_TOKEN }
    const engine = { clock: systemClock, slots: SLOTS, outputTokens: OUTPUT_TOKENS, ...pace }
    return PrefixMesh.#start(() => ({ engines: [createFakeEngine(engine)] }), router, seed)
  }

  /** Three nodes that serve a file. */
  static ofModels(path: string, router: Router, seed: number): Promise<PrefixMesh> {
    return PrefixMesh.#start(() => ({ models: [path], engine: { gpu: 'cpu', threads: 1, slots: SLOTS } }), router, seed)
  }

  static async #start(config: () => Partial<SovNodeConfig>, router: Router, seed: number): Promise<PrefixMesh> {
    const mesh = new TestMesh()
    try {
      const place = { jurisdiction: 'DE', org: 'Bench' }
      const nodes = await mesh.form([place, ...Array.from({ length: WORKERS }, () => ({ ...place, ...config() }))])
      const [asking] = nodes
      const models = (await asking?.node.control.peers())?.flatMap((peer) => peer.models) ?? []
      return new PrefixMesh(mesh, nodes, models[0] ?? '', router, seed)
    } catch (error) {
      await mesh.stop()
      throw error
    }
  }

  /** Sends a request and reads the whole answer. */
  async ask(messages: readonly Message[]): Promise<Asked> {
    const prompt = messages.map(({ role, content }) => `${role}:${content}`).join('\n')
    const worker = this.#choose(prompt)
    if (worker !== undefined) worker.running += 1
    worker?.prompts.push(prompt)
    try {
      return await this.#request(messages, worker?.peer)
    } finally {
      if (worker !== undefined) worker.running -= 1
    }
  }

  stop(): Promise<void> {
    return this.#mesh.stop()
  }

  /** Undefined: the node's own scheduler chooses. */
  #choose(prompt: string): Worker | undefined {
    switch (this.#router) {
      case 'ours':
        return undefined
      case 'round robin':
        return this.#next()
      case 'random':
        return this.#random.pick(this.#workers)
      case 'least loaded':
        return this.#workers.reduce((a, b) => (b.running < a.running ? b : a))
      case 'prefix only': {
        const shared = (worker: Worker): number => Math.max(0, ...worker.prompts.map((other) => common(prompt, other)))
        const best = this.#workers.reduce((a, b) => (shared(b) > shared(a) ? b : a))
        return shared(best) > 0 ? best : this.#next()
      }
    }
  }

  #next(): Worker | undefined {
    return this.#workers[this.#turn++ % this.#workers.length]
  }

  async #request(messages: readonly Message[], only: string | undefined): Promise<Asked> {
    const startedMs = performance.now()
    const stream = await this.#client.chat.completions.create({
      model: this.#model,
      messages: [...messages],
      max_completion_tokens: OUTPUT_TOKENS,
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
      // not of OpenAI's API
      ...{ provider: { tier: 'mesh', ...(only === undefined ? {} : { only: [only] }) } },
    })
    let firstTokenMs: number | undefined
    let text = ''
    let usage: CompletionUsage | undefined
    for await (const chunk of stream) {
      const content = chunk.choices[0]?.delta.content ?? ''
      if (content !== '') firstTokenMs ??= performance.now() - startedMs
      text += content
      usage = chunk.usage ?? usage
    }
    if (firstTokenMs === undefined || usage === undefined) throw new Error('the answer has no end')
    const cachedTokens = usage.prompt_tokens_details?.cached_tokens ?? 0
    return { firstTokenMs, text, promptTokens: usage.prompt_tokens, cachedTokens }
  }
}

function common(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}
