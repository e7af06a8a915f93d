import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { repeat } from '../clock.js'
import { dataDirPaths } from '../data-dir.js'
import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { ISSUER_SWEEP_INTERVAL_MS, MAX_CONTROL_STREAMS_PER_PEER } from '../limits.js'
import type { Authorize } from '../network/index.js'
import type { CredentialChain, MembershipCredential } from '../wire/index.js'
import { ConnectedMembers } from './connected-members.js'
import type { Coop } from './coop.js'
import type {
  CoopView,
  CreateCoopOptions,
  LeaveOptions,
  Member,
  Membership,
  MembershipComponents,
  MembershipInit,
  Validity,
} from './index.js'
import { Federation } from './federation.js'
import { IssuedMemberships } from './issued-memberships.js'
import { Issuer } from './issuer.js'
import { IssuerNodes } from './issuer-nodes.js'
import { IssuingKeys } from './issuing-keys.js'
import { joinCoop } from './joining.js'
import { answerMembership, MEMBERSHIP_PROTOCOL, type MembershipAnswers } from './membership-protocol.js'
import { OwnCoop } from './own-coop.js'
import { Published } from './published.js'
import { Renewal } from './renewal.js'
import { Root } from './root.js'
import { membershipWarnings, type MembershipWarning } from './warnings.js'

/** The {@link Membership} of a node. */
export class MembershipService implements Membership {
  readonly authorize: Authorize
  readonly #components: MembershipComponents
  readonly #own: OwnCoop
  readonly #federation: Federation
  readonly #keys: IssuingKeys
  readonly #root: Root
  readonly #issuer: Issuer
  readonly #issuers: IssuerNodes
  readonly #renewal: Renewal
  readonly #connected: ConnectedMembers
  readonly #public: Published
  #lifetime: { readonly stopped: AbortController; readonly release: readonly (() => void)[] } | undefined

  constructor(init: MembershipInit, components: MembershipComponents) {
    const { clock, network, signer, store, random = randomBytes } = components
    const { peerId } = signer
    const folder = dataDirPaths(components.dataDir).coopKeys
    this.#components = components

    const own = new OwnCoop({
      store,
      clock,
      subject: peerId,
      onEntered: () => this.#entered(),
      onPublished: () => this.#published(),
    })
    const keys = new IssuingKeys(folder, signer)
    const issued = new IssuedMemberships(store)
    this.#own = own
    this.#keys = keys
    this.#root = new Root({ own, keys, issued, folder, peerId, clock, random })
    const issuer = new Issuer({
      own,
      keys,
      issued,
      store,
      network,
      signer,
      clock,
      random,
      members: () => this.members(),
      evidenceOf: init.evidenceOf ?? (() => ({ level: 1, ref: new Uint8Array(), dateMs: 0 })),
    })
    this.#issuer = issuer
    const chance = (): number => Buffer.from(random(4)).readUInt32BE() / 2 ** 32
    this.#issuers = new IssuerNodes({ network, clock, chance })
    this.#renewal = new Renewal({
      own,
      issuers: this.#issuers,
      clock,
      chance,
      canRenewHere: () => issuer.canRenewOwn(),
      renewHere: async () => issuer.renew(own.require().record.chain, peerId),
      onFailed: init.onRenewalFailed ?? (() => undefined),
    })

    const federation = new Federation({
      store,
      clock,
      own: () => this.coop,
      onChanged: () => {
        this.#connected.watch.enforce()
        this.#connected.entered()
      },
    })
    this.#federation = federation
    this.#public = new Published({ own, federation, clock })
    this.#connected = new ConnectedMembers(init, components, { own, federation }, () => this.#learned())
    this.authorize = this.#connected.authorize
  }

  get coop(): CoopView | undefined {
    return this.#own.current && this.#view(this.#own.current)
  }

  get credential(): MembershipCredential | undefined {
    return this.#own.current?.verified.credential
  }

  get credentialDigest(): Uint8Array | undefined {
    return this.#own.current?.verified.credentialDigest
  }

  get chain(): CredentialChain | undefined {
    return this.#own.current?.record.chain
  }

  validity(): Validity {
    return this.#connected.watch.validity()
  }

  async start(): Promise<void> {
    if (this.#lifetime !== undefined) return
    const { network, clock } = this.#components
    const stopped = new AbortController()
    // one listener for each exchange under way
    setMaxListeners(0, stopped.signal)
    await this.#keys.load()
    await this.#own.load()
    await this.#federation.load()
    // An issuer that was off may be the only one that others can hear of. What cannot be signed now, e.g. on a full disk, is
    // tried again.
    await this.#issuer.sweep().catch(() => undefined)
    const options = { purpose: 'membership', maxStreamsPerPeer: MAX_CONTROL_STREAMS_PER_PEER } as const
    const answers: MembershipAnswers = {
      join: (request, peer) => this.#issuer.join(request, peer),
      renew: async (chain, peer) => ({ joined: await this.#issuer.renew(chain, peer) }),
      leave: async (chain, peer) => {
        await this.#issuer.leave(chain, peer)
        return { left: {} }
      },
      publish: (bundle, peer) => this.#connected.bundles.answer(bundle, peer),
      pull: (networkId) => this.#connected.bundles.answerPull(networkId),
    }
    network.handle(MEMBERSHIP_PROTOCOL, options, (channel) =>
      answerMembership(channel, answers, { clock, signal: stopped.signal }),
    )
    this.#lifetime = {
      stopped,
      release: [
        network.onPeer((peer, isConnected) => {
          if (isConnected) this.#renewal.connected(peer)
        }),
        repeat(clock, ISSUER_SWEEP_INTERVAL_MS, () => this.#issuer.sweep()),
      ],
    }
    this.#connected.start(stopped.signal)
    this.#renewal.start(stopped.signal)
  }

  async stop(): Promise<void> {
    const lifetime = this.#lifetime
    if (lifetime === undefined) return
    this.#lifetime = undefined
    for (const release of lifetime.release) release()
    lifetime.stopped.abort(new SovError('ERR_SOV_STOPPING', 'the node is stopping'))
    await this.#renewal.stop()
    await this.#connected.stop()
    await this.#own.idle()
    await this.#federation.idle()
    await this.#issuer.idle()
    this.#connected.clear()
  }

  async createCoop(options: CreateCoopOptions): Promise<CoopView> {
    await this.#root.createCoop(options)
    return this.#view(this.#own.require())
  }

  readonly root: Membership['root'] = (key) => this.#root.root(key)
  readonly setPrices: Membership['setPrices'] = (change, key) => this.#root.setPrices(change, key)
  readonly setGroup: Membership['setGroup'] = (change, key) => this.#root.setGroup(change, key)
  readonly setLifetimes: Membership['setLifetimes'] = (change, key) => this.#root.setLifetimes(change, key)
  readonly addIssuer: Membership['addIssuer'] = (peer, key) => this.#root.addIssuer(peer, key)
  readonly rotateIssuer: Membership['rotateIssuer'] = (options, key) => this.#root.rotateIssuer(options, key)
  readonly revokeIssuer: Membership['revokeIssuer'] = (peer, key) => this.#root.revokeIssuer(peer, key)

  readonly federate: Membership['federate'] = (options) => this.#federation.add(options)
  readonly unfederate: Membership['unfederate'] = (nameOrId) => this.#federation.remove(nameOrId)
  readonly federated: Membership['federated'] = () => this.#federation.views()

  readonly invite: Membership['invite'] = (options) => this.#issuer.invite(options)
  readonly waitingNodes: Membership['waitingNodes'] = () => this.#issuer.waitingNodes()
  readonly approve: Membership['approve'] = (id) => this.#issuer.approve(id)
  readonly deny: Membership['deny'] = (id) => this.#issuer.deny(id)
  readonly delegate: Membership['delegate'] = (options) => this.#issuer.delegate(options)
  readonly issued: Membership['issued'] = () => this.#issuer.issued()
  readonly revoke: Membership['revoke'] = (target) => this.#issuer.revoke(target)

  async join(code: string, options: { readonly signal?: AbortSignal } = {}): Promise<CoopView> {
    options.signal?.throwIfAborted()
    const { network, clock } = this.#components
    await joinCoop(code, { own: this.#own, network, clock }, this.#signal(options.signal))
    return this.#view(this.#own.require())
  }

  async renew(options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    await this.#renewal.renew(this.#signal(options.signal))
  }

  async leave({ isForced = false, signal }: LeaveOptions = {}): Promise<void> {
    const coop = this.#own.require()
    try {
      await this.#issuers.ask(coop, { leave: { chain: coop.record.chain } }, this.#signal(signal))
    } catch (error) {
      if (!isForced) throw error
    }
    await this.#own.change(() => this.#own.leave())
  }

  warnings(): readonly MembershipWarning[] {
    const { clock } = this.#components
    return membershipWarnings({
      coop: this.#own.current,
      validity: this.validity(),
      renewal: this.#renewal.state,
      self: this.#components.signer.peerId,
      keys: this.#own.current === undefined ? [] : this.#keys.inForce(this.#own.current.bundle, clock.nowMs()),
      nowMs: clock.nowMs(),
    })
  }

  member(peer: PeerIdString): Member | undefined {
    return this.#connected.member(peer)
  }

  members(): readonly Member[] {
    return this.#connected.table.current()
  }

  hello(peer: PeerIdString): Promise<Member> {
    return this.#connected.hello(peer, this.#signal())
  }

  readonly onMember: Membership['onMember'] = (listener) => this.#connected.table.onMember(listener)
  readonly onExpelled: Membership['onExpelled'] = (listener) => this.#connected.watch.onExpelled(listener)
  readonly toldRevoked: Membership['toldRevoked'] = (peer) => this.#connected.bundles.pull(peer)
  readonly isLeaving: Membership['isLeaving'] = (peer) => this.#connected.watch.isLeaving(peer)
  readonly requireNewWork: Membership['requireNewWork'] = (member) => this.#connected.watch.requireNewWork(member)

  readonly details: Membership['details'] = () => this.#public.details()
  readonly exportBundle: Membership['exportBundle'] = () => this.#public.exportBundle()
  readonly groups: Membership['groups'] = () => this.#public.groups()
  readonly groupDefinitions: Membership['groupDefinitions'] = () => this.#public.groupDefinitions()
  readonly organisationCredit: Membership['organisationCredit'] = (orgId) => this.#public.organisationCredit(orgId)
  readonly priceTable: Membership['priceTable'] = () => this.#public.priceTable()
  readonly priceTableOf: Membership['priceTableOf'] = (networkId) => this.#public.priceTableOf(networkId)
  readonly acceptedPriceTables: Membership['acceptedPriceTables'] = () => this.#public.acceptedPriceTables()
  readonly comingPriceTables: Membership['comingPriceTables'] = () => this.#public.comingPriceTables()

  #view({ verified }: Coop): CoopView {
    const { genesis, networkId, root } = verified
    return { name: genesis.name, networkId, root, isIssuer: this.#issuer.isIssuer }
  }

  #entered(): void {
    this.#renewal.entered()
    this.#connected.entered()
  }

  /** This node has published something itself. */
  #published(): void {
    this.#learned()
    this.#connected.bundles.spread()
  }

  /** Something may be revoked that was not. */
  #learned(): void {
    this.#connected.watch.enforce()
    this.#renewal.published()
  }

  #signal(signal?: AbortSignal): AbortSignal {
    const stopped = this.#lifetime?.stopped.signal
    if (stopped === undefined) throw new SovError('ERR_SOV_STOPPING', 'membership is not started')
    return signal === undefined ? stopped : AbortSignal.any([stopped, signal])
  }
}
