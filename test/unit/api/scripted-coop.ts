import type { CoopControl, MembershipView, MemberView, PricesView } from '../../../src/api/index.js'
import { SovError } from '../../../src/errors.js'
import type { CoopDetails, Invite, WaitingNode } from '../../../src/membership/index.js'
import { PEER } from './scripted-scheduler.js'

const DAY_MS = 24 * 3_600_000
const NOW_MS = Date.UTC(2026, 10, 1)

export const MEMBERSHIP: MembershipView = {
  coopName: 'Fjord',
  networkId: 'cd'.repeat(32),
  orgId: 'lab',
  orgName: 'Lab',
  jurisdiction: 'NO',
  isIssuer: true,
  expiresAtMs: Date.UTC(2026, 10, 8),
}

const TABLE = {
  version: 1,
  effectiveAtMs: NOW_MS,
  promptRate: 250,
  outputRate: 1_000,
  contextRate: 30,
  isFreeInsideOrganisation: true,
  creditLimit: 0n,
  startingLine: 5_000n,
  digest: 'ab'.repeat(32),
  example: { activeParameters: 8_000_000_000n, promptTokens: 1_000, outputTokens: 300, charge: 4_482_764n },
}

const DETAILS: CoopDetails = {
  name: 'Fjord',
  networkId: 'cd'.repeat(32),
  root: PEER,
  createdAtMs: NOW_MS,
  lifetimes: { membershipMs: 7 * DAY_MS, renewalMs: DAY_MS, revocationMs: 4 * DAY_MS },
  issuers: [
    {
      issuer: PEER,
      node: PEER,
      state: 'in_force',
      beginsAtMs: NOW_MS,
      endsAtMs: NOW_MS + 90 * DAY_MS,
      listSignedAtMs: undefined,
    },
  ],
  delegations: [
    {
      orgId: 'koeln',
      orgName: 'Köln',
      delegate: undefined,
      jurisdictions: ['DE', 'FR'],
      roles: ['provider', 'consumer'],
      maxNodes: 4,
      creditLimit: 1_000n,
      creditCap: 0n,
      beginsAtMs: NOW_MS,
      endsAtMs: NOW_MS + 90 * DAY_MS,
    },
  ],
}

const WAITING: WaitingNode = {
  id: '3f9c01ab00000000',
  peer: PEER,
  orgName: 'Köln',
  jurisdiction: 'DE',
  askedAtMs: NOW_MS,
  state: 'waiting',
}

const MEMBER: MemberView = {
  peer: PEER,
  orgId: 'koeln',
  orgName: 'Köln',
  jurisdiction: 'DE',
  evidenceLevel: 1,
  registeredElsewhere: [],
  roles: ['provider', 'consumer'],
  state: 'connected',
  expiresAtMs: NOW_MS + 7 * DAY_MS,
}

/** The co-op of a scripted node; remembers what it was asked. */
export class ScriptedCoop implements CoopControl {
  readonly calls: [name: string, argument: unknown][] = []
  /** Passphrase that the root key needs; undefined: none. */
  passphrase: string | undefined
  /** How often a join is answered with "wait" first. */
  pendingJoins = 0

  createCoop(options: Parameters<CoopControl['createCoop']>[0]): Promise<MembershipView> {
    this.calls.push(['createCoop', options])
    return Promise.resolve(MEMBERSHIP)
  }

  coop(): CoopDetails {
    return DETAILS
  }

  exportCoop(): Uint8Array {
    return Uint8Array.of(10, 0, 255)
  }

  prices(): PricesView {
    const toCome = { ...TABLE, version: 2, effectiveAtMs: Date.UTC(2026, 11, 1), isFreeInsideOrganisation: false }
    return { inForce: TABLE, toCome: [toCome] }
  }

  setPrices: CoopControl['setPrices'] = (change, rootKey) =>
    this.#decide('setPrices', change, rootKey, () => this.prices())
  setLifetimes: CoopControl['setLifetimes'] = (change, rootKey) =>
    this.#decide('setLifetimes', change, rootKey, () => DETAILS.lifetimes)
  addIssuer: CoopControl['addIssuer'] = (peer, rootKey) => this.#decide('addIssuer', peer, rootKey, () => DETAILS)
  rotateIssuer: CoopControl['rotateIssuer'] = (options, rootKey) =>
    this.#decide('rotateIssuer', options, rootKey, () => DETAILS)
  decide: CoopControl['decide'] = (decision, rootKey) =>
    this.#decide('decide', decision, rootKey, () => ({ peers: [PEER] }))

  delegate(options: Parameters<CoopControl['delegate']>[0]): Promise<CoopDetails> {
    this.calls.push(['delegate', options])
    return Promise.resolve(DETAILS)
  }

  invite(options: Parameters<CoopControl['invite']>[0]): Promise<Invite> {
    this.calls.push(['invite', options])
    return Promise.resolve({ code: 'sov1-abc', expiresAtMs: Date.UTC(2026, 10, 2) })
  }

  waitingNodes(): Promise<readonly WaitingNode[]> {
    return Promise.resolve([WAITING])
  }

  approve(id: string): Promise<WaitingNode> {
    this.calls.push(['approve', id])
    return Promise.resolve({ ...WAITING, state: 'approved' })
  }

  deny(id: string): Promise<WaitingNode> {
    this.calls.push(['deny', id])
    return Promise.resolve({ ...WAITING, state: 'denied' })
  }

  join(code: string): Promise<MembershipView> {
    this.calls.push(['join', code])
    if (this.pendingJoins-- <= 0) return Promise.resolve(MEMBERSHIP)
    return Promise.reject(new SovError('ERR_SOV_JOIN_PENDING', 'wait', { details: { retryAfterMs: 1 } }))
  }

  leave(options: Parameters<CoopControl['leave']>[0]): ReturnType<CoopControl['leave']> {
    this.calls.push(['leave', options])
    return Promise.resolve({ coopName: 'Fjord' })
  }

  members(): Promise<readonly MemberView[]> {
    return Promise.resolve([MEMBER])
  }

  revoke(...[target, rootKey]: Parameters<CoopControl['revoke']>): ReturnType<CoopControl['revoke']> {
    if ('who' in target) {
      this.calls.push(['revoke', target])
      return Promise.resolve({ kind: 'organisation', id: target.who })
    }
    return this.#decide('revoke', target, rootKey, () => ({ kind: 'issuer', id: target.issuer }))
  }

  #decide<T>(
    name: string,
    argument: unknown,
    rootKey: { readonly passphrase?: string } | undefined,
    answer: () => T,
  ): Promise<T> {
    if (this.passphrase !== rootKey?.passphrase) {
      const details = { isMissing: rootKey?.passphrase === undefined }
      return Promise.reject(new SovError('ERR_SOV_ROOT_PASSPHRASE', 'no', { details }))
    }
    this.calls.push([name, argument])
    return Promise.resolve(answer())
  }
}
