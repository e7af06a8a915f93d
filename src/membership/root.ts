import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import { peerIdFromBytes, type PeerIdString, type Signer } from '../identity/index.js'
import { LogPolicy, ORG_DELEGATION, Role, signStatement, type Revocation } from '../wire/index.js'
import { mergeBundles, type SignedPriceTable } from './bundle.js'
import { openCoop } from './coop.js'
import type { SignedDelegation } from './delegation.js'
import { foundCoop, signIssuerCertificate } from './founding.js'
import { signNextGroup } from './groups.js'
import type { CreateCoopOptions, GroupChange, PriceChange } from './index.js'
import { issueMembership } from './issuance.js'
import type { IssuingKey, IssuingKeys } from './issuing-keys.js'
import { normaliseJurisdiction } from './jurisdictions.js'
import { lifetimesInForce, signNextLifetimes } from './lifetimes.js'
import type { IssuedMemberships } from './issued-memberships.js'
import type { OwnCoop } from './own-coop.js'
import { priceTableInForce, signNextPriceTable } from './price-tables.js'
import type { CoopLifetimes, RootKeyOptions, RotateOptions } from './root-actions.js'
import { listsOf, signRevocationList, type Revoked } from './revocations.js'
import { makeRootKey, readRootKey } from './root-key.js'
import { normaliseName, normalisePeer, orgIdOfName } from './text.js'

export interface RootComponents {
  readonly own: OwnCoop
  readonly keys: IssuingKeys
  readonly issued: IssuedMemberships
  /** Where root and issuing keys are unless they are said to be elsewhere. */
  readonly folder: string
  /** This node. */
  readonly peerId: PeerIdString
  readonly clock: Clock
  readonly random: (bytes: number) => Uint8Array
}

// The founder's word for itself: nobody else has attested it yet, and everybody who joins accepts it by joining.
const EVIDENCE_ATTESTED = 1

/** Decides for the co-op; the root key is read for each decision. See `RootActions`. */
export class Root {
  readonly #components: RootComponents

  constructor(components: RootComponents) {
    this.#components = components
  }

  async createCoop(options: CreateCoopOptions): Promise<void> {
    const name = normaliseName('name', options.name)
    const orgName = normaliseName('orgName', options.orgName)
    const jurisdiction = normaliseJurisdiction(options.jurisdiction)
    const { own, keys, issued, folder, peerId, clock, random } = this.#components
    return own.change(async () => {
      if (own.current !== undefined) throw coopExists()
      // Keys of an attempt that was interrupted before its commit are used again.
      const root = await makeRootKey(folder, options.rootKey ?? {})
      const signer = await keys.found()
      const nowMs = clock.nowMs()
      const { bundle, issuerCertificate: certificate } = foundCoop({
        name,
        root,
        issuer: signer.peerId,
        node: peerId,
        priceTable: options.priceTable,
        nowMs,
        random,
      })
      const attestation = {
        orgId: orgIdOfName(orgName),
        orgName,
        jurisdiction,
        evidenceLevel: EVIDENCE_ATTESTED,
        evidenceRef: new Uint8Array(),
        evidenceDateMs: 0n,
        roles: [Role.ROLE_PROVIDER, Role.ROLE_CONSUMER],
        maxConcurrent: 0,
        // Nobody has promised anything to the co-op by making it.
        logPolicy: LogPolicy.LOG_POLICY_UNSPECIFIED,
      }
      const chain = issueMembership({ signer, certificate, delegated: undefined }, attestation, {
        genesis: bundle.genesis,
        subject: peerId,
        seat: 0,
        lifeMs: lifetimesInForce([], nowMs).membershipMs,
        nowMs,
        random,
      })
      await own.enter(openCoop({ chain, bundle }, peerId), [issued.put(peerId, chain)])
    })
  }

  async root(key: RootKeyOptions = {}): Promise<Signer> {
    const { verified } = this.#components.own.require()
    const root = await readRootKey(this.#components.folder, key)
    if (root.peerId === verified.root) return root
    throw new SovError('ERR_SOV_NOT_ISSUER', 'this is the root key of another co-op', {
      remedy: 'Name the file of the right one with --root-key.',
    })
  }

  async setPrices(change: PriceChange, key?: RootKeyOptions): Promise<SignedPriceTable> {
    return this.#decide(key, async ({ root, networkId, nowMs }) => {
      const { own } = this.#components
      const { bundle } = own.require()
      const table = signNextPriceTable(bundle.priceTables, change, { networkId, nowMs, root })
      const news = { priceTables: [table] }
      if (priceTableInForce(mergeBundles(bundle, news).bundle.priceTables, nowMs) === undefined) {
        throw new SovError('ERR_SOV_BAD_REQUEST', 'too many price tables are to come', {
          remedy: 'Set prices that take effect at once, or wait until those to come are in force.',
        })
      }
      await own.publish(news)
      return table
    })
  }

  async setGroup(change: GroupChange, key?: RootKeyOptions): Promise<void> {
    return this.#decide(key, async (decision) => {
      const { own } = this.#components
      await own.publish({ groups: [signNextGroup(own.require().bundle.groups, change, decision)] })
    })
  }

  async setLifetimes(change: Partial<CoopLifetimes>, key?: RootKeyOptions): Promise<CoopLifetimes> {
    return this.#decide(key, async (decision) => {
      const { own } = this.#components
      await own.publish({ lifetimes: [signNextLifetimes(own.require().bundle.lifetimes, change, decision)] })
      return lifetimesInForce(own.require().bundle.lifetimes, decision.nowMs)
    })
  }

  async addIssuer(text: PeerIdString, key?: RootKeyOptions): Promise<void> {
    const peer = normalisePeer('peer', text)
    return this.#decide(key, async (decision) => {
      const { own, random } = this.#components
      const certificate = signIssuerCertificate({ ...decision, issuer: peer, node: peer, random })
      await own.publish({ issuerCertificates: [certificate] })
    })
  }

  async rotateIssuer({ revokesOld = false }: RotateOptions = {}, key?: RootKeyOptions): Promise<void> {
    return this.#decide(key, async ({ root, networkId, nowMs }) => {
      const { own, keys, peerId, random } = this.#components
      const { bundle } = own.require()
      const old = keys.inForce(bundle, nowMs)
      const oldKeys = old.map((key) => key.signer.peerId)
      // The newest certificate is the one that counts.
      const notBeforeMs = Math.max(nowMs, ...old.map(({ certificate }) => Number(certificate.value.notBeforeMs) + 1))
      const signer = await keys.create()
      const certificate = signIssuerCertificate({
        networkId,
        root,
        issuer: signer.peerId,
        node: peerId,
        nowMs: notBeforeMs,
        random,
      })
      // What the old key has revoked stays revoked when its list counts no more.
      const lists = oldKeys.flatMap((issuer) => listsOf(issuer, bundle.revocationLists))
      const revoked = lists.flatMap(({ value }) => value.revocations.map(targetOf))
      const revocationLists = [
        signRevocationList(bundle, { networkId, signer, certificate }, revoked, notBeforeMs),
        ...(revokesOld && old.length > 0
          ? [signRevocationList(bundle, { networkId, signer: root }, old.map(issuerOf), nowMs)]
          : []),
      ]
      const delegations = bundle.delegations
        .filter(
          (delegation) => oldKeys.includes(delegation.signer) && delegation.value.notAfterMs > BigInt(notBeforeMs),
        )
        .map((delegation) => continueDelegation(delegation, { signer, certificate }))
      await own.publish({ issuerCertificates: [certificate], delegations, revocationLists })
    })
  }

  async revokeIssuer(text: PeerIdString, key?: RootKeyOptions): Promise<void> {
    const peer = normalisePeer('peer', text)
    return this.#decide(key, async ({ root, networkId, nowMs }) => {
      const { own } = this.#components
      const { bundle } = own.require()
      const meant = bundle.issuerCertificates.filter(({ value }) =>
        [value.node, value.issuer].some((id) => id.length > 0 && peerIdFromBytes(id) === peer),
      )
      if (meant.length === 0) {
        throw new SovError('ERR_SOV_BAD_REQUEST', 'the peer is no issuer of the co-op', {
          param: 'peer',
          remedy: 'See the issuers with `sov-node coop show`.',
        })
      }
      const targets = meant.map(({ value }) => ({ issuer: peerIdFromBytes(value.issuer) }))
      await own.publish({ revocationLists: [signRevocationList(bundle, { networkId, signer: root }, targets, nowMs)] })
    })
  }

  /** Reads the root key and decides, one decision after the other. */
  #decide<T>(key: RootKeyOptions | undefined, work: (decision: Decision) => Promise<T>): Promise<T> {
    const { own, clock } = this.#components
    return own.change(async () =>
      work({ root: await this.root(key), networkId: own.require().verified.networkId, nowMs: clock.nowMs() }),
    )
  }
}

interface Decision {
  readonly root: Signer
  readonly networkId: Uint8Array
  readonly nowMs: number
}

/** The same delegation by another key: its serial stays, and so do the seats of its organisation. */
function continueDelegation({ value }: SignedDelegation, { signer, certificate }: IssuingKey): SignedDelegation {
  const parent = certificate.value
  return signStatement(
    ORG_DELEGATION,
    {
      ...value,
      issuer: parent.issuer,
      issuerCertificate: certificate.digest,
      maxMembershipMs: least(value.maxMembershipMs, parent.maxMembershipMs),
      notBeforeMs: parent.notBeforeMs,
      notAfterMs: least(value.notAfterMs, parent.notAfterMs),
    },
    signer,
  )
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function issuerOf({ signer }: IssuingKey): Revoked {
  return { issuer: signer.peerId }
}

function targetOf({ serial, peer, orgId }: Revocation): Revoked {
  if (serial.length > 0) return { serial }
  return peer.length > 0 ? { peer: peerIdFromBytes(peer) } : { orgId }
}

function coopExists(): SovError {
  return new SovError('ERR_SOV_COOP_EXISTS', 'this node is already in a co-op', {
    remedy: 'Use another --data-dir for another co-op.',
  })
}
