import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../../src/engine/index.js'
import { createSovNode, type SovNode, type SovNodeConfig } from '../../src/index.js'
import { until } from './until.js'

export interface TestNodeOptions extends Partial<SovNodeConfig> {
  readonly org: string
  readonly jurisdiction: string
  readonly engines?: readonly Engine[]
}

export interface TestNode {
  readonly node: SovNode
  readonly org: string
  readonly peerId: string
  readonly dataDir: string
}

/** Whole nodes in this process: real sockets on loopback, real LevelDB. */
export class TestMesh {
  readonly #folders: string[] = []
  readonly #nodes = new Set<SovNode>()

  /** The first makes the co-op and invites the others; resolves when all know each other and each other's models. */
  async form(options: readonly TestNodeOptions[]): Promise<readonly TestNode[]> {
    const [first, ...others] = options
    if (first === undefined) return []
    const founder = await this.start(first)
    await founder.node.control.createCoop({ name: 'Test co-op', orgName: first.org, jurisdiction: first.jurisdiction })
    const nodes = [founder]
    for (const other of others) {
      const { code } = await founder.node.control.invite({ orgName: other.org, jurisdiction: other.jurisdiction })
      const joined = await this.start(other)
      await joined.node.control.join(code)
      nodes.push(joined)
    }
    await this.known(nodes, options.filter(({ engines, models }) => (engines ?? models ?? []).length > 0).length)
    return nodes
  }

  /** Resolves when every node sees all others, and `serving` nodes with models, itself counted. */
  async known(nodes: readonly TestNode[], serving: number): Promise<void> {
    await until('the nodes of the mesh know each other', async () => {
      const seen = await Promise.all(
        nodes.map(async ({ node }) => {
          const peers = await node.control.peers()
          const offering = peers.filter(({ models, rttMs }) => models.length > 0 && rttMs !== undefined).length
          const own = (await node.control.status()).models.length > 0 ? 1 : 0
          return peers.length === nodes.length - 1 && offering + own === serving
        }),
      )
      return seen.every(Boolean)
    })
  }

  /** A node that is in no co-op. */
  async start({ org, ...config }: Omit<TestNodeOptions, 'jurisdiction'>): Promise<TestNode> {
    const dataDir = config.dataDir ?? (await mkdtemp(join(tmpdir(), 'sov-mesh-')))
    this.#folders.push(dataDir)
    const node = await createSovNode({
      listen: ['/ip4/127.0.0.1/tcp/0'],
      apiPort: 0,
      mdns: false,
      ...config,
      dataDir,
    })
    await node.start()
    this.#nodes.add(node)
    return { node, org, peerId: node.control.id().peerId, dataDir }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#nodes].map((node) => node.stop()))
    await Promise.all(this.#folders.map((folder) => rm(folder, { recursive: true, force: true })))
  }
}
