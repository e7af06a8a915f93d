import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/clock.js'
import type { NodeKey } from '../../src/identity/index.js'
import { createNetwork, type Channel, type Network } from '../../src/network/index.js'
import { openStore } from '../../src/store/index.js'
import { testKey } from './coop.js'

/** A peer that does whatever a test wants: a network without a gate, and handlers of the test. */
export interface BareNode {
  readonly key: NodeKey
  readonly network: Network
  stop(): Promise<void>
}

export async function startBareNode(
  handlers: Readonly<Record<string, (channel: Channel) => Promise<void>>> = {},
  key: NodeKey = testKey(),
): Promise<BareNode> {
  const folder = await mkdtemp(join(tmpdir(), 'sov-bare-'))
  const store = await openStore({ path: folder })
  const network = createNetwork(
    { listen: () => ['/ip4/127.0.0.1/tcp/0'], bootstrap: [], usesMdns: false, agent: 'test' },
    { key, store, clock: systemClock, authorize: () => undefined },
  )
  for (const [protocol, handler] of Object.entries(handlers)) {
    network.handle(protocol, { purpose: 'hello', maxStreamsPerPeer: 8 }, handler)
  }
  await network.start()
  return {
    key,
    network,
    async stop() {
      await network.stop()
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}
