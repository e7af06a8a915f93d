import type { MembershipView, NodeControl, NodeStatus, PeerView, PriceTableView, PricesView } from './api/index.js'
import { writeBackup } from './backup/index.js'
import type { Clock } from './clock.js'
import { decide } from './coop-decision.js'
import type { Directory, PeerRecord } from './directory/index.js'
import { SovError } from './errors.js'
import type { PeerIdString } from './identity/index.js'
import type { Inference } from './inference/index.js'
import { charge, DEFAULT_PRICE_RATES, type Ledger } from './ledger/index.js'
import type { Membership, SignedPriceTable } from './membership/index.js'
import type { ModelHost } from './models/index.js'
import type { Network } from './network/index.js'
import type { Scheduler } from './scheduler/index.js'
import type { Store } from './store/index.js'
import { usageStatement } from './usage-statement.js'
import { toHex } from './wire/index.js'

interface NodeControlComponents {
  readonly config: { readonly dataDir: string; readonly version?: string }
  readonly peerId: PeerIdString
  readonly store: Store
  readonly clock: Clock
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
  const { peerId, store, clock, ledger, network, membership, directory, lifetime } = components
  const { dataDir, version = 'unknown' } = components.config
  return {
    id: () => ({ peerId, addresses: network.addresses() }),
    status: () => statusOf(components),
    async createCoop(options) {
      await membership.createCoop({ ...options, priceTable: DEFAULT_PRICE_RATES })
      return requireMembership(membership)
    },
    prices: () => pricesView(membership),
    async setPrices(change) {
      await membership.setPrices(change)
      return pricesView(membership)
    },
    decide: (decision) => decide(decision, { ledger, membership }),
    invite: (options) => membership.invite(options),
    async join(code) {
      // Offline there is no network but for this.
      if (lifetime().state === 'offline') await network.start({ dialOnly: true })
      await membership.join(code)
      return requireMembership(membership)
    },
    peers: () => Promise.resolve(directory.peers().map((record) => peerView(record, ledger))),
    ledger: () => ledger.balances(),
    receipts: (options) => ledger.list(options),
    receipt: (orderId) => ledger.receipt(orderId),
    auditLedger: ({ peer }) => ledger.audit({ peer: peer === undefined ? undefined : peerNamed(peer, directory) }),
    exportLedger: (options) => ledger.export(options),
    async rebuildLedger() {
      if (lifetime().state === 'offline') return ledger.rebuild()
      throw new SovError('ERR_SOV_ALREADY_RUNNING', 'the ledger of a running node is in use', {
        remedy: 'Stop the node first; it verifies its ledger at every start, too.',
      })
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

function pricesView(membership: Membership): PricesView {
  requireMembership(membership)
  const inForce = membership.priceTable()
  return {
    inForce: inForce && priceTableView(inForce),
    toCome: membership.comingPriceTables().map(priceTableView),
  }
}

function priceTableView({ value, digest }: SignedPriceTable): PriceTableView {
  const { version, promptRate, outputRate, contextRate, isFreeInsideOrganisation, creditLimit, startingLine } = value
  const work = { activeParameters: 8_000_000_000n, promptTokens: 1_000, outputTokens: 300 }
  return {
    version,
    effectiveAtMs: Number(value.effectiveMs),
    promptRate,
    outputRate,
    contextRate,
    isFreeInsideOrganisation,
    creditLimit,
    startingLine,
    digest: toHex(digest),
    example: { ...work, charge: charge(value, work, { ...work, cachedTokens: 0 }, false) },
  }
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
