import type { Member } from '../../src/membership/index.js'
import type { NodeKey } from '../../src/identity/index.js'
import { LogPolicy } from '../../src/wire/index.js'
import type { Random } from '../spine/random.js'
import { credential } from '../unit/scheduler/scripted-mesh.js'
import { bytes, chance, seededKey, skewed } from './draws.js'
import { LOSSY_SHARE, regionOf, SATURATED } from './geography.js'
import { virtualModel } from './virtual-model.js'
import type { Lie, VirtualNodeInit } from './virtual-node.js'

const NODES_PER_ORGANISATION = 20
/** So many that one of them may be blocked. */
const LEAST_ORGANISATIONS = 10
/** Every so many nodes one lies. */
const LIAR_INTERVAL = 10
const LIES: readonly Lie[] = ['boasts', 'refuses', 'accepts and stalls', 'stalls halfway']
const TOKENS_PER_SECOND = { median: 20, spread: 1.8 }
const SATURATED_TOKENS_PER_SECOND = { median: 7, spread: 1.2 }
/** How much faster a prompt is read than an answer is written. */
const PREFILL_FACTOR = 15

const NO_CHAIN: Member['chain'] = {
  genesis: new Uint8Array(),
  issuerCertificate: new Uint8Array(),
  delegation: new Uint8Array(),
  delegationIssuerCertificate: new Uint8Array(),
  membership: new Uint8Array(),
}

/** What one is as a member, with fresh digests: no signature stands behind the credential, the rooms above ask for none. */
export function memberOf(random: Random, { peerId }: NodeKey, orgId: string, jurisdiction: string): Member {
  return {
    peer: peerId,
    credential: {
      ...credential(orgId, jurisdiction),
      evidenceLevel: chance(random, 0.8) ? 1 : 0,
      logPolicy: chance(random, 0.8) ? LogPolicy.LOG_POLICY_NO_PROMPTS : LogPolicy.LOG_POLICY_UNSPECIFIED,
    },
    credentialDigest: bytes(random, 32),
    chain: NO_CHAIN,
    isOwnCoop: true,
    bootNonce: bytes(random, 16),
    features: [],
    agent: 'virtual',
  }
}

/** Node number `index` of `count`. */
export function nodeOf(random: Random, index: number, count: number): VirtualNodeInit {
  const region = regionOf(index, count)
  const isSaturated = region === SATURATED
  const key = seededKey(random)
  const { median, spread } = isSaturated ? SATURATED_TOKENS_PER_SECOND : TOKENS_PER_SECOND
  const tokensPerSecond = Math.max(2, skewed(random, median, spread))
  const orgId = `org-${String(index % Math.max(LEAST_ORGANISATIONS, Math.ceil(count / NODES_PER_ORGANISATION)))}`
  return {
    key,
    member: memberOf(random, key, orgId, region.jurisdiction),
    where: { region, isLossy: chance(random, LOSSY_SHARE) },
    model: virtualModel(isSaturated ? 1 : random.pick([1, 1, 2, 4])),
    tokensPerSecond,
    prefillTokensPerSecond: PREFILL_FACTOR * tokensPerSecond,
    lie: lieOf(index),
  }
}

function lieOf(index: number): Lie | undefined {
  return index % LIAR_INTERVAL === LIAR_INTERVAL - 1 ? LIES[Math.floor(index / LIAR_INTERVAL) % LIES.length] : undefined
}
