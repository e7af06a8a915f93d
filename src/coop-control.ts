import type { CoopControl, MembershipView, NodeStatus, PriceTableView, PricesView } from './api/index.js'
import type { Clock } from './clock.js'
import { decide } from './coop-decision.js'
import { knownMembers } from './coop-members.js'
import { SovError } from './errors.js'
import type { PeerIdString } from './identity/index.js'
import { charge, DEFAULT_PRICE_RATES, type Ledger } from './ledger/index.js'
import { orgIdOfName, type Membership, type PeerEvidence, type SignedPriceTable } from './membership/index.js'
import type { Network } from './network/index.js'
import { toHex } from './wire/index.js'

export interface CoopControlComponents {
  readonly peerId: PeerIdString
  readonly clock: Clock
  readonly ledger: Ledger
  readonly network: Network
  readonly membership: Membership
  readonly evidence: Pick<PeerEvidence, 'of'>
  readonly lifetime: () => Pick<NodeStatus, 'state'>
}

/** What the owner can ask about the co-op, answered by the membership of the node. */
export function createCoopControl(components: CoopControlComponents): CoopControl {
  const { ledger, network, membership, lifetime } = components
  const connect = async (): Promise<void> => {
    // Offline there is no network but for this.
    if (lifetime().state === 'offline') await network.start({ dialOnly: true })
  }
  return {
    async createCoop(options) {
      await membership.createCoop({ ...options, priceTable: DEFAULT_PRICE_RATES })
      return requireMembership(membership)
    },
    coop: () => membership.details(),
    exportCoop: () => membership.exportBundle(),
    prices: () => pricesView(membership),
    async setPrices(change, rootKey) {
      await membership.setPrices(change, rootKey)
      return pricesView(membership)
    },
    setLifetimes: (change, rootKey) => membership.setLifetimes(change, rootKey),
    async addIssuer(peer, rootKey) {
      await membership.addIssuer(peer, rootKey)
      return membership.details()
    },
    async rotateIssuer(options, rootKey) {
      await membership.rotateIssuer(options, rootKey)
      return membership.details()
    },
    async delegate(options) {
      await membership.delegate(options)
      return membership.details()
    },
    decide: (decision, rootKey) => decide(decision, { ledger, membership, rootKey }),
    invite: (options) => membership.invite(options),
    waitingNodes: () => membership.waitingNodes(),
    approve: (id) => membership.approve(id),
    deny: (id) => membership.deny(id),
    async join(code) {
      await connect()
      await membership.join(code)
      return requireMembership(membership)
    },
    async leave(options) {
      const { coopName } = requireMembership(membership)
      await connect()
      await membership.leave(options)
      return { coopName }
    },
    members: () => knownMembers(components),
    async revoke(target, rootKey) {
      if ('issuer' in target) {
        await membership.revokeIssuer(target.issuer, rootKey)
        return { kind: 'issuer', id: target.issuer }
      }
      const meant = await namedBy(target.who, components)
      await membership.revoke(meant)
      return 'peer' in meant ? { kind: 'peer', id: meant.peer } : { kind: 'organisation', id: meant.orgId }
    },
  }
}

/** Undefined until a co-op was made here or joined. */
export function membershipView({ coop, credential }: Membership): MembershipView | undefined {
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

/** The peer or organisation that an owner names: a known one, or a whole peer id. */
async function namedBy(
  who: string,
  components: CoopControlComponents,
): Promise<{ readonly peer: PeerIdString } | { readonly orgId: string }> {
  const members = await knownMembers(components)
  const organisation = members.find(({ orgId }) => orgId === who || orgId === orgIdOfName(who))
  if (organisation !== undefined) return { orgId: organisation.orgId }
  const [peer, another] = members.filter((member) => member.peer.endsWith(who))
  if (another !== undefined) {
    throw new SovError('ERR_SOV_BAD_REQUEST', `the ids of several peers end with ${who}`, {
      remedy: 'Give the whole id: see `sov-node members --json`.',
    })
  }
  return { peer: peer?.peer ?? who }
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
