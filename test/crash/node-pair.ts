import { mkdirSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NodeProcess } from '../../node/demo/node-process.js'
import type { PeerView } from '../../src/api/index.js'
import { freePort } from '../helpers/free-port.js'
import { until } from '../helpers/until.js'

const SELF = [process.execPath, join(import.meta.dirname, '../../dist/node/main.js')]
const CONTEXT_TOKENS = 4_096

/** One of two node processes; each serves a model of its own, so that each works for the other. */
export interface PairedNode {
  readonly process: NodeProcess
  /** The model that it serves. */
  readonly model: string
  /** Base URL of its API while it runs. */
  api: string | undefined
  start(): Promise<void>
  /** Kills it as a power cut would, and starts it again. */
  kill(): Promise<void>
}

/** Two members of one co-op, each in a process of its own, at addresses that outlive a restart. */
export class NodePair {
  readonly nodes: readonly [PairedNode, PairedNode]
  readonly #folder: string
  readonly #abort: AbortController

  private constructor(folder: string, abort: AbortController, nodes: readonly [PairedNode, PairedNode]) {
    this.#folder = folder
    this.#abort = abort
    this.nodes = nodes
  }

  /** @param outputTokens - how long an answer is when its request sets no lower limit. */
  static async form(outputTokens: number): Promise<NodePair> {
    const folder = mkdtempSync(join(tmpdir(), 'sov-pair-'))
    const abort = new AbortController()
    const add = (name: string): Promise<PairedNode> => addNode(join(folder, name), name, outputTokens, abort.signal)
    const pair = new NodePair(folder, abort, [await add('north'), await add('south')])
    const [north, south] = pair.nodes
    await north.process.command('coop', 'create', 'Test', '--no-passphrase', '--org', 'North', '--jurisdiction', 'NO')
    await north.start()
    const invite = await north.process.command('invite', '--org', 'South', '--jurisdiction', 'IT', '--json')
    await south.process.command('join', (JSON.parse(invite) as { code: string }).code)
    await south.start()
    await pair.connected()
    return pair
  }

  /** Resolves when each knows the other's model. */
  async connected(): Promise<void> {
    await until('the two nodes know each other', async () => {
      const peers = await Promise.all(
        this.nodes.map(({ process }) => process.control.get<readonly PeerView[]>('/sov/v1/peers')),
      )
      return peers.every(([peer]) => peer !== undefined && peer.models.length > 0 && peer.rttMs !== undefined)
    })
  }

  /** Stops and starts both in peace. */
  async restart(): Promise<void> {
    for (const node of this.nodes) await node.process.stop()
    for (const node of this.nodes) await node.start()
    await this.connected()
  }

  async remove(): Promise<void> {
    this.#abort.abort()
    for (const { process } of this.nodes) {
      await process.kill()
      await process.close()
    }
    await rm(this.#folder, { recursive: true, force: true })
  }
}

async function addNode(folder: string, model: string, outputTokens: number, signal: AbortSignal): Promise<PairedNode> {
  mkdirSync(folder)
  const engine = { models: [model], outputTokens, contextTokens: CONTEXT_TOKENS, outputMsPerToken: 1 }
  const env = { ...process.env, SOV_DEBUG_FAKE_ENGINE: JSON.stringify(engine) }
  const nodeProcess = new NodeProcess({ self: SELF, folder, env, signal })
  const listen = `/ip4/127.0.0.1/tcp/${String(await freePort())}`
  const node: PairedNode = {
    process: nodeProcess,
    model,
    api: undefined,
    start: async () => {
      const { api } = await nodeProcess.start('--listen', listen, '--port', '0', '--no-mdns', '--no-model', '--json')
      node.api = api
    },
    kill: async () => {
      node.api = undefined
      await nodeProcess.kill()
      await node.start()
    },
  }
  return node
}
