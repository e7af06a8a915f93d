import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { join as joinPath } from 'node:path'
import { multiaddr } from '@multiformats/multiaddr'
import PQueue from 'p-queue'
import { repeat } from '../clock.js'
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
  ISSUER_CERTIFICATE,
  openStatement,
  type CredentialChain,
  type MembershipCredential,
} from '../wire/index.js'
import { groupsInForce, openBundle, priceTableInForce, type SignedPriceTable, type VerifiedBundle } from './bundle.js'
import { isExpired, openChain, requireInForce, type StatementOf, type VerifiedChain } from './chain.js'
import { loadCoop, saveCoop, type CoopRecord } from './coop-store.js'
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
} from './index.js'
import { decodeInvite, encodeInvite, type InviteContent } from './invite-code.js'
import { Issuer } from './issuer.js'
import { answerJoin, MEMBERSHIP_PROTOCOL, requestMembership } from './joining.js'
import { normaliseJurisdiction } from './jurisdictions.js'
import { MemberTable } from './member-table.js'
import { normaliseName } from './text.js'

/** The co-op this node belongs to, with everything checked. */
interface Coop {
  readonly record: CoopRecord
  readonly verified: VerifiedChain
  readonly bundle: VerifiedBundle
  readonly issuer: Issuer | undefined
}

/** The {@link Membership} of a node. */
export class MembershipService implements Membership {
  readonly authorize: Authorize
  readonly #components: MembershipComponents
  readonly #random: (bytes: number) => Uint8Array
  readonly #members: MemberTable
  readonly #hello: HelloProtocol
  readonly #greeter: Greeter
  // createCoop and join look whether there is a co-op and then make one: one at a time
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
        own: () => this.#coop && { networkId: this.#coop.verified.networkId, chain: this.#coop.record.chain },
      },
    )
    this.#greeter = new Greeter({
      hello: this.#hello,
      members: this.#members,
      network,
      clock,
      onHelloFailed,
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
    network.handle(HELLO_PROTOCOL, { ...options, purpose: 'hello' }, (channel) =>
      this.#hello.answer(channel, stopped.signal),
    )
    network.handle(MEMBERSHIP_PROTOCOL, { ...options, purpose: 'membership' }, (channel) =>
      answerJoin(channel, { clock, own: () => this.#issuing() }, stopped.signal),
    )
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
        },
        bundle,
        issuerCertificate: issuerCertificate.bytes,
      }
      const coop = this.#open(record, issuer)
      await store.commit([...saveCoop(store, record), ...issuer.recordOf(membership)])
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
      const { clock, network, store } = this.#components
      this.#checkInvite(invite)
      const stopped = this.#lifetime?.stopped.signal ?? notStarted()
      const signal = options.signal === undefined ? stopped : AbortSignal.any([stopped, options.signal])
      const { chain, bundle } = await requestMembership(invite, { network, clock }, signal)
      const record = { chain, bundle, issuerCertificate: this.#coop?.record.issuerCertificate }
      const coop = this.#open(record, this.#coop?.issuer, invite.networkId)
      requireInForce(coop.verified.credential, clock.nowMs())
      if (coop.verified.issuer !== invite.issuer) {
        throw new SovError('ERR_SOV_CREDENTIAL', 'the credential is not signed by the key that the invite pins')
      }
      await store.commit(saveCoop(store, record))
      return this.#enter(coop)
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
    return this.#coop && priceTableInForce(this.#coop.bundle, this.#components.clock.nowMs())
  }

  priceTables(): readonly SignedPriceTable[] {
    return this.#coop?.bundle.priceTables ?? []
  }

  async #load(): Promise<void> {
    const record = await loadCoop(this.#components.store)
    if (record === undefined) return
    const issuer =
      record.issuerCertificate === undefined
        ? undefined
        : this.#issuer(
            await readKeyFile(this.#keyPath('issuer')),
            openStatement(ISSUER_CERTIFICATE, record.issuerCertificate),
          )
    try {
      this.#coop = this.#open(record, issuer)
    } catch (cause) {
      throw new SovError('ERR_SOV_CREDENTIAL', 'the stored membership of this node is not valid', {
        cause,
        remedy: 'Use the data directory with the key it was made for, or join anew with an empty one.',
      })
    }
  }

  /** Checks what a store or an issuer gave. Its dates are not looked at: an expired membership can be shown. */
  #open(record: CoopRecord, issuer: Issuer | undefined, networkId?: Uint8Array): Coop {
    const verified = openChain(record.chain, networkId)
    if (verified.subject !== this.#components.signer.peerId) {
      throw new SovError('ERR_SOV_CREDENTIAL', 'the credential belongs to another peer')
    }
    return { record, verified, bundle: openBundle(record.bundle, record.chain, verified), issuer }
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

  #keyPath(name: 'root' | 'issuer'): string {
    return joinPath(this.#components.dataDir, 'coop', `${name}.pem`)
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

function notStarted(): never {
  throw new SovError('ERR_SOV_STOPPING', 'membership is not started')
}
