import { randomBytes } from 'node:crypto'
import {
  COOP_GENESIS,
  ENTRY,
  ErrorCode,
  GROUP_DEFINITION,
  HELLO_REFUSAL,
  ISSUER_CERTIFICATE,
  LIFETIMES,
  MEMBERSHIP,
  OFFER,
  ORDER,
  ORG_DELEGATION,
  PRICE_TABLE,
  REVOCATION_LIST,
  Role,
  signStatement,
  StatementStatus,
  VOUCHER,
  type Input,
  type Signed,
  type SignedKind,
} from '../../src/wire/index.js'
import type { Signer } from '../../src/identity/index.js'

/** A kind of signed statement with a value of it; the type of the payload is forgotten, so that kinds fit one list. */
export interface Sample {
  readonly kind: SignedKind<object>
  readonly sign: (signer: Signer) => Signed<object>
}

function sample<P extends object>(kind: SignedKind<P>, value: Input<P>): Sample {
  return {
    kind,
    sign: (signer) => signStatement(kind, value, signer),
  }
}

const digest = randomBytes(32)

/** One sample of every kind of signed statement. */
export const SAMPLES: readonly Sample[] = [
  sample(COOP_GENESIS, { name: 'co-op', createdMs: 1n, nonce: digest.subarray(16) }),
  sample(ISSUER_CERTIFICATE, { networkId: digest, notAfterMs: 5n, jurisdictions: ['DE', 'NO'] }),
  sample(MEMBERSHIP, { networkId: digest, orgId: 'lab', roles: [Role.ROLE_PROVIDER, Role.ROLE_CONSUMER] }),
  sample(ORG_DELEGATION, { networkId: digest, orgId: 'lab', jurisdictions: ['DE'], maxNodes: 2 }),
  sample(LIFETIMES, { networkId: digest, version: 1, membershipMs: 7n, renewalMs: 1n }),
  sample(REVOCATION_LIST, { networkId: digest, sequence: 2n, revocations: [{ orgId: 'lab', sinceMs: 3n }] }),
  sample(GROUP_DEFINITION, { networkId: digest, name: 'EU', version: 1, jurisdictions: ['DE', 'FR'] }),
  sample(HELLO_REFUSAL, { code: ErrorCode.ERROR_CODE_NOT_A_MEMBER, reason: 'no', timeMs: 7n }),
  sample(OFFER, { networkId: digest, seq: 3n, models: [{ name: 'demo', slots: 2 }], addresses: [digest, digest] }),
  sample(ORDER, { networkId: digest, maxCharge: 2n ** 64n - 1n, maxPromptTokens: 2 ** 32 - 1 }),
  sample(VOUCHER, { order: digest, number: 1, charge: 300n, isFinal: true }),
  sample(ENTRY, {
    author: digest,
    seq: 1n,
    confirmations: [{ consumer: digest, pairNumber: 1n }],
    statement: { order: digest, status: StatementStatus.STATEMENT_STATUS_COMPLETE, charge: 12n },
  }),
  sample(PRICE_TABLE, { networkId: digest, version: 2, outputRate: 1_000, isFreeInsideOrganisation: true }),
]
