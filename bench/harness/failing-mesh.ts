import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { NodeProcess } from '../../node/demo/node-process.js'
import { SovError } from '../../src/errors.js'
import { createSovNode, type SovNode } from '../../src/index.js'

const MAIN = join(import.meta.dirname, '../../node/main.js')
const LISTEN = '/ip4/127.0.0.1/tcp/0'
const POLL_MS = 20
const KNOWN_WITHIN_MS = 120_000
/** Only others answer. */
export const FROM_THE_MESH = [{ tier: 'mesh' }] as const

/** A node that is there to be killed. */
export interface ServingNode {
  readonly peerId: string
  readonly process: NodeProcess
  readonly start: () => Promise<void>
}

export interface FailingMeshInit {
  readonly modelPath: string
  /** Nodes that serve it. */
  readonly serving: number
  /** For the data of all. */
  readonly folder: string
  readonly signal: AbortSignal
}

/** A node in this process that asks, and nodes in processes of their own that serve one model. */
export class FailingMesh {
  readonly asking: SovNode
  readonly serving: ServingNode[] = []
  readonly #init: FailingMeshInit

  private constructor(asking: SovNode, init: FailingMeshInit) {
    this.asking = asking
    this.#init = init
  }

  static async form(init: FailingMeshInit): Promise<FailingMesh> {
    const dataDir = join(init.folder, 'asking')
    const asking = await createSovNode({ dataDir, apiPort: 0, listen: [LISTEN], mdns: false })
    await asking.start()
    await asking.control.createCoop({ name: 'Bench', orgName: 'Asking', jurisdiction: 'NO' })
    const mesh = new FailingMesh(asking, init)
    try {
      for (let index = 0; index < init.serving; index++) await mesh.#add(`serving-${String(index)}`)
      await mesh.ready(init.serving)
      return mesh
    } catch (error) {
      await mesh.stop()
      throw error
    }
  }

  /** The one model. */
  get model(): string {
    const [model] = this.asking.scheduler.models()
    if (model === undefined) throw new Error('nobody offers the model')
    return model.id
  }

  /** Peer ids of those that the asking node would give a request now. */
  routable(): readonly string[] {
    const [model] = this.asking.scheduler.models()
    if (model === undefined) return []
    const { candidates } = this.asking.scheduler.explain({ model: model.id, requests: FROM_THE_MESH })
    return candidates.filter(({ removals }) => removals.length === 0).map(({ peer }) => peer)
  }

  /** Resolves when so many nodes can be given requests, and the speed of their links is known. */
  async ready(count: number): Promise<void> {
    const endMs = performance.now() + KNOWN_WITHIN_MS
    while (performance.now() < endMs) {
      const measured = (await this.asking.control.peers()).filter(({ rttMs }) => rttMs !== undefined)
      const routable = this.routable().filter((id) => measured.some(({ peer }) => peer === id))
      if (routable.length >= count) return
      await sleep(POLL_MS, undefined, { signal: this.#init.signal })
    }
    throw new SovError('ERR_SOV_NO_PEER', 'the nodes did not come back')
  }

  node(peerId: string | undefined): ServingNode {
    const node = this.serving.find((serving) => serving.peerId === peerId)
    if (node === undefined) throw new Error(`${String(peerId)} serves nothing here`)
    return node
  }

  async stop(): Promise<void> {
    for (const { process } of this.serving) {
      await process.kill()
      await process.close()
    }
    await this.asking.stop()
  }

  async #add(name: string): Promise<void> {
    const { folder, modelPath, signal } = this.#init
    const own = join(folder, name)
    await mkdir(own)
    const nodeProcess = new NodeProcess({ self: [process.execPath, MAIN], folder: own, env: process.env, signal })
    const { code } = await this.asking.control.invite({ orgName: name, jurisdiction: 'DE' })
    await nodeProcess.command('join', code)
    const flags = [
      '--model',
      modelPath,
      '--port',
      '0',
      '--listen',
      LISTEN,
      '--no-mdns',
      '--threads',
      '1',
      '--gpu',
      'off',
    ]
    const { peerId } = await nodeProcess.start(...flags)
    const start = async (): Promise<void> => {
      await nodeProcess.start(...flags)
    }
    this.serving.push({ peerId, process: nodeProcess, start })
  }
}
