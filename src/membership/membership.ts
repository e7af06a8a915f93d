import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { join as joinPath } from 'node:path'
import { multiaddr } from '@multiformats/multiaddr'
import PQueue from 'p-queue'
import { repeat } from '../clock.js'
import { dataDirPaths } from '../data-dir.js'
import { SovError } from '../errors.js'
import { loadOrCreateKey, readKeyFile, type PeerIdString, type Signer } from '../identity/index.js'
import {
  INVITE_LIFE_MS,
  ISSUER_LIFE_MS,
  MAX_CONTROL_STREAMS_PER_PEER,
  MAX_INVITE_ADDRESSES,
  MEMBER_SWEEP_INTERVAL_MS,
} from '../limits.js'
import type { Authorize } from '../network/index.js'
import {
  equalBytes,
  fromHex,
  ISSUER_CERTIFICATE,
  openStatement,
  type CoopBundle,
  type CredentialChain,
  type MembershipCredential,
} from '../wire/index.js'
import { groupsInForce, mergeBundles, openBundle, type SignedPriceTable, type VerifiedBundle } from './bundle.js'
import { BundleExchange } from './bundle-exchange.js'
import { isExpired, requireInForce, type StatementOf } from './chain.js'
import { openCoop, withBundle, type Coop } from './coop.js'
import { loadCoop, notValid, saveCoop, type CoopRecord } from './coop-store.js'
import { foundCoop } from './founding.js'
import { createGate } from './gate.js'
import { Greeter } from './greeter.js'
import { HELLO_PROTOCOL, HelloProtocol } from './hello.js'
import type {
  CoopView,
  CreateCoopOptions,
  Invite,
  InviteOptions,
  Member,
  Membership,
  MembershipComponents,
  MembershipInit,
  PriceChange,
} from './index.js'
import { decodeInvite, encodeInvite, type InviteContent } from './invite-code.js'
import { Issuer } from './issuer.js'
import { redeemInvite, requestMembership } from './joining.js'
import { normaliseJurisdiction } from './jurisdictions.js'
import { MemberTable } from './member-table.js'
import { answerMembership, MEMBERSHIP_PROTOCOL, type MembershipAnswers } from './membership-protocol.js'
import { acceptedPriceTables, comingPriceTables, priceTableInForce, signNextPriceTable } from './price-tables.js'
import { normaliseName } from './text.js'

/** The {@link Membership} of a node. */
export class MembershipService implements Membership {
  readonly authorize: Authorize
  readonly #components: MembershipComponents
  readonly #random: (bytes: number) => Uint8Array
  readonly #members: MemberTable
  readonly #hello: HelloProtocol
  readonly #greeter: Greeter
  readonly #bundles: BundleExchange
  readonly #onBundleFailed: (peer: PeerIdString, error: SovError) => void
  // Each change of the co-op builds on what it is before: one at a time.
  readonly #changes = new PQueue({ concurrency: 1 })
  #coop: Coop | undefined
  #lifetime: { readonly stopped: AbortController; readonly release: readonly (() => void)[] } | undefined

  constructor(init: MembershipInit, components: MembershipComponents) {
    const { clock, network, signer, bootNonce } = components
    this.#components = components
    this.#random = components.random ?? randomBytes
    this.#members = new MemberTable(clock)
    this.authorize = createGate(clock, (peer) => this.#members.get(peer), init.rules ?? [])
    const onHelloFailed = init.onHelloFailed ?? (() => undefined)
    this.#hello = new HelloProtocol(
      { agent: init.agent, features: init.features ?? [], bootNonce },
      {
        network,
        signer,
        clock,
        members: this.#members,
        onFailed: onHelloFailed,
        onBundle: (peer, bundle) => this.#bundles.greeted(peer, bundle),
        own: () =>
          this.#coop && {
            networkId: this.#coop.verified.networkId,
            chain: this.#coop.record.chain,
            bundle: fromHex(this.#coop.bundle.digest),
          },
      },
    )
    this.#greeter = new Greeter({
      hello: this.#hello,
      members: this.#members,
      network,
      clock,
      onHelloFailed,
    })
    this.#onBundleFailed = init.onBundleFailed ?? (() => undefined)
    this.#bundles = new BundleExchange({
      network,
      clock,
      members: this.#members,
      own: () => this.#coop?.bundle,
      merge: (bundle, peer) => this.#merge(bundle, peer),
      onFailed: this.#onBundleFailed,
    })
  }

  get coop(): CoopView | undefined {
    if (this.#coop === undefined) return undefined
    const { verified, issuer } = this.#coop
    return {
      name: verified.genesis.name,
      networkId: verified.networkId,
      root: verified.root,
      isIssuer: issuer !== undefined,
    }
  }

  get credential(): MembershipCredential | undefined {
    return this.#coop?.verified.credential
  }

  get credentialDigest(): Uint8Array | undefined {
    return this.#coop?.verified.credentialDigest
  }

  get chain(): CredentialChain | undefined {
    return this.#coop?.record.chain
  }

  async start(): Promise<void> {
    if (this.#lifetime !== undefined) return
    const { network, clock } = this.#components
    const stopped = new AbortController()
    // one listener for each exchange under way
    setMaxListeners(0, stopped.signal)
    await this.#load()
    const options = { maxStreamsPerPeer: MAX_CONTROL_STREAMS_PER_PEER }
    const answers: MembershipAnswers = {
      join: async (request, peer) => ({ joined: await redeemInvite(request, peer, this.#issuing()) }),
      publish: (bundle, peer) => this.#bundles.answer(bundle, peer),
    }
    network.handle(HELLO_PROTOCOL, { ...options, purpose: 'hello' }, (channel) =>
      this.#hello.answer(channel, stopped.signal),
    )
    network.handle(MEMBERSHIP_PROTOCOL, { ...options, purpose: 'membership' }, (channel) =>
      answerMembership(channel, answers, { clock, signal: stopped.signal }),
    )
    this.#bundles.start(stopped.signal)
    this.#lifetime = {
      stopped,
      release: [
        network.onPeer((peer, isConnected) => this.#onPeer(peer, isConnected)),
        repeat(clock, MEMBER_SWEEP_INTERVAL_MS, () => this.#cutExpired()),
      ],
    }
    this.#greetAll()
  }

  async stop(): Promise<void> {
    const lifetime = this.#lifetime
    if (lifetime === undefined) return
    this.#lifetime = undefined
    for (const release of lifetime.release) release()
    lifetime.stopped.abort(new SovError('ERR_SOV_STOPPING', 'the node is stopping'))
    await this.#greeter.stop()
    await this.#bundles.stop()
    await this.#changes.onIdle()
    await this.#coop?.issuer?.stop()
    this.#members.clear()
  }

  async createCoop(options: CreateCoopOptions): Promise<CoopView> {
    const name = normaliseName('name', options.name)
    const orgName = normaliseName('orgName', options.orgName)
    const jurisdiction = normaliseJurisdiction(options.jurisdiction)
    return this.#changes.add(async () => {
      if (this.#coop !== undefined) throw coopExists()
      const { signer, store, clock } = this.#components
      // Keys of an attempt that was interrupted before its commit are used again.
      const root = await loadOrCreateKey(this.#keyPath('root'))
      const issuingKey = await loadOrCreateKey(this.#keyPath('issuer'))
      const { bundle, issuerCertificate } = foundCoop({
        name,
        root,
        issuer: issuingKey.peerId,
        priceTable: options.priceTable,
        nowMs: clock.nowMs(),
        random: this.#random,
      })
      const issuer = this.#issuer(issuingKey, issuerCertificate)
      const membership = issuer.issue({ orgName, jurisdiction }, signer.peerId)
      const record: CoopRecord = {
        chain: {
          genesis: bundle.genesis,
          issuerCertificate: issuerCertificate.bytes,
          delegation: new Uint8Array(),
          membership: membership.bytes,
          delegationIssuerCertificate: new Uint8Array(),
        },
        bundle,
        issuerCertificate: issuerCertificate.bytes,
      }
      const coop = openCoop(record, signer.peerId, { issuer })
      await store.commit([...saveCoop(store, coop.record), ...issuer.recordOf(membership)])
      return this.#enter(coop)
    })
  }

  async invite(options: InviteOptions): Promise<Invite> {
    const orgName = normaliseName('orgName', options.orgName)
    const jurisdiction = normaliseJurisdiction(options.jurisdiction)
    const { network, clock } = this.#components
    const { verified, issuer } = this.#coop ?? noCoop()
    if (issuer === undefined) {
      throw new SovError('ERR_SOV_NOT_ISSUER', 'the issuing key of the co-op is not on this node', {
        remedy: 'Run `sov-node invite` on the node that created the co-op.',
      })
    }
    const expiresAtMs = clock.nowMs() + inviteLife(options.expiresInMs ?? INVITE_LIFE_MS)
    const addresses = inviteAddresses(options.addresses ?? network.addresses())
    const secret = await issuer.invite({ orgName, jurisdiction }, expiresAtMs)
    const { networkId } = verified
    const content = { networkId, issuer: issuer.peerId, node: network.peerId, secret, addresses, expiresAtMs }
    return { code: encodeInvite(content), expiresAtMs }
  }

  async join(code: string, options: { readonly signal?: AbortSignal } = {}): Promise<CoopView> {
    options.signal?.throwIfAborted()
    const invite = decodeInvite(code)
    return this.#changes.add(async () => {
      const { clock, network, signer, store } = this.#components
      this.#checkInvite(invite)
      const stopped = this.#lifetime?.stopped.signal ?? notStarted()
      const signal = options.signal === undefined ? stopped : AbortSignal.any([stopped, options.signal])
      const { chain, bundle } = await requestMembership(invite, { network, clock }, signal)
      const record = { chain, bundle, issuerCertificate: this.#coop?.record.issuerCertificate }
      const joined = openCoop(record, signer.peerId, { issuer: this.#coop?.issuer, networkId: invite.networkId })
      requireInForce(joined.verified.credential, clock.nowMs())
      if (joined.verified.issuer !== invite.issuer) {
        throw new SovError('ERR_SOV_CREDENTIAL', 'the credential is not signed by the key that the invite pins')
      }
      const coop =
        this.#coop === undefined ? joined : withBundle(joined, mergeBundles(this.#coop.bundle, joined.bundle).bundle)
      await store.commit(saveCoop(store, coop.record))
      return this.#enter(coop)
    })
  }

  async setPrices(change: PriceChange): Promise<SignedPriceTable> {
    return this.#changes.add(async () => {
      const coop = this.#coop ?? noCoop()
      const { networkId } = coop.verified
      const nowMs = this.#components.clock.nowMs()
      const { priceTables } = coop.bundle
      const table = signNextPriceTable(priceTables, change, { networkId, nowMs, root: await this.#root(coop) })
      const news = { issuerCertificates: [], groups: [], priceTables: [table] }
      const { bundle } = mergeBundles(coop.bundle, news)
      if (priceTableInForce(bundle.priceTables, nowMs) === undefined) {
        throw new SovError('ERR_SOV_BAD_REQUEST', 'too many price tables are to come', {
          remedy: 'Set prices that take effect at once, or wait until those to come are in force.',
        })
      }
      await this.#publish(coop, bundle)
      this.#bundles.spread()
      return table
    })
  }

  member(peer: PeerIdString): Member | undefined {
    const member = this.#members.get(peer)
    return member === undefined || isExpired(member.credential, this.#components.clock.nowMs()) ? undefined : member
  }

  members(): readonly Member[] {
    return this.#members.current()
  }

  onMember(listener: (peer: PeerIdString, member: Member | undefined) => void): () => void {
    return this.#members.onMember(listener)
  }

  hello(peer: PeerIdString): Promise<Member> {
    return this.#hello.greet(peer, this.#lifetime?.stopped.signal ?? notStarted())
  }

  groups(): ReadonlyMap<string, readonly string[]> {
    return this.#coop === undefined ? new Map() : groupsInForce(this.#coop.bundle, this.#components.clock.nowMs())
  }

  priceTable(): SignedPriceTable | undefined {
    return priceTableInForce(this.#priceTables(), this.#components.clock.nowMs())
  }

  acceptedPriceTables(): readonly SignedPriceTable[] {
    return acceptedPriceTables(this.#priceTables(), this.#components.clock.nowMs())
  }

  comingPriceTables(): readonly SignedPriceTable[] {
    return comingPriceTables(this.#priceTables(), this.#components.clock.nowMs())
  }

  #priceTables(): readonly SignedPriceTable[] {
    return this.#coop?.bundle.priceTables ?? []
  }

  async #load(): Promise<void> {
    const record = await loadCoop(this.#components.store)
    if (record === undefined) return
    const { issuerCertificate } = record
    const issuerKey = issuerCertificate === undefined ? undefined : await readKeyFile(this.#keyPath('issuer'))
    try {
      const issuer =
        issuerCertificate === undefined || issuerKey === undefined
          ? undefined
          : this.#issuer(issuerKey, openStatement(ISSUER_CERTIFICATE, issuerCertificate))
      this.#coop = openCoop(record, this.#components.signer.peerId, { issuer })
    } catch (cause) {
      throw notValid(cause)
    }
  }

  /** Takes in what a member has of the co-op's bundle; gives back what that was. */
  async #merge(published: CoopBundle, peer: PeerIdString): Promise<VerifiedBundle> {
    return this.#changes.add(async () => {
      const coop = this.#coop ?? noCoop()
      const theirs = openBundle(published, coop.record.chain, coop.verified)
      const { bundle, conflicts } = mergeBundles(coop.bundle, theirs)
      for (const what of conflicts) {
        this.#onBundleFailed(
          peer,
          new SovError('ERR_SOV_CREDENTIAL', `the root of the co-op has signed another ${what}`),
        )
      }
      if (bundle.digest !== coop.bundle.digest) await this.#publish(coop, bundle)
      return theirs
    })
  }

  async #publish(coop: Coop, bundle: VerifiedBundle): Promise<void> {
    const { store } = this.#components
    const changed = withBundle(coop, bundle)
    await store.commit(saveCoop(store, changed.record))
    this.#coop = changed
  }

  #enter(coop: Coop): CoopView {
    this.#coop = coop
    this.#greetAll()
    return this.coop ?? noCoop()
  }

  #checkInvite({ node, networkId, expiresAtMs }: InviteContent): void {
    const { clock, network } = this.#components
    if (node === network.peerId) {
      throw new SovError('ERR_SOV_INVITE_INVALID', 'this node has made the invite itself', {
        remedy: 'Run `sov-node join` on the machine that is to become a member.',
      })
    }
    if (expiresAtMs <= clock.nowMs()) {
      throw new SovError('ERR_SOV_INVITE_INVALID', 'the invite has expired', {
        remedy: 'Ask the issuer for a new invite.',
      })
    }
    if (this.#coop !== undefined && !equalBytes(this.#coop.verified.networkId, networkId)) throw coopExists()
  }

  #issuing(): (CoopRecord & { readonly networkId: Uint8Array; readonly issuer: Issuer }) | undefined {
    if (this.#coop?.issuer === undefined) return undefined
    const { record, verified, issuer } = this.#coop
    return { ...record, networkId: verified.networkId, issuer }
  }

  #issuer(signer: Signer, certificate: StatementOf<typeof ISSUER_CERTIFICATE>): Issuer {
    const { store, clock } = this.#components
    return new Issuer({ store, clock, signer, certificate, random: this.#random })
  }

  async root(): Promise<Signer> {
    return this.#root(this.#coop ?? noCoop())
  }

  /** The root key, when this node has the one of its co-op. */
  async #root({ verified }: Coop): Promise<Signer> {
    const root = await readKeyFile(this.#keyPath('root')).catch((error: unknown) => {
      throw isMissingFile(error) ? notRoot(error) : error
    })
    if (root.peerId !== verified.root) throw notRoot()
    return root
  }

  #keyPath(name: 'root' | 'issuer'): string {
    return joinPath(dataDirPaths(this.#components.dataDir).coopKeys, `${name}.pem`)
  }

  #onPeer(peer: PeerIdString, isConnected: boolean): void {
    if (!isConnected) {
      this.#greeter.disconnected(peer)
      this.#members.remove(peer)
    } else if (this.#coop !== undefined) {
      this.#greeter.connected(peer)
    }
  }

  #greetAll(): void {
    if (this.#coop === undefined || this.#lifetime === undefined) return
    for (const peer of this.#components.network.connected()) this.#greeter.connected(peer, true)
  }

  async #cutExpired(): Promise<void> {
    for (const { peer } of this.#members.expired()) {
      this.#members.remove(peer)
      await this.#components.network.disconnect(peer)
    }
  }
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

function coopExists(): SovError {
  return new SovError('ERR_SOV_COOP_EXISTS', 'this node is already in a co-op', {
    remedy: 'Use another --data-dir for another co-op.',
  })
}

function noCoop(): never {
  throw new SovError('ERR_SOV_NO_COOP', 'this node has not joined a co-op', {
    remedy: 'Run `sov-node coop create` or `sov-node join` first.',
  })
}

function isMissingFile(error: unknown): boolean {
  return error instanceof Error && (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT'
}

function notRoot(cause?: unknown): SovError {
  return new SovError('ERR_SOV_NOT_ISSUER', 'the root key of the co-op is not on this node', {
    cause,
    remedy: 'Run the command on the node that created the co-op, with coop/root.pem in its data directory.',
  })
}

function notStarted(): never {
  throw new SovError('ERR_SOV_STOPPING', 'membership is not started')
}
