import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock, type Clock } from '../../src/clock.js'
import { SovError } from '../../src/errors.js'
import { loadOrCreateKey, type NodeKey, type PeerIdString } from '../../src/identity/index.js'
import { createMembership, type AccessRule, type Membership, type MembershipInit } from '../../src/membership/index.js'
import { createNetwork, type Channel, type Network } from '../../src/network/index.js'
import { openStore, type Store } from '../../src/store/index.js'
import { until } from './until.js'

/** A node up to its membership: real key file, LevelDB and sockets on the loopback interface. */
export interface MemberNode {
  readonly dataDir: string
  readonly key: NodeKey
  readonly store: Store
  readonly network: Network
  readonly membership: Membership
  readonly bootNonce: Uint8Array
  /** Hellos that failed here, oldest first. */
  readonly failures: readonly Failure[]
  /** Exchanges of bundles that failed here, oldest first. */
  readonly bundleFailures: readonly Failure[]
  stop(): Promise<void>
}

interface Failure {
  readonly peer: PeerIdString
  readonly error: SovError
}

export interface MemberNodeOptions {
  /** Folder of an earlier node, to start it again. @default a new one */
  readonly dataDir?: string
  /** Clock of the membership; sockets always run on the machine's. */
  readonly clock?: Clock
  readonly features?: readonly string[]
  readonly rules?: readonly AccessRule[]
  readonly evidenceOf?: MembershipInit['evidenceOf']
  /** Handlers of the test for protocols of members. */
  readonly handlers?: Readonly<Record<string, (channel: Channel) => Promise<void>>>
}

/** Rates of the co-ops that tests make. */
export const TEST_RATES = {
  promptRate: 250,
  outputRate: 1_000,
  contextRate: 10,
  isFreeInsideOrganisation: false,
  creditLimit: 0n,
  startingLine: 0n,
}

/** Starts nodes and stops all of them, with their folders, in `stop`. */
export class MemberNodes {
  readonly #running = new Set<MemberNode>()
  readonly #folders = new Set<string>()

  /** A new folder, which goes with the nodes. */
  async folder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'sov-member-'))
    this.#folders.add(folder)
    return folder
  }

  /** A node that is in no co-op. */
  async start(options: MemberNodeOptions = {}): Promise<MemberNode> {
    const { clock = systemClock, features = [], rules = [], handlers = {}, evidenceOf } = options
    const dataDir = options.dataDir ?? (await this.folder())
    const key = await loadOrCreateKey(join(dataDir, 'key.pem'))
    const store = await openStore({ path: join(dataDir, 'store') })
    const bootNonce = randomBytes(16)
    const failures: Failure[] = []
    const bundleFailures: Failure[] = []
    const network = createNetwork(
      { listen: () => ['/ip4/127.0.0.1/tcp/0'], bootstrap: [], usesMdns: false, agent: 'test' },
      {
        key,
        store,
        clock: systemClock,
        authorize: (peer, purpose) => {
          membership.authorize(peer, purpose)
        },
      },
    )
    const membership = createMembership(
      {
        agent: 'test/1',
        features,
        rules,
        ...(evidenceOf === undefined ? {} : { evidenceOf }),
        onHelloFailed: (peer, error) => failures.push({ peer, error }),
        onBundleFailed: (peer, error) => bundleFailures.push({ peer, error }),
      },
      { store, network, signer: key, clock, dataDir, bootNonce },
    )
    for (const [protocol, handler] of Object.entries(handlers)) {
      network.handle(protocol, { purpose: 'infer', maxStreamsPerPeer: 32 }, handler)
    }
    try {
      await membership.start()
    } catch (error) {
      await store.close()
      throw error
    }
    await network.start()
    const node: MemberNode = {
      dataDir,
      key,
      store,
      network,
      membership,
      bootNonce,
      failures,
      bundleFailures,
      stop: async () => {
        if (!this.#running.delete(node)) return
        await membership.stop()
        await network.stop()
        await store.close()
      },
    }
    this.#running.add(node)
    return node
  }

  /** A node that has made a co-op. */
  async startIssuer(
    options: MemberNodeOptions & { orgName?: string; jurisdiction?: string } = {},
  ): Promise<MemberNode> {
    const node = await this.start(options)
    const { orgName = 'Founders', jurisdiction = 'NO' } = options
    await node.membership.createCoop({ name: 'Test co-op', orgName, jurisdiction, priceTable: TEST_RATES })
    return node
  }

  /** A node that has joined the co-op of `issuer` and is a member in both directions. */
  async startMember(
    issuer: MemberNode,
    options: MemberNodeOptions & { orgName?: string; jurisdiction?: string } = {},
  ): Promise<MemberNode> {
    const node = await this.start(options)
    const { orgName = 'Lab', jurisdiction = 'DE' } = options
    const { code } = await issuer.membership.invite({ orgName, jurisdiction })
    await node.membership.join(code)
    await mutual(node, issuer)
    return node
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running].map((node) => node.stop()))
    await Promise.all([...this.#folders].map((folder) => rm(folder, { recursive: true, force: true })))
    this.#folders.clear()
  }
}

/** The code that work fails with, or `done`. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => (SovError.isInstance(error) ? error.code : String(error)),
  )
}

/** Waits until two nodes are members to each other. */
export async function mutual(a: MemberNode, b: MemberNode): Promise<void> {
  await until(
    'two nodes are members to each other',
    () => a.membership.member(b.key.peerId) !== undefined && b.membership.member(a.key.peerId) !== undefined,
  )
}
