import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import { peerIdToBytes, type PeerIdString } from '../identity/index.js'
import { DELEGATION_LIFE_MS, MIN_LIST_PAUSE_MS } from '../limits.js'
import type { Store } from '../store/index.js'
import { ORG_DELEGATION, signStatement, type CredentialChain } from '../wire/index.js'
import { ID_BYTES, openChain } from './chain.js'
import type { DelegateOptions, RevocationTarget } from './issuer-actions.js'
import type { IssuedMemberships } from './issued-memberships.js'
import type { IssuingKey, IssuingKeys } from './issuing-keys.js'
import { normaliseJurisdiction } from './jurisdictions.js'
import { lifetimesInForce } from './lifetimes.js'
import type { OwnCoop } from './own-coop.js'
import { listsOf, signRevocationList, type Revoked } from './revocations.js'
import { rolesNamed } from './roles.js'
import { isOrgId, normaliseName, normalisePeer, orgIdOfName } from './text.js'

export interface IssuerStatementsComponents {
  readonly own: OwnCoop
  readonly keys: IssuingKeys
  readonly issued: IssuedMemberships
  readonly store: Store
  readonly clock: Clock
  readonly random: (bytes: number) => Uint8Array
}

const MAX_UINT32 = 2 ** 32 - 1
const MAX_UINT64 = 2n ** 64n - 1n

/** What an issuing key on this node publishes: delegations, and its revocation list. See `IssuerActions`. */
export class IssuerStatements {
  readonly #components: IssuerStatementsComponents

  constructor(components: IssuerStatementsComponents) {
    this.#components = components
  }

  delegate(options: DelegateOptions): Promise<void> {
    const orgName = normaliseName('orgName', options.orgName)
    const jurisdictions = [...new Set(options.jurisdictions.map(normaliseJurisdiction))].sort()
    const roles = rolesNamed(options.roles ?? ['provider', 'consumer'])
    const { maxNodes, creditLimit = 0n, creditCap = 0n, expiresInMs = DELEGATION_LIFE_MS } = options
    check('jurisdictions', jurisdictions.length > 0, 'a delegation names at least one jurisdiction')
    check('roles', roles.length > 0, 'a delegation gives at least one role')
    check('maxNodes', Number.isInteger(maxNodes) && maxNodes >= 1 && maxNodes <= MAX_UINT32, 'at least one node')
    for (const [name, units] of Object.entries({ creditLimit, creditCap })) {
      check(name, units >= 0n && units <= MAX_UINT64, `work units must be from 0 to ${String(MAX_UINT64)}`)
    }
    check('expiresInMs', expiresInMs > 0, 'a delegation cannot end in the past')
    const delegate = options.delegate === undefined ? undefined : normalisePeer('delegate', options.delegate)
    const { own, clock, random } = this.#components
    return own.change(async () => {
      const { signer, certificate } = this.#key()
      const { value, digest } = certificate
      const mayAttest = (code: string): boolean =>
        value.jurisdictions.length === 0 || value.jurisdictions.includes(code)
      check('jurisdictions', jurisdictions.every(mayAttest), 'this issuer may not attest all of these')
      const nowMs = BigInt(clock.nowMs())
      const notBeforeMs = nowMs > value.notBeforeMs ? nowMs : value.notBeforeMs
      const latestMs = notBeforeMs + BigInt(Math.round(expiresInMs))
      const delegation = signStatement(
        ORG_DELEGATION,
        {
          networkId: value.networkId,
          serial: random(ID_BYTES),
          issuer: value.issuer,
          issuerCertificate: digest,
          orgId: orgIdOfName(orgName),
          orgName,
          delegate: delegate === undefined ? new Uint8Array() : peerIdToBytes(delegate),
          jurisdictions,
          roles,
          maxNodes,
          creditLimit,
          creditCap,
          maxMembershipMs: value.maxMembershipMs,
          notBeforeMs,
          notAfterMs: latestMs < value.notAfterMs ? latestMs : value.notAfterMs,
        },
        signer,
      )
      await own.publish({ delegations: [delegation] })
    })
  }

  revoke(target: RevocationTarget): Promise<void> {
    const checked = 'peer' in target ? { peer: normalisePeer('peer', target.peer) } : target
    if ('orgId' in checked) check('orgId', isOrgId(checked.orgId), 'this is not the id of an organisation')
    return this.#components.own.change(() => this.#publishList([checked]))
  }

  /**
   * Revokes what a member gives up, so that its seat is free and nobody can use what is left of it.
   *
   * @throws {SovError} ERR_SOV_CREDENTIAL when it is not that peer's; ERR_SOV_NOT_ISSUER
   */
  leave(chain: CredentialChain, peer: PeerIdString): Promise<void> {
    const { own, issued, store } = this.#components
    return own.change(async () => {
      const { subject, credential } = openChain(chain, own.require().verified.networkId)
      if (subject !== peer) throw new SovError('ERR_SOV_CREDENTIAL', 'the credential belongs to another peer')
      const known = await issued.get(peer)
      const serials = [credential, ...(known === undefined ? [] : [known.credential])].map(({ serial }) => ({ serial }))
      await this.#publishList(serials)
      await store.commit([issued.del(peer)])
    })
  }

  /** Signs the list anew when it is due, so that members know that no news is no news; drops what has ended long ago. */
  async sweep(): Promise<void> {
    const { own, keys, issued, store, clock } = this.#components
    const nowMs = clock.nowMs()
    const drops = await issued.sweep(nowMs)
    if (drops.length > 0) await store.commit(drops)
    await own.change(async () => {
      const bundle = own.current?.bundle
      const [key] = bundle === undefined ? [] : keys.inForce(bundle, nowMs)
      if (bundle === undefined || key === undefined) return
      const { revocationMs } = lifetimesInForce(bundle.lifetimes, nowMs)
      const [list] = listsOf(key.signer.peerId, bundle.revocationLists)
      const signedMs = list?.value.updatedMs ?? key.certificate.value.notBeforeMs
      if (nowMs - Number(signedMs) >= Math.max(MIN_LIST_PAUSE_MS, revocationMs / 8)) await this.#publishList([])
    })
  }

  async #publishList(added: readonly Revoked[]): Promise<void> {
    const { own, clock } = this.#components
    const { bundle, verified } = own.require()
    const author = { networkId: verified.networkId, ...this.#key() }
    await own.publish({ revocationLists: [signRevocationList(bundle, author, added, clock.nowMs())] })
  }

  #key(): IssuingKey {
    const { own, keys, clock } = this.#components
    const [key] = keys.inForce(own.require().bundle, clock.nowMs())
    if (key !== undefined) return key
    throw new SovError('ERR_SOV_NOT_ISSUER', 'no issuing key of the co-op is on this node', {
      remedy: 'Run the command on a node that `sov-node coop show` lists as an issuer.',
    })
  }
}

function check(param: string, isRight: boolean, message: string): void {
  if (!isRight) throw new SovError('ERR_SOV_BAD_REQUEST', `${param}: ${message}`, { param })
}
