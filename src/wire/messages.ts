import {
  MAX_CREDENTIAL_BYTES,
  MAX_ENTRY_BYTES,
  MAX_OFFER_BYTES,
  MAX_ORDER_BYTES,
  MAX_REVOCATION_LIST_BYTES,
  MAX_VOUCHER_BYTES,
} from '../limits.js'
import { codec, type Codec, type Plain } from './codec.js'
import { sov } from './generated/sov.js'
import type { SignedKind } from './signed.js'

// Enums of the wire, under the names that the rooms use.
export const ErrorCode = sov.wire.v1.ErrorCode
export type ErrorCode = sov.wire.v1.ErrorCode
export const Role = sov.membership.v1.Role
export type Role = sov.membership.v1.Role
export const LogPolicy = sov.membership.v1.LogPolicy
export type LogPolicy = sov.membership.v1.LogPolicy
export const Availability = sov.offer.v1.Availability
export type Availability = sov.offer.v1.Availability
export const WireModelTask = sov.offer.v1.ModelTask
export type WireModelTask = sov.offer.v1.ModelTask
export const RefuseCode = sov.inference.v1.RefuseCode
export type RefuseCode = sov.inference.v1.RefuseCode
export const ChatRole = sov.inference.v1.ChatRole
export type ChatRole = sov.inference.v1.ChatRole
export const WireFinishReason = sov.inference.v1.FinishReason
export type WireFinishReason = sov.inference.v1.FinishReason
export const AuditClass = sov.ledger.v1.AuditClass
export type AuditClass = sov.ledger.v1.AuditClass
export const StatementStatus = sov.ledger.v1.StatementStatus
export type StatementStatus = sov.ledger.v1.StatementStatus
export const Verdict = sov.ledger.v1.Verdict
export type Verdict = sov.ledger.v1.Verdict
export const DisputeReason = sov.ledger.v1.DisputeReason
export type DisputeReason = sov.ledger.v1.DisputeReason

/** Scalars of a oneof are null when another field is set; the discriminator of the generated class is not decoded. */
type Oneof<T, K extends keyof T> = Omit<T, K | 'kind'> & { readonly [P in K]: T[P] | null }

// Decoded messages.
export type WireError = Plain<sov.wire.v1.Error.$Properties>
export type ModelManifest = Plain<sov.model.v1.ModelManifest.$Properties>
export type CoopGenesis = Plain<sov.membership.v1.CoopGenesis.$Properties>
export type IssuerCertificate = Plain<sov.membership.v1.IssuerCertificate.$Properties>
export type MembershipCredential = Plain<sov.membership.v1.MembershipCredential.$Properties>
export type OrgDelegation = Plain<sov.membership.v1.OrgDelegation.$Properties>
export type Lifetimes = Plain<sov.membership.v1.Lifetimes.$Properties>
export type RevocationList = Plain<sov.membership.v1.RevocationList.$Properties>
export type Revocation = Plain<sov.membership.v1.Revocation.$Properties>
export type GroupDefinition = Plain<sov.membership.v1.GroupDefinition.$Properties>
export type CredentialChain = Plain<sov.membership.v1.CredentialChain.$Properties>
export type CoopBundle = Plain<sov.membership.v1.CoopBundle.$Properties>
export type Hello = Plain<sov.membership.v1.Hello.$Properties>
export type HelloFrame = Oneof<Plain<sov.membership.v1.HelloFrame.$Properties>, 'refusal'>
export type MembershipFrame = Plain<sov.membership.v1.MembershipFrame.$Properties>
export type InviteCode = Plain<sov.membership.v1.InviteCode.$Properties>
export type Offer = Plain<sov.offer.v1.Offer.$Properties>
export type ModelOffer = Plain<sov.offer.v1.ModelOffer.$Properties>
export type OfferFrame = Plain<sov.offer.v1.OfferFrame.$Properties>
export type Order = Plain<sov.ledger.v1.Order.$Properties>
export type Voucher = Plain<sov.ledger.v1.Voucher.$Properties>
export type Entry = Plain<sov.ledger.v1.Entry.$Properties>
export type Statement = Plain<sov.ledger.v1.Statement.$Properties>
export type Countersign = Plain<sov.ledger.v1.Countersign.$Properties>
export type PriceTable = Plain<sov.ledger.v1.PriceTable.$Properties>
export type ReceiptBundle = Plain<sov.ledger.v1.ReceiptBundle.$Properties>
export type Head = Plain<sov.ledger.v1.Head.$Properties>
export type ForkProof = Plain<sov.ledger.v1.ForkProof.$Properties>
export type LedgerRecord = Plain<sov.ledger.v1.LedgerRecord.$Properties>
export type LedgerFrame = Oneof<Plain<sov.ledger.v1.LedgerFrame.$Properties>, 'countersign' | 'voucher' | 'decision'>
export type InferFrame = Oneof<
  Plain<sov.inference.v1.InferFrame.$Properties>,
  'order' | 'voucher' | 'statement' | 'countersign'
>
export type ChatRequest = Plain<sov.inference.v1.ChatRequest.$Properties>
export type SamplingParams = Plain<sov.inference.v1.SamplingParams.$Properties>
export type Delta = Plain<sov.inference.v1.Delta.$Properties>

// Frames and unsigned messages.
export const errorFrame = codec<sov.wire.v1.ErrorFrame.$Properties>(sov.wire.v1.ErrorFrame)
export const modelManifest = codec<sov.model.v1.ModelManifest.$Properties>(sov.model.v1.ModelManifest)
export const helloFrame = codec<sov.membership.v1.HelloFrame.$Properties, HelloFrame>(sov.membership.v1.HelloFrame)
export const membershipFrame = codec<sov.membership.v1.MembershipFrame.$Properties>(sov.membership.v1.MembershipFrame)
export const coopBundle = codec<sov.membership.v1.CoopBundle.$Properties>(sov.membership.v1.CoopBundle)
export const credentialChain = codec<sov.membership.v1.CredentialChain.$Properties>(sov.membership.v1.CredentialChain)
export const inviteCode = codec<sov.membership.v1.InviteCode.$Properties>(sov.membership.v1.InviteCode)
export const offerFrame = codec<sov.offer.v1.OfferFrame.$Properties>(sov.offer.v1.OfferFrame)
export const ledgerFrame = codec<sov.ledger.v1.LedgerFrame.$Properties, LedgerFrame>(sov.ledger.v1.LedgerFrame)
export const inferFrame = codec<sov.inference.v1.InferFrame.$Properties, InferFrame>(sov.inference.v1.InferFrame)
export const chatRequest = codec<sov.inference.v1.ChatRequest.$Properties>(sov.inference.v1.ChatRequest)
export const samplingParams = codec<sov.inference.v1.SamplingParams.$Properties>(sov.inference.v1.SamplingParams)
export const delta = codec<sov.inference.v1.Delta.$Properties>(sov.inference.v1.Delta)
export const receiptBundle = codec<sov.ledger.v1.ReceiptBundle.$Properties>(sov.ledger.v1.ReceiptBundle)
export const ledgerRecord = codec<sov.ledger.v1.LedgerRecord.$Properties>(sov.ledger.v1.LedgerRecord)
export const forkProof = codec<sov.ledger.v1.ForkProof.$Properties>(sov.ledger.v1.ForkProof)

// Signed statements.
export const COOP_GENESIS = kind(
  'coop',
  'sov.membership.v1.CoopGenesis',
  MAX_CREDENTIAL_BYTES,
  codec<sov.membership.v1.CoopGenesis.$Properties>(sov.membership.v1.CoopGenesis),
)
export const ISSUER_CERTIFICATE = kind(
  'issuer',
  'sov.membership.v1.IssuerCertificate',
  MAX_CREDENTIAL_BYTES,
  codec<sov.membership.v1.IssuerCertificate.$Properties>(sov.membership.v1.IssuerCertificate),
)
export const MEMBERSHIP = kind(
  'membership',
  'sov.membership.v1.MembershipCredential',
  MAX_CREDENTIAL_BYTES,
  codec<sov.membership.v1.MembershipCredential.$Properties>(sov.membership.v1.MembershipCredential),
)
export const ORG_DELEGATION = kind(
  'delegation',
  'sov.membership.v1.OrgDelegation',
  MAX_CREDENTIAL_BYTES,
  codec<sov.membership.v1.OrgDelegation.$Properties>(sov.membership.v1.OrgDelegation),
)
export const LIFETIMES = kind(
  'lifetimes',
  'sov.membership.v1.Lifetimes',
  MAX_CREDENTIAL_BYTES,
  codec<sov.membership.v1.Lifetimes.$Properties>(sov.membership.v1.Lifetimes),
)
export const REVOCATION_LIST = kind(
  'revocation-list',
  'sov.membership.v1.RevocationList',
  MAX_REVOCATION_LIST_BYTES,
  codec<sov.membership.v1.RevocationList.$Properties>(sov.membership.v1.RevocationList),
)
export const GROUP_DEFINITION = kind(
  'group',
  'sov.membership.v1.GroupDefinition',
  MAX_CREDENTIAL_BYTES,
  codec<sov.membership.v1.GroupDefinition.$Properties>(sov.membership.v1.GroupDefinition),
)
export const HELLO_REFUSAL = kind(
  'hello-refusal',
  'sov.membership.v1.HelloRefusal',
  MAX_CREDENTIAL_BYTES,
  codec<sov.membership.v1.HelloRefusal.$Properties>(sov.membership.v1.HelloRefusal),
)
export const OFFER = kind(
  'offer',
  'sov.offer.v1.Offer',
  MAX_OFFER_BYTES,
  codec<sov.offer.v1.Offer.$Properties>(sov.offer.v1.Offer),
)
export const ORDER = kind(
  'order',
  'sov.ledger.v1.Order',
  MAX_ORDER_BYTES,
  codec<sov.ledger.v1.Order.$Properties>(sov.ledger.v1.Order),
)
export const VOUCHER = kind(
  'voucher',
  'sov.ledger.v1.Voucher',
  MAX_VOUCHER_BYTES,
  codec<sov.ledger.v1.Voucher.$Properties>(sov.ledger.v1.Voucher),
)
export const ENTRY = kind(
  'entry',
  'sov.ledger.v1.Entry',
  MAX_ENTRY_BYTES,
  codec<sov.ledger.v1.Entry.$Properties>(sov.ledger.v1.Entry),
)
export const HEAD = kind(
  'head',
  'sov.ledger.v1.Head',
  MAX_CREDENTIAL_BYTES,
  codec<sov.ledger.v1.Head.$Properties>(sov.ledger.v1.Head),
)
export const SUCCESSION_GRANT = kind(
  'succession-grant',
  'sov.ledger.v1.SuccessionGrant',
  MAX_CREDENTIAL_BYTES,
  codec<sov.ledger.v1.SuccessionGrant.$Properties>(sov.ledger.v1.SuccessionGrant),
)
export const EPOCH_GRANT = kind(
  'epoch-grant',
  'sov.ledger.v1.EpochGrant',
  MAX_CREDENTIAL_BYTES,
  codec<sov.ledger.v1.EpochGrant.$Properties>(sov.ledger.v1.EpochGrant),
)
export const AWARD = kind(
  'award',
  'sov.ledger.v1.Award',
  MAX_CREDENTIAL_BYTES,
  codec<sov.ledger.v1.Award.$Properties>(sov.ledger.v1.Award),
)
export const PRICE_TABLE = kind(
  'price-table',
  'sov.ledger.v1.PriceTable',
  MAX_CREDENTIAL_BYTES,
  codec<sov.ledger.v1.PriceTable.$Properties>(sov.ledger.v1.PriceTable),
)

function kind<P>(name: string, type: string, maxBytes: number, payload: Codec<P>): SignedKind<P> {
  return { domain: `sov-node/${name}/1`, type, payload, maxBytes }
}
