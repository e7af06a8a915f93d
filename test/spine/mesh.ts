import { mkdirSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { NodeProcess } from '../../node/demo/node-process.js'
import type { PeerView } from '../../src/api/index.js'
import { freePort } from '../helpers/free-port.js'
import { SlowCable } from '../helpers/slow-cable.js'

const MAIN = join(import.meta.dirname, '../../node/main.js')
const POLL_MS = 100

export interface SpineNode {
  readonly jurisdiction: string
  readonly process: NodeProcess
  /** TCP port on which it listens for peers. */
  readonly port: number
  /** Everything between it and the asking node runs through one of them. */
  readonly cables: SlowCable[]
  readonly start: () => Promise<void>
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
    // The serving nodes reach the asking one at the address of their invite alone, which leads through their own cable.
    const nodes = [await addNode(folder, 'NO', `/ip4/127.0.0.1/tcp/${String(await freePort())}`, signal)]
    for (const jurisdiction of ['DE', 'FR', 'IT']) nodes.push(await addNode(folder, jurisdiction, undefined, signal))
    const mesh = new SpineMesh(folder, nodes)
    const { asking } = mesh
    const own = ['--org', 'Asking', '--jurisdiction', 'NO']
    await asking.process.command('coop', 'create', 'Spine', '--no-passphrase', ...own)
    await asking.start()
    for (const { jurisdiction, process, cables, start } of mesh.serving) {
      const toAsking = await SlowCable.to(asking.port)
      cables.push(toAsking)
      const flags = ['--org', `Serving ${jurisdiction}`, '--jurisdiction', jurisdiction, '--address', toAsking.address]
      const { code } = JSON.parse(await asking.process.command('invite', ...flags, '--json')) as { code: string }
      await process.command('join', code)
      await start()
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
    for (const { process, cables } of this.nodes) {
      await process.kill()
      await process.close()
      for (const cable of cables) await cable.end()
    }
    await rm(this.#folder, { recursive: true, force: true })
  }
}

/** @param announced - where it tells others that it is; by default at a cable of its own. */
async function addNode(
  root: string,
  jurisdiction: string,
  announced: string | undefined,
  signal: AbortSignal,
): Promise<SpineNode> {
  const folder = join(root, jurisdiction)
  mkdirSync(folder)
  const nodeProcess = new NodeProcess({ self: [process.execPath, MAIN], folder, env: process.env, signal })
  const port = await freePort()
  const cable = await SlowCable.to(port)
  const listen = `/ip4/127.0.0.1/tcp/${String(port)}`
  const network = ['--listen', listen, '--announce', announced ?? cable.address, '--no-mdns']
  const engine = jurisdiction === 'NO' ? ['--no-model'] : ['--threads', '1', '--gpu', 'off']
  return {
    jurisdiction,
    process: nodeProcess,
    port,
    cables: [cable],
    start: async () => {
      await nodeProcess.start('--port', '0', ...network, ...engine)
    },
  }
}
