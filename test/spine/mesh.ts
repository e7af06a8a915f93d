import { mkdirSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { NodeProcess } from '../../node/demo/node-process.js'
import type { PeerView } from '../../src/api/index.js'
import { Cable } from '../helpers/cable.js'
import { freePort } from '../helpers/free-port.js'

const MAIN = join(import.meta.dirname, '../../node/main.js')
const POLL_MS = 100

/** One node, reachable for the others only through its cable. */
export interface SpineNode {
  readonly jurisdiction: string
  readonly process: NodeProcess
  readonly cable: Cable
  start(): Promise<void>
}

/** Four node processes; the first makes the co-op and asks, the others serve the model of the package. */
export class SpineMesh {
  readonly nodes: readonly SpineNode[]
  readonly #folder: string

  private constructor(folder: string, nodes: readonly SpineNode[]) {
    this.#folder = folder
    this.nodes = nodes
  }

  static async form(signal: AbortSignal): Promise<SpineMesh> {
    const folder = mkdtempSync(join(tmpdir(), 'sov-spine-'))
    const nodes: SpineNode[] = []
    for (const jurisdiction of ['NO', 'DE', 'FR', 'IT']) nodes.push(await addNode(folder, jurisdiction, signal))
    const mesh = new SpineMesh(folder, nodes)
    const { asking } = mesh
    await asking.process.command(
      'coop',
      'create',
      'Spine',
      '--no-passphrase',
      '--org',
      'Asking',
      '--jurisdiction',
      'NO',
    )
    await asking.start()
    for (const node of mesh.serving) {
      const flags = ['--org', `Serving ${node.jurisdiction}`, '--jurisdiction', node.jurisdiction, '--json']
      const { code } = JSON.parse(await asking.process.command('invite', ...flags)) as { code: string }
      await node.process.command('join', code)
      await node.start()
    }
    return mesh
  }

  get asking(): SpineNode {
    const [asking] = this.nodes
    if (asking === undefined) throw new Error('the mesh has no nodes')
    return asking
  }

  get serving(): readonly SpineNode[] {
    return this.nodes.slice(1)
  }

  /** Resolves when the asking node is connected to every serving one and knows its model. */
  async whole(): Promise<void> {
    for (;;) {
      const peers = await this.asking.process.control.get<readonly PeerView[]>('/sov/v1/peers')
      const ready = peers.filter(
        ({ models, rttMs, state }) => models.length > 0 && rttMs !== undefined && state === 'connected',
      )
      if (ready.length === this.serving.length) return
      await sleep(POLL_MS)
    }
  }

  async remove(): Promise<void> {
    for (const { process, cable } of this.nodes) {
      await process.kill()
      await process.close()
      await cable.end()
    }
    await rm(this.#folder, { recursive: true, force: true })
  }
}

async function addNode(root: string, jurisdiction: string, signal: AbortSignal): Promise<SpineNode> {
  const folder = join(root, jurisdiction)
  mkdirSync(folder)
  const nodeProcess = new NodeProcess({ self: [process.execPath, MAIN], folder, env: process.env, signal })
  const port = await freePort()
  const cable = await Cable.to(port)
  const network = ['--listen', `/ip4/127.0.0.1/tcp/${String(port)}`, '--announce', cable.address, '--no-mdns']
  const engine = jurisdiction === 'NO' ? ['--no-model'] : ['--threads', '1', '--gpu', 'off']
  return {
    jurisdiction,
    process: nodeProcess,
    cable,
    start: async () => {
      await nodeProcess.start('--port', '0', ...network, ...engine)
    },
  }
}
