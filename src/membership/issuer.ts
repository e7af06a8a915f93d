import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import { peerIdFromBytes, type PeerIdString, type Signer } from '../identity/index.js'
import type { Network } from '../network/index.js'
import type { Store } from '../store/index.js'
import { equalBytes, type CredentialChain } from '../wire/index.js'
import { ID_BYTES, openChain } from './chain.js'
import type { CoopRecord } from './coop-store.js'
import type { Member } from './index.js'
import type { IssuedView, IssuerActions } from './issuer-actions.js'
import type { IssuedMemberships } from './issued-memberships.js'
import { IssuerStatements } from './issuer-statements.js'
import { Issuing, type EvidenceFound } from './issuing.js'
import type { IssuingKeys } from './issuing-keys.js'
import { Inviting } from './inviting.js'
import type { Frame, JoinRequest } from './membership-protocol.js'
import type { OwnCoop } from './own-coop.js'

export interface IssuerComponents {
  readonly own: OwnCoop
  readonly keys: IssuingKeys
  readonly issued: IssuedMemberships
  readonly store: Store
  readonly network: Pick<Network, 'addresses' | 'peerId'>
  /** The node's own key: a delegate signs with it. */
  readonly signer: Signer
  readonly clock: Clock
  readonly random: (bytes: number) => Uint8Array
  /** Connected members. */
  readonly members: () => readonly Member[]
  readonly evidenceOf: (subject: PeerIdString, jurisdiction: string) => EvidenceFound
}

/** What a node with an issuing key does, and what it answers those who ask it to. */
export class Issuer implements IssuerActions {
  readonly #components: IssuerComponents
  readonly #issuing: Issuing
  readonly #inviting: Inviting
  readonly #statements: IssuerStatements

  constructor(components: IssuerComponents) {
    this.#components = components
    this.#issuing = new Issuing(components)
    this.#inviting = new Inviting({ ...components, issuing: this.#issuing })
    this.#statements = new IssuerStatements(components)
  }

  readonly invite: IssuerActions['invite'] = (options) => this.#inviting.invite(options)
  readonly waitingNodes: IssuerActions['waitingNodes'] = () => this.#inviting.waitingNodes()
  readonly approve: IssuerActions['approve'] = (id) => this.#inviting.approve(id)
  readonly deny: IssuerActions['deny'] = (id) => this.#inviting.deny(id)
  readonly delegate: IssuerActions['delegate'] = (options) => this.#statements.delegate(options)
  readonly revoke: IssuerActions['revoke'] = (target) => this.#statements.revoke(target)

  async issued(): Promise<readonly IssuedView[]> {
    const { own, issued, clock } = this.#components
    const nowMs = clock.nowMs()
    const all = await issued.all()
    return all.map(({ chain, credential }) => ({
      peer: peerIdFromBytes(credential.subject),
      credential,
      isRevoked: own.revokedOf(openChain(chain), nowMs) !== undefined,
    }))
  }

  /** Whether an issuing key is here, for any organisation. */
  get isIssuer(): boolean {
    const { own, keys, clock } = this.#components
    return own.current !== undefined && keys.inForce(own.current.bundle, clock.nowMs()).length > 0
  }

  /** Whether a key on this node may renew its own membership. */
  canRenewOwn(): boolean {
    const { own } = this.#components
    return own.current !== undefined && this.#issuing.canRenew(own.current.verified)
  }

  /** Answers a node that shows an invite. */
  async join({ networkId, secret }: JoinRequest, peer: PeerIdString): Promise<Frame> {
    if (secret.length !== ID_BYTES) throw new SovError('ERR_SOV_PROTOCOL', 'the secret of an invite has a wrong length')
    const { own } = this.#components
    if (own.current === undefined || !equalBytes(networkId, own.current.verified.networkId)) {
      throw new SovError('ERR_SOV_INVITE_REFUSED', 'this node does not issue memberships of that co-op')
    }
    const answer = await this.#inviting.redeem(secret, peer)
    return 'retryAfterMs' in answer ? { pending: answer } : { joined: this.#withBundle(answer.chain) }
  }

  /** Answers a member, and this node itself, that shows its newest membership. */
  async renew(chain: CredentialChain, peer: PeerIdString): Promise<CoopRecord> {
    const issue = await this.#issuing.renew(chain, peer)
    await this.#components.store.commit(issue.writes)
    return this.#withBundle(issue.chain)
  }

  /** Answers a member that gives up its membership. */
  leave(chain: CredentialChain, peer: PeerIdString): Promise<void> {
    return this.#statements.leave(chain, peer)
  }

  /** Call now and then: drops what has ended, and signs the revocation list anew when it is due. */
  async sweep(): Promise<void> {
    if (this.#components.own.current === undefined) return
    await this.#inviting.sweep()
    await this.#statements.sweep()
  }

  /** Waits for what is being issued. */
  idle(): Promise<void> {
    return this.#issuing.idle()
  }

  #withBundle(chain: CredentialChain): CoopRecord {
    return { chain, bundle: this.#components.own.require().record.bundle }
  }
}
