import type { Clock } from '../../src/clock.js'
import { createDirectory, type Directory } from '../../src/directory/index.js'
import type { Engine } from '../../src/engine/index.js'
import { SovError } from '../../src/errors.js'
import type { NodeKey } from '../../src/identity/index.js'
import type { OrderContext } from '../../src/inference/index.js'
import type { Terms } from '../../src/ledger/index.js'
import type { Member, SignedPriceTable } from '../../src/membership/index.js'
import { parsePolicy } from '../../src/policy/index.js'
import { createScheduler, type Scheduler } from '../../src/scheduler/index.js'
import { equalBytes, toHex } from '../../src/wire/index.js'
import type { Random } from '../spine/random.js'
import { Books } from './books.js'
import { NODE_POLICY } from './demand.js'
import { bytes } from './draws.js'
import { delayMs, GROUPS, type Place } from './geography.js'
import { Link } from './link.js'
import { PeerEngine } from './peer-engine.js'
import { VirtualNetwork } from './virtual-network.js'
import type { VirtualNode } from './virtual-node.js'

export interface VirtualConsumerInit {
  readonly clock: Clock
  readonly random: Random
  readonly key: NodeKey
  readonly member: Member
  readonly where: Place
  readonly priceTable: SignedPriceTable
  /** Told whom the scheduler asks, when it does, and for which request. */
  readonly onAsked: (id: string, node: VirtualNode) => void
  /** Told when the connection to a node is gone. */
  readonly onLost: (node: VirtualNode) => void
}

/** A node without an engine that asks others: scheduler, directory and policies are the real ones. */
export class VirtualConsumer {
  readonly scheduler: Scheduler
  readonly directory: Directory
  readonly network: VirtualNetwork
  readonly books: Books
  /** What its operator wants nothing to do with. */
  blocked: readonly string[] = []
  readonly #init: VirtualConsumerInit
  readonly #members = new Map<string, Member>()
  #onMember: (peer: string, member: Member | undefined) => void = () => undefined

  constructor(init: VirtualConsumerInit) {
    this.#init = init
    const { clock, key, member, random } = init
    const { credential, credentialDigest, peer } = member
    this.books = new Books(() => member)
    this.network = new VirtualNetwork({
      peerId: peer,
      clock,
      delayMs: (node) => this.delayMs(node),
      onLost: (link) => this.#lost(link),
    })
    this.directory = createDirectory({
      network: this.network,
      membership: {
        // Who is in no co-op tells nobody an offer: it has none to tell.
        coop: undefined,
        member: (id) => this.#members.get(id),
        members: () => [...this.#members.values()],
        onMember: (listener) => {
          this.#onMember = listener
          return () => undefined
        },
      },
      signer: key,
      clock,
      bootNonce: member.bootNonce,
      supply: () => ({ models: [], queued: 0, isDraining: false, deviceClass: 'cpu', memoryFreeBytes: 0 }),
    })
    const policy = parsePolicy(NODE_POLICY)
    this.scheduler = createScheduler({
      inference: { local: NO_ENGINE, remote: (id, context) => this.#remote(id, context), busy: () => 0 },
      directory: this.directory,
      membership: {
        coop: { name: 'Simulated', networkId: credential.networkId, root: peer, isIssuer: false },
        credential,
        credentialDigest,
        federated: () => [],
        groups: () => GROUPS,
        validity: () => ({ state: 'in_force', revocationAgeMs: 0, isStale: false }),
      },
      policy: () => policy,
      blocked: () => this.blocked,
      isDraining: () => false,
      isLoading: () => false,
      peerId: peer,
      clock,
      random: (count) => bytes(random, count),
    })
  }

  get orgId(): string {
    return this.#init.member.credential.orgId
  }

  link(node: VirtualNode): void {
    this.#members.set(node.peer, node.member)
    this.#onMember(node.peer, node.member)
    this.network.linked(new Link(node, this.network))
  }

  delayMs(node: VirtualNode): number {
    return delayMs(this.#init.random, this.#init.where, node.init.where)
  }

  termsWith(node: VirtualNode): Terms {
    const { member, priceTable } = this.#init
    return { consumer: member, provider: node.party, priceTable, manifest: node.init.model.manifest }
  }

  #lost({ node }: Link): void {
    this.#members.delete(node.peer)
    this.#onMember(node.peer, undefined)
    this.#init.onLost(node)
  }

  #remote(peer: string, { rootOrderId, credentialDigest }: OrderContext): Engine {
    const link = this.network.link(peer)
    if (link === undefined) throw new SovError('ERR_SOV_PEER_DISCONNECTED', 'the peer is not connected as a member')
    if (credentialDigest !== undefined && !equalBytes(credentialDigest, link.node.member.credentialDigest)) {
      throw new SovError('ERR_SOV_POLICY_DENIED', 'the peer shows another credential than the one that was judged')
    }
    this.#init.onAsked(`req_${toHex(rootOrderId)}`, link.node)
    return new PeerEngine(this.#init.clock, this, link)
  }
}

const NO_ENGINE: Engine = {
  name: 'none',
  models: () => [],
  generate: () => {
    throw new SovError('ERR_SOV_MODEL_NOT_FOUND', 'a consumer has no engine')
  },
  embed: () => {
    throw new SovError('ERR_SOV_MODEL_NOT_FOUND', 'a consumer has no engine')
  },
}
