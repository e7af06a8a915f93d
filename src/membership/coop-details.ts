import { peerIdFromBytes, type PeerIdString } from '../identity/index.js'
import { toHex } from '../wire/index.js'
import { delegateOf } from './authority.js'
import type { Coop } from './coop.js'
import type { MemberRole } from './issuer-actions.js'
import { lifetimesInForce } from './lifetimes.js'
import { isIssuerRevoked, listsOf } from './revocations.js'
import { namesOfRoles } from './roles.js'
import type { CoopLifetimes } from './root-actions.js'

/** What a co-op has published, for people. Dates are Unix epoch in milliseconds. */
export interface CoopDetails {
  readonly name: string
  /** 64 hexadecimal digits. */
  readonly networkId: string
  readonly root: PeerIdString
  readonly createdAtMs: number
  readonly lifetimes: CoopLifetimes
  readonly issuers: readonly IssuerView[]
  readonly delegations: readonly DelegationView[]
}

interface IssuerView {
  /** The issuing key. */
  readonly issuer: PeerIdString
  /** The node that has it; undefined in certificates of version 0.1. */
  readonly node: PeerIdString | undefined
  readonly state: 'in_force' | 'expired' | 'revoked'
  readonly beginsAtMs: number
  readonly endsAtMs: number
  /** When its revocation list was signed last; undefined when it has none. */
  readonly listSignedAtMs: number | undefined
}

interface DelegationView {
  readonly orgId: string
  readonly orgName: string
  readonly delegate: PeerIdString | undefined
  readonly jurisdictions: readonly string[]
  readonly roles: readonly MemberRole[]
  readonly maxNodes: number
  /** Work units; 0 = as the price table says. */
  readonly creditLimit: bigint
  /** Work units; 0 = no cap. */
  readonly creditCap: bigint
  readonly beginsAtMs: number
  readonly endsAtMs: number
}

/** The co-op as it stands at `nowMs`, Unix epoch in milliseconds. */
export function coopDetails({ verified, bundle }: Coop, nowMs: number): CoopDetails {
  return {
    name: verified.genesis.name,
    networkId: toHex(verified.networkId),
    root: verified.root,
    createdAtMs: Number(verified.genesis.createdMs),
    lifetimes: lifetimesInForce(bundle.lifetimes, nowMs),
    issuers: bundle.issuerCertificates.map(({ value }) => {
      const issuer = peerIdFromBytes(value.issuer)
      const [list] = listsOf(issuer, bundle.revocationLists)
      return {
        issuer,
        node: value.node.length === 0 ? undefined : peerIdFromBytes(value.node),
        state: isIssuerRevoked(issuer, bundle.revocations, nowMs)
          ? 'revoked'
          : value.notAfterMs <= BigInt(nowMs)
            ? 'expired'
            : 'in_force',
        beginsAtMs: Number(value.notBeforeMs),
        endsAtMs: Number(value.notAfterMs),
        listSignedAtMs: list && Number(list.value.updatedMs),
      }
    }),
    delegations: bundle.delegations.map((delegation) => {
      const { orgId, orgName, jurisdictions, roles, maxNodes, creditLimit, creditCap } = delegation.value
      return {
        orgId,
        orgName,
        delegate: delegateOf(delegation),
        jurisdictions,
        roles: namesOfRoles(roles),
        maxNodes,
        creditLimit,
        creditCap,
        beginsAtMs: Number(delegation.value.notBeforeMs),
        endsAtMs: Number(delegation.value.notAfterMs),
      }
    }),
  }
}
