import { multiaddr } from '@multiformats/multiaddr'
import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import {
  INVITE_LIFE_MS,
  ISSUER_LIFE_MS,
  JOIN_PENDING_RETRY_MS,
  MAX_INVITE_ADDRESSES,
  MAX_INVITE_USES,
  MAX_OPEN_INVITES,
} from '../limits.js'
import type { Network } from '../network/index.js'
import type { Store } from '../store/index.js'
import { LogPolicy, toHex, type CredentialChain } from '../wire/index.js'
import { ID_BYTES, isExpired, openChain } from './chain.js'
import { encodeInvite } from './invite-code.js'
import { Invites, type InviteRecord, type Waiting } from './invites.js'
import type { IssuedMemberships } from './issued-memberships.js'
import type { Invite, InviteOptions, MemberRole, WaitingNode } from './issuer-actions.js'
import type { Attested, Issuing } from './issuing.js'
import { normaliseJurisdiction } from './jurisdictions.js'
import type { OwnCoop } from './own-coop.js'
import { rolesNamed } from './roles.js'
import { normaliseName, orgIdOfName } from './text.js'

export interface InvitingComponents {
  readonly own: OwnCoop
  readonly issuing: Issuing
  readonly issued: IssuedMemberships
  readonly store: Store
  readonly network: Pick<Network, 'addresses' | 'peerId'>
  readonly clock: Clock
  readonly random: (bytes: number) => Uint8Array
}

/** What a node that shows an invite is answered: its membership, or when to ask again. */
export type Redemption = { readonly chain: CredentialChain } | { readonly retryAfterMs: number }

/** Makes invites and redeems them; see `IssuerActions`. */
export class Inviting {
  readonly #components: InvitingComponents
  readonly #invites: Invites

  constructor(components: InvitingComponents) {
    this.#components = components
    this.#invites = new Invites(components.store)
  }

  async invite(options: InviteOptions): Promise<Invite> {
    const { own, issuing, store, network, clock, random } = this.#components
    const { networkId } = own.require().verified
    const addresses = inviteAddresses(options.addresses ?? network.addresses())
    const expiresAtMs = clock.nowMs() + inviteLife(options.expiresInMs ?? INVITE_LIFE_MS)
    const terms = {
      orgName: normaliseName('orgName', options.orgName),
      jurisdiction: normaliseJurisdiction(options.jurisdiction),
      roles: checkRoles(options.roles ?? ['provider', 'consumer']),
      promisesNoPromptLogging: options.promisesNoPromptLogging ?? false,
      isSelfDeclared: options.isSelfDeclared ?? false,
      needsApproval: options.needsApproval ?? false,
      uses: checkUses(options.uses ?? 1),
      used: 0,
      expiresAtMs,
    }
    return issuing.inTurn(async () => {
      // What could not be issued to this node now cannot be issued to any, and says so here and not to whom is invited.
      const { verified } = await issuing.issue(attestedIn(terms), network.peerId).catch(notAllowed)
      const { open, drops } = await this.#invites.sweep(clock.nowMs())
      if (open >= MAX_OPEN_INVITES) throw tooManyInvites()
      const secret = random(ID_BYTES)
      const put = this.#invites.put(Invites.keyOf(secret), { ...terms, issuer: verified.issuer })
      await store.commit([...drops, put])
      const content = { networkId, issuer: verified.issuer, node: network.peerId, secret, addresses, expiresAtMs }
      return { code: encodeInvite(content), expiresAtMs }
    })
  }

  /**
   * What an invite brings the node that shows it. The count of its uses and the membership are one commit; the node that has
   * redeemed it gets the same membership again, so that an answer lost on the way does not burn it.
   *
   * @throws {SovError} ERR_SOV_INVITE_REFUSED, ERR_SOV_REVOKED, ERR_SOV_WEAK_KEY
   */
  redeem(secret: Uint8Array, peer: PeerIdString): Promise<Redemption> {
    const { issuing, store, clock } = this.#components
    return issuing.inTurn(async () => {
      const key = Invites.keyOf(secret)
      const record = await this.#invites.get(key)
      if (record === undefined) throw refused('the invite is unknown or has expired')
      if (record.expiresAtMs <= clock.nowMs()) throw refused('the invite has expired')
      const visit = await this.#invites.visit(key, peer)
      if (visit?.state === 'joined') return this.#again(key, record, peer, visit.serial)
      if (record.used >= record.uses) throw refused('the invite is used up')
      if (visit?.state === 'denied') throw refused('the co-op has denied it')
      if (record.needsApproval && visit?.state !== 'approved') {
        if (visit === undefined) await this.#wait(key, peer)
        return { retryAfterMs: JOIN_PENDING_RETRY_MS }
      }
      const { chain, verified, writes } = await issuing.issue(attestedIn(record), peer, { pinned: record.issuer })
      await store.commit([
        this.#invites.put(key, { ...record, used: record.used + 1 }),
        this.#invites.putVisit(key, peer, { state: 'joined', serial: toHex(verified.credential.serial) }),
        ...writes,
      ])
      return { chain }
    })
  }

  async waitingNodes(): Promise<readonly WaitingNode[]> {
    this.#components.own.require()
    return (await this.#invites.waiting()).map(viewOf)
  }

  approve(id: string): Promise<WaitingNode> {
    return this.#decide(id, 'approved')
  }

  deny(id: string): Promise<WaitingNode> {
    return this.#decide(id, 'denied')
  }

  /** Drops invites that have expired. */
  async sweep(): Promise<void> {
    const { issuing, store, clock } = this.#components
    await issuing.inTurn(async () => {
      const { drops } = await this.#invites.sweep(clock.nowMs())
      if (drops.length > 0) await store.commit(drops)
    })
  }

  /** The membership that the node has from this invite; another one when that has ended, or was given up. */
  async #again(key: Uint8Array, record: InviteRecord, peer: PeerIdString, serial: string): Promise<Redemption> {
    const { own, issuing, issued, store, clock } = this.#components
    const known = await issued.get(peer)
    const isTheSame = known !== undefined && toHex(known.credential.serial) === serial
    const nowMs = clock.nowMs()
    if (
      isTheSame &&
      !isExpired(known.credential, nowMs) &&
      own.revokedOf(openChain(known.chain), nowMs) === undefined
    ) {
      return { chain: known.chain }
    }
    const { chain, verified, writes } = await issuing.issue(attestedIn(record), peer, { pinned: record.issuer })
    const visit = { state: 'joined', serial: toHex(verified.credential.serial) } as const
    await store.commit([this.#invites.putVisit(key, peer, visit), ...writes])
    return { chain }
  }

  async #wait(key: Uint8Array, peer: PeerIdString): Promise<void> {
    const { store, clock } = this.#components
    if (!(await this.#invites.hasRoom(key))) throw refused('too many nodes wait for the approval of this invite')
    await store.commit([this.#invites.putVisit(key, peer, { state: 'waiting', askedAtMs: clock.nowMs() })])
  }

  #decide(id: string, state: 'approved' | 'denied'): Promise<WaitingNode> {
    const { own, issuing, store } = this.#components
    return issuing.inTurn(async () => {
      own.require()
      const meant = (await this.#invites.waiting()).filter((node) => node.id.startsWith(id.toLowerCase()))
      const [node, another] = meant
      if (node === undefined || another !== undefined) {
        throw new SovError(
          'ERR_SOV_BAD_REQUEST',
          `${node === undefined ? 'no node' : 'more than one node'} waits as ${id}`,
          {
            param: 'id',
            remedy: 'See the ids with `sov-node coop requests`.',
          },
        )
      }
      await store.commit([this.#invites.putVisit(node.invite, node.peer, { state, askedAtMs: node.askedAtMs })])
      return viewOf({ ...node, state })
    })
  }
}

function attestedIn(invite: Omit<InviteRecord, 'issuer'>): Attested {
  return {
    orgId: orgIdOfName(invite.orgName),
    orgName: invite.orgName,
    jurisdiction: invite.jurisdiction,
    roles: rolesNamed(invite.roles),
    maxConcurrent: 0,
    logPolicy: invite.promisesNoPromptLogging ? LogPolicy.LOG_POLICY_NO_PROMPTS : LogPolicy.LOG_POLICY_UNSPECIFIED,
    isSelfDeclared: invite.isSelfDeclared,
  }
}

function viewOf({ id, peer, orgName, jurisdiction, askedAtMs, state }: Waiting): WaitingNode {
  return { id, peer, orgName, jurisdiction, askedAtMs, state }
}

function checkRoles(roles: readonly MemberRole[]): readonly MemberRole[] {
  if (roles.length > 0) return roles
  throw new SovError('ERR_SOV_BAD_REQUEST', 'a member has at least one role', { param: 'roles' })
}

function checkUses(uses: number): number {
  if (Number.isInteger(uses) && uses >= 1 && uses <= MAX_INVITE_USES) return uses
  const message = `a code is for 1 to ${String(MAX_INVITE_USES)} nodes`
  throw new SovError('ERR_SOV_BAD_REQUEST', message, { param: 'uses' })
}

function inviteLife(lifeMs: number): number {
  if (lifeMs >= 1 && lifeMs <= ISSUER_LIFE_MS) return Math.round(lifeMs)
  throw new SovError('ERR_SOV_BAD_REQUEST', 'an invite can be redeemed for 1 ms to 90 days', { param: 'expiresInMs' })
}

/** The first addresses, those of the loopback interface last, without the peer id that the code holds anyway. */
function inviteAddresses(addresses: readonly string[]): string[] {
  const isLoopback = (address: string): boolean => /^\/ip4\/127\.|^\/ip6\/::1\//.test(address)
  try {
    return addresses
      .toSorted((a, b) => Number(isLoopback(a)) - Number(isLoopback(b)))
      .slice(0, MAX_INVITE_ADDRESSES)
      .map((address) =>
        multiaddr(address)
          .toString()
          .replace(/\/p2p\/[^/]+$/, ''),
      )
  } catch (cause) {
    throw new SovError('ERR_SOV_BAD_REQUEST', 'an address is not a multiaddr', { param: 'addresses', cause })
  }
}

function refused(message: string): SovError {
  return new SovError('ERR_SOV_INVITE_REFUSED', message, { remedy: 'Ask the issuer for a new invite.' })
}

/** Words for whoever makes the invite what would be told to whom redeems it. */
function notAllowed(error: unknown): never {
  if (!SovError.isInstance(error, 'ERR_SOV_INVITE_REFUSED')) throw error
  throw new SovError('ERR_SOV_BAD_REQUEST', error.message, {
    cause: error,
    ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
  })
}

function tooManyInvites(): SovError {
  return new SovError('ERR_SOV_BAD_REQUEST', `${String(MAX_OPEN_INVITES)} invites are open`, {
    remedy: 'Wait until some have expired.',
  })
}
