import type { MembershipView, NodeControl, NodeStatus, PeerView } from './api/index.js'
import type { Directory, PeerRecord } from './directory/index.js'
import { SovError } from './errors.js'
import type { PeerIdString } from './identity/index.js'
import type { Inference } from './inference/index.js'
import { DEFAULT_PRICE_RATES, type Ledger } from './ledger/index.js'
import type { Membership } from './membership/index.js'
import type { ModelHost } from './models/index.js'
import type { Network } from './network/index.js'
import type { Scheduler } from './scheduler/index.js'
import { toHex } from './wire/index.js'

interface NodeControlComponents {
  readonly config: { readonly dataDir: string; readonly version?: string }
  readonly peerId: PeerIdString
  readonly ledger: Ledger
  readonly network: Network
  readonly membership: Membership
  readonly directory: Directory
  readonly models: ModelHost
  readonly inference: Inference
  readonly scheduler: Scheduler
  readonly lifetime: () => Pick<NodeStatus, 'state' | 'startedAtMs' | 'api'>
}

/** What the owner can ask of a node, answered by its rooms. */
export function createNodeControl(components: NodeControlComponents): NodeControl {
  const { peerId, ledger, network, membership, directory, lifetime } = components
  return {
    id: () => ({ peerId, addresses: network.addresses() }),
    status: () => Promise.resolve(statusOf(components)),
    async createCoop(options) {
      await membership.createCoop({ ...options, priceTable: DEFAULT_PRICE_RATES })
      return requireMembership(membership)
    },
    invite: (options) => membership.invite(options),
    async join(code) {
      // Offline there is no network but for this.
      if (lifetime().state === 'offline') await network.start({ dialOnly: true })
      await membership.join(code)
      return requireMembership(membership)
    },
    peers: () => Promise.resolve(directory.peers().map(peerView)),
    ledger: () => ledger.balances(),
    receipts: (options) => ledger.list(options),
    receipt: (orderId) => ledger.receipt(orderId),
  }
}

function statusOf(components: NodeControlComponents): NodeStatus {
  const { config, peerId, network, membership, models, directory, scheduler, inference, lifetime } = components
  return {
    ...lifetime(),
    peerId,
    addresses: network.addresses(),
    version: config.version ?? 'unknown',
    dataDir: config.dataDir,
    membership: membershipView(membership),
    models: models.models().map(({ name }) => name),
    engines: models
      .list()
      .flatMap(({ name, process }) =>
        process === undefined
          ? []
          : [{ model: name, pid: process.pid, device: process.device, threads: process.threads }],
      ),
    connectedPeers: directory.peers().length,
    runningRequests: scheduler.running(),
    admittedRequests: inference.admitted(),
  }
}

function membershipView({ coop, credential }: Membership): MembershipView | undefined {
  if (coop === undefined || credential === undefined) return undefined
  return {
    coopName: coop.name,
    networkId: toHex(coop.networkId),
    orgId: credential.orgId,
    orgName: credential.orgName,
    jurisdiction: credential.jurisdiction,
    isIssuer: coop.isIssuer,
    expiresAtMs: Number(credential.notAfterMs),
  }
}

function requireMembership(membership: Membership): MembershipView {
  const view = membershipView(membership)
  if (view === undefined) throw new SovError('ERR_SOV_NO_COOP', 'this node belongs to no co-op')
  return view
}

function peerView({ peer, member, models, rttMs, running, isDraining, isSilent }: PeerRecord): PeerView {
  const { orgId, orgName, jurisdiction } = member.credential
  return {
    peer,
    state: isSilent ? 'silent' : isDraining ? 'draining' : 'connected',
    orgId,
    orgName,
    jurisdiction,
    rttMs,
    models: models.map(({ name }) => name),
    slots: models.reduce((sum, { slots }) => sum + slots, 0),
    running: running + models.reduce((sum, { busyWithOthers }) => sum + busyWithOthers, 0),
  }
}
