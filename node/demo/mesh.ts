import { mkdirSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PeerView } from '../../src/api/index.js'
import type { Jsonified } from '../../src/json.js'
import { SovError } from '../../src/errors.js'
import type { ReceiptSummary } from '../../src/ledger/index.js'
import { NodeProcess, type NodeProcessInit } from './node-process.js'

export interface MeshNode {
  readonly org: string
  readonly jurisdiction: string
  readonly process: NodeProcess
}

/** Who takes part; the first makes the co-op and is the one that asks. */
const CAST = [
  { org: 'Fjord University', jurisdiction: 'NO' },
  { org: 'Spree Institute', jurisdiction: 'DE' },
  { org: 'Atelier Seine', jurisdiction: 'FR' },
  { org: 'Hudson Compute', jurisdiction: 'US' },
] as const

// Loopback and free ports only; one thread each, since four engines share one machine.
const START = ['--listen', '/ip4/127.0.0.1/tcp/0', '--port', '0', '--no-mdns', '--threads', '1']
const SEEN_WITHIN_MS = 60_000
const SETTLED_WITHIN_MS = 10_000
const POLL_MS = 50

/** Real nodes in processes of their own, in one temporary folder. */
export class DemoMesh {
  readonly folder = mkdtempSync(join(tmpdir(), 'sov-demo-'))
  readonly nodes: readonly MeshNode[]
  readonly #signal: AbortSignal

  constructor(init: Pick<NodeProcessInit, 'self' | 'env' | 'signal' | 'isDetached'>) {
    this.#signal = init.signal
    this.nodes = CAST.map(({ org, jurisdiction }) => {
      const folder = join(this.folder, jurisdiction.toLowerCase())
      mkdirSync(folder)
      return { org, jurisdiction, process: new NodeProcess({ ...init, folder }) }
    })
  }

  /** The node that asks. */
  get asking(): MeshNode {
    return this.node('NO')
  }

  node(jurisdiction: string): MeshNode {
    const node = this.nodes.find((candidate) => candidate.jurisdiction === jurisdiction)
    if (node === undefined) throw new SovError('ERR_SOV_INTERNAL', `no node of the demo is in ${jurisdiction}`)
    return node
  }

  /** Makes the co-op on the asking node, starts it, and lets the others join and start. */
  async form(onStep: (text: string) => void): Promise<void> {
    const { org, jurisdiction, process } = this.asking
    await process.command(
      'coop',
      'create',
      'Demo Co-op',
      '--no-passphrase',
      '--org',
      org,
      '--jurisdiction',
      jurisdiction,
    )
    await process.start(...START)
    onStep(`${org} (${jurisdiction}) made the co-op and runs`)
    await Promise.all(
      this.nodes
        .filter((node) => node !== this.asking)
        .map(async (node) => {
          await node.process.command('join', await this.#invite(node))
          await node.process.start(...START)
          onStep(`${node.org} (${node.jurisdiction}) joined with an invite and runs`)
        }),
    )
  }

  /** Resolves when the asking node sees this many members that offer a model. */
  async seen(members: number): Promise<void> {
    const deadline = Date.now() + SEEN_WITHIN_MS
    while (Date.now() < deadline) {
      const peers = await this.peers()
      if (peers.filter(({ models, rttMs }) => models.length > 0 && rttMs !== undefined).length >= members) return
      await sleep(POLL_MS, undefined, { signal: this.#signal })
    }
    throw new SovError('ERR_SOV_NO_PEER', 'the nodes of the demo did not find each other')
  }

  /** The node that works on somebody else's request now; undefined when there is none. */
  async serving(): Promise<MeshNode | undefined> {
    const others = this.nodes.filter((node) => node !== this.asking && node.process.isRunning)
    const admitted = await Promise.all(others.map(async ({ process }) => (await process.status()).admittedRequests))
    return others.find((_, index) => (admitted[index] ?? 0) > 0)
  }

  /** Resolves when a node has the whole receipt of an order; the answer does not wait for the provider's disk. */
  async settled(node: MeshNode, orderId: string): Promise<void> {
    const deadline = Date.now() + SETTLED_WITHIN_MS
    while (Date.now() < deadline) {
      const receipts = await node.process.control.get<readonly ReceiptSummary[]>('/sov/v1/receipts?limit=10')
      if (receipts.some((receipt) => receipt.orderId === orderId && receipt.state === 'settled')) return
      await sleep(POLL_MS, undefined, { signal: this.#signal })
    }
    throw new SovError('ERR_SOV_SETTLEMENT_TIMEOUT', `${node.org} has not settled the answer`)
  }

  peers(): Promise<readonly Jsonified<PeerView>[]> {
    return this.asking.process.control.get<readonly PeerView[]>('/sov/v1/peers')
  }

  /** Stops every node that still runs and removes the folder. */
  async end(): Promise<void> {
    try {
      await Promise.all(this.nodes.map(({ process }) => process.stop()))
    } finally {
      await Promise.all(this.nodes.map(({ process }) => process.kill()))
      await this.#close()
      await rm(this.folder, { recursive: true, force: true })
    }
  }

  /** Leaves everything running. */
  async keep(): Promise<void> {
    for (const { process } of this.nodes) process.release()
    await this.#close()
  }

  async #invite({ org, jurisdiction }: MeshNode): Promise<string> {
    const invite = await this.asking.process.command('invite', '--org', org, '--jurisdiction', jurisdiction, '--json')
    return (JSON.parse(invite) as { code: string }).code
  }

  async #close(): Promise<void> {
    await Promise.all(this.nodes.map(({ process }) => process.close()))
  }
}
