import { mkdirSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NodeProcess } from '../../node/demo/node-process.js'
import type { FakeEngineInit } from '../../src/engine/fake/index.js'
import type { PeerView } from '../../src/index.js'
import { until } from './until.js'

const SELF = [process.execPath, join(import.meta.dirname, '../../dist/node/main.js')]
const START = ['--listen', '/ip4/127.0.0.1/tcp/0', '--port', '0', '--no-mdns', '--threads', '1']

export interface ClusterNodeOptions {
  readonly org: string
  readonly jurisdiction: string
  /** What it serves: the model of the package, a fake engine, or nothing. @default nothing */
  readonly serves?: 'demo-model' | Omit<FakeEngineInit, 'clock'>
}

export interface ClusterNode {
  readonly process: NodeProcess
  readonly flags: readonly string[]
  peerId: string
  api: string
}

/** Nodes in processes of their own, started through the built CLI. */
export class Cluster {
  readonly #folder = mkdtempSync(join(tmpdir(), 'sov-cluster-'))
  readonly #abort = new AbortController()
  readonly nodes: ClusterNode[] = []

  /** The first makes the co-op and invites the others; resolves when it sees all that serve something. */
  async form(options: readonly ClusterNodeOptions[]): Promise<readonly ClusterNode[]> {
    for (const option of options) {
      const node = this.add(option)
      if (this.nodes[0] === node) {
        await node.process.command(
          'coop',
          'create',
          'Test',
          '--no-passphrase',
          '--org',
          option.org,
          '--jurisdiction',
          option.jurisdiction,
        )
      } else {
        await node.process.command('join', await this.invite(option))
      }
      await this.start(node)
    }
    await this.seen(this.nodes[0]!, options.slice(1).filter(({ serves }) => serves !== undefined).length)
    return this.nodes
  }

  add({ serves }: ClusterNodeOptions): ClusterNode {
    const folder = join(this.#folder, String(this.nodes.length))
    mkdirSync(folder)
    const env =
      typeof serves === 'object' ? { ...process.env, SOV_DEBUG_FAKE_ENGINE: JSON.stringify(serves) } : process.env
    const node: ClusterNode = {
      process: new NodeProcess({ self: SELF, folder, env, signal: this.#abort.signal }),
      flags: serves === 'demo-model' ? START : [...START, '--no-model'],
      peerId: '',
      api: '',
    }
    this.nodes.push(node)
    return node
  }

  async start(node: ClusterNode): Promise<void> {
    const { peerId, api } = await node.process.start(...node.flags)
    node.peerId = peerId
    node.api = api ?? ''
  }

  async invite({ org, jurisdiction }: ClusterNodeOptions): Promise<string> {
    const output = await this.nodes[0]!.process.command(
      'invite',
      '--org',
      org,
      '--jurisdiction',
      jurisdiction,
      '--json',
    )
    return (JSON.parse(output) as { code: string }).code
  }

  peers(node: ClusterNode): Promise<readonly PeerView[]> {
    return node.process.control.get<readonly PeerView[]>('/sov/v1/peers')
  }

  /** Resolves when a node sees so many members with models and a measured round trip. */
  async seen(node: ClusterNode, serving: number): Promise<void> {
    await until('the node sees the others', async () => {
      const peers = await this.peers(node)
      return peers.filter(({ models, rttMs }) => models.length > 0 && rttMs !== undefined).length === serving
    })
  }

  async stop(): Promise<void> {
    this.#abort.abort()
    await Promise.all(
      this.nodes.map(async ({ process }) => {
        await process.kill()
        await process.close()
      }),
    )
    await rm(this.#folder, { recursive: true, force: true })
  }
}
