import type { NodeControl, NodeStatus, PeerView } from './api/index.js'
import type { ApiKeys } from './api-keys/index.js'
import type { Availability } from './availability/index.js'
import { writeBackup } from './backup/index.js'
import type { Clock } from './clock.js'
import { auditCompliance } from './compliance/index.js'
import { createCoopControl, membershipView } from './coop-control.js'
import { createPolicyControl, type PolicyControlComponents } from './policy-control.js'
import type { Directory, PeerRecord } from './directory/index.js'
import { SovError } from './errors.js'
import type { PeerIdString } from './identity/index.js'
import type { Inference } from './inference/index.js'
import type { Ledger } from './ledger/index.js'
import type { Membership, PeerEvidence } from './membership/index.js'
import type { ModelHost } from './models/index.js'
import type { Network } from './network/index.js'
import type { Scheduler } from './scheduler/index.js'
import type { Store } from './store/index.js'
import { usageStatement } from './usage-statement.js'

interface NodeControlComponents extends Pick<PolicyControlComponents, 'blocked' | 'policy'> {
  readonly config: { readonly dataDir: string; readonly version?: string }
  readonly peerId: PeerIdString
  readonly store: Store
  readonly clock: Clock
  readonly ledger: Ledger
  readonly network: Network
  readonly membership: Membership
  readonly evidence: Pick<PeerEvidence, 'of'>
  readonly directory: Directory
  readonly models: ModelHost
  readonly availability: Availability
  readonly inference: Inference
  readonly scheduler: Scheduler
  readonly keys: ApiKeys
  readonly lifetime: () => Pick<NodeStatus, 'state' | 'startedAtMs' | 'api'>
}

/** What the owner can ask of a node, answered by its rooms. */
export function createNodeControl(components: NodeControlComponents): NodeControl {
  const { peerId, store, clock, ledger, network, membership, directory, availability, keys, lifetime } = components
  const { dataDir, version = 'unknown' } = components.config
  return {
    ...createCoopControl(components),
    ...createPolicyControl(components),
    groups: () => membership.groupDefinitions(),
    async setGroup(change, rootKey) {
      await membership.setGroup(change, rootKey)
      return membership.groupDefinitions()
    },
    federated: () => membership.federated(),
    federate: (options) => membership.federate(options),
    unfederate: (nameOrId) => membership.unfederate(nameOrId),
    id: () => ({ peerId, addresses: network.addresses() }),
    status: () => statusOf(components),
    peers: () => Promise.resolve(directory.peers().map((record) => peerView(record, ledger))),
    ledger: () => ledger.balances(),
    receipts: (options) => ledger.list(options),
    damagedReceipts: (options) => ledger.damaged(options),
    receipt: (orderId) => ledger.receipt(orderId),
    auditLedger: ({ peer }) => ledger.audit({ peer: peer === undefined ? undefined : peerNamed(peer, directory) }),
    auditCompliance: (options) => auditCompliance(ledger.export(), options),
    exportLedger: (options) => ledger.export(options),
    async rebuildLedger() {
      if (lifetime().state === 'offline') return ledger.rebuild()
      throw new SovError('ERR_SOV_ALREADY_RUNNING', 'the ledger of a running node is in use', {
        remedy: 'Stop the node first; it verifies its ledger at every start, too.',
      })
    },
    createKey: (options) => keys.create(options),
    keys: () => keys.list(),
    revokeKey: (id) => keys.revoke(id),
    async setAvailability({ state, forMs }) {
      await availability.set(state, forMs)
      return availability.view()
    },
    usage: async (options) => usageStatement(await ledger.usage(options), components),
    backup: (folder) => writeBackup(folder, { dataDir, version, peerId, store, clock }),
  }
}

async function statusOf(components: NodeControlComponents): Promise<NodeStatus> {
  const { config, peerId, network, membership, models, directory, ledger, scheduler, inference, lifetime } = components
  return {
    ...lifetime(),
    peerId,
    addresses: network.addresses(),
    version: config.version ?? 'unknown',
    dataDir: config.dataDir,
    membership: membershipView(membership),
    warnings: membership.warnings(),
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
    ledger: await ledger.chain(),
    availability: components.availability.view(),
  }
}

/** The connected peer whose id ends so; else the name as it is. */
function peerNamed(name: string, directory: Pick<Directory, 'peers'>): PeerIdString {
  const [first, second] = directory.peers().filter(({ peer }) => peer.endsWith(name))
  if (second !== undefined) {
    throw new SovError('ERR_SOV_BAD_REQUEST', `the ids of several peers end with ${name}`, {
      remedy: 'Give the whole id: see `sov-node peers --json`.',
    })
  }
  return first?.peer ?? name
}

function peerView(
  { peer, member, models, rttMs, running, isDraining, isSilent }: PeerRecord,
  ledger: Pick<Ledger, 'isForked'>,
): PeerView {
  const { orgId, orgName, jurisdiction } = member.credential
  return {
    peer,
    state: ledger.isForked(peer) ? 'forked' : isSilent ? 'silent' : isDraining ? 'draining' : 'connected',
    orgId,
    orgName,
    jurisdiction,
    rttMs,
    models: models.map(({ name }) => name),
    slots: models.reduce((sum, { slots }) => sum + slots, 0),
    running: running + models.reduce((sum, { busyWithOthers }) => sum + busyWithOthers, 0),
  }
}
