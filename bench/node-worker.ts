/** One node as a process of its own. */
import { rm } from 'node:fs/promises'
import { systemClock } from '../src/clock.js'
import { createFakeEngine } from '../src/engine/fake/index.js'
import { createSovNode, type SovNode } from '../src/index.js'
import { HopTracer, type HopMoments } from './harness/hop-tracer.js'
import { CONTEXT_TOKENS, STREAMS } from './harness/answer.js'
import type { NodeInput, NodeOutput } from './harness/mesh.js'
import { serveCalls } from './harness/worker.js'

/** More than any bench has. */
const INVITED = 16

let node: SovNode | undefined
let folder: string | undefined
let tracer: HopTracer | undefined

async function start({ dataDir, modelPath, fakes, inviteCode, isTraced }: NodeInput): Promise<NodeOutput> {
  folder = dataDir
  if (isTraced) tracer = new HopTracer()
  node = await createSovNode({
    dataDir,
    apiPort: 0,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    ...(tracer === undefined ? {} : { tap: tracer.tap }),
    engine: { gpu: 'cpu', threads: 1, slots: STREAMS, contextTokens: CONTEXT_TOKENS },
    ...(modelPath === undefined ? {} : { models: [modelPath] }),
    engines: fakes.map(({ model, ...pace }) =>
      createFakeEngine({ clock: systemClock, slots: STREAMS, models: [model], ...pace }),
    ),
  })
  await node.start()
  const { apiAddress, control } = node
  if (apiAddress === undefined) throw new Error('the API is not up')
  if (inviteCode !== undefined) {
    await control.join(inviteCode)
    return { api: apiAddress, inviteCode }
  }
  await control.createCoop({ name: 'Bench', orgName: 'Provider', jurisdiction: 'NO' })
  const invite = await control.invite({ orgName: 'Consumer', jurisdiction: 'DE', uses: INVITED })
  return { api: apiAddress, inviteCode: invite.code }
}

function moments(): Promise<HopMoments> {
  if (tracer === undefined) throw new Error('this node is not traced')
  return Promise.resolve(tracer.take())
}

serveCalls(
  async (input: NodeInput | 'moments') => (input === 'moments' ? moments() : start(input)),
  async () => {
    await node?.stop()
    // here and not only in the parent, which may be gone
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  },
)
