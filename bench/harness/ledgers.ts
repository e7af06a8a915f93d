import { generateKey, signerFromKey } from '../../src/identity/index.js'
import type { CredentialChain } from '../../src/wire/index.js'
import { testCoop } from '../../test/helpers/coop.js'
import type { Worker } from './worker.js'

/** A member as a process of its own has to know it. */
export interface Member {
  /** PEM (PKCS #8). */
  readonly key: string
  readonly chain: CredentialChain
  /** Envelope of the price table. */
  readonly priceTable: Uint8Array
}

/** Where a provider listens, and what its hello would tell. */
export interface Served {
  readonly port: number
  readonly chain: CredentialChain
  readonly bootNonce: Uint8Array
}

/** One write of a commit: bytes of its key, and of its value unless it is a deletion. */
export interface WriteShape {
  readonly keyBytes: number
  readonly valueBytes: number | undefined
}

/** What a ledger did while it was observed. */
export interface Observed {
  /** Commits in their order. */
  readonly commits: WriteShape[][]
  signatures: number
}

/** Bytes of one receipt. */
export interface ReceiptBytes {
  readonly order: number
  readonly voucher: number
  readonly statement: number
  readonly countersign: number
  /** The file: these four, both credential chains, the price table and the manifest. */
  readonly file: number
}

export interface VerifiedReceipts {
  readonly receipts: number
  readonly ms: number
  readonly bytes: ReceiptBytes
}

/** What a process running ledger-worker is told. */
export type LedgerInput =
  /** Opens its ledger; answers with the milliseconds of the start-up check. */
  | { readonly call: 'open'; readonly dataDir: string; readonly member: Member }
  /** Listens for consumers whose chain is this one; answers with {@link Served}. */
  | { readonly call: 'serve'; readonly consumer: CredentialChain }
  /** Connects to a provider; answers with nothing. */
  | { readonly call: 'connect'; readonly to: Served }
  /** Settles so many requests with it, so many at a time; answers with milliseconds. */
  | { readonly call: 'settle'; readonly receipts: number; readonly atOnce: number }
  /** Observes the ledger from now on; answers with nothing. */
  | { readonly call: 'observe' }
  /** Observes it no more; answers with {@link Observed}. */
  | { readonly call: 'observed' }
  /** Its clock from now on is so much ahead; answers with nothing. */
  | { readonly call: 'advance'; readonly ms: number }
  /** Verifies its newest receipts one after the other, each once; answers with {@link VerifiedReceipts}. */
  | { readonly call: 'verify'; readonly receipts: number }
  /** Audits the whole ledger; answers with milliseconds. */
  | { readonly call: 'audit' }
  /** Closes ledger and connection; answers with the bytes of the data directory. */
  | { readonly call: 'close' }

/** Calls a process running ledger-worker. */
export function callLedger<T>(worker: Worker, input: LedgerInput): Promise<T> {
  return worker.call<T>(input)
}

/** A consumer and a provider of different organisations in a co-op of their own. */
export function makeMembers(): { readonly consumer: Member; readonly provider: Member } {
  const coop = testCoop()
  const member = (orgId: string): Member => {
    const key = generateKey()
    const { chain } = coop.member({ key: signerFromKey(key), orgId, orgName: orgId })
    return { key, chain, priceTable: coop.priceTable.bytes }
  }
  return { consumer: member('north'), provider: member('south') }
}
