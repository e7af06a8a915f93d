import { peerIdFromBytes, peerIdToBytes, type PeerIdString } from '../../identity/index.js'
import { organisationIn } from '../../membership/index.js'
import {
  ENTRY,
  equalBytes,
  MEMBERSHIP,
  modelManifest,
  readStored,
  sha256,
  toHex,
  Verdict,
  type ReceiptBundle,
} from '../../wire/index.js'
import { countersignIn, statementIn } from '../settlement/entry-body.js'
import type { Usage, UsageModel } from './usage.js'

/** Work as its receipt tells it. */
export interface RecordedUsage extends Omit<Usage, 'day'> {
  readonly peer: PeerIdString
}

type Other = Pick<RecordedUsage, 'peer' | 'orgId' | 'orgName'>

/** Distinct credentials and models that are kept opened: a few MiB. */
const MAX_OPENED = 1_000
const NOTHING = new Uint8Array(0)

/** Reads what receipts say about usage. They were checked when they were stored and at start. */
export class UsageReader {
  readonly #self: Uint8Array
  readonly #others = new Map<string, Other>()
  readonly #models = new Map<string, UsageModel>()

  constructor(self: PeerIdString) {
    this.#self = peerIdToBytes(self)
  }

  /** Undefined when nothing is stated yet. */
  read(record: ReceiptBundle): RecordedUsage | undefined {
    if (record.statement.length === 0) return undefined
    const statement = statementIn(readStored(ENTRY, record.statement))
    const isConsumer = equalBytes(statement.consumer, this.#self)
    return {
      state: stateOf(record),
      direction: isConsumer ? 'consumed' : 'contributed',
      ...(isConsumer ? this.#other(record.provider, record.consumer) : this.#other(record.consumer, record.provider)),
      model: this.#model(record.manifest),
      sums: {
        requests: 1,
        attested: statement.isAttested ? 1 : 0,
        promptTokens: BigInt(statement.promptTokens),
        cachedTokens: BigInt(statement.cachedTokens),
        outputTokens: BigInt(statement.outputTokens),
        charge: statement.charge,
      },
    }
  }

  #other(chain: ReceiptBundle['consumer'], own: ReceiptBundle['consumer']): Other {
    return remembered(this.#others, chain?.membership ?? NOTHING, (bytes) => {
      const credential = readStored(MEMBERSHIP, bytes).value
      const { networkId } = readStored(MEMBERSHIP, own?.membership ?? NOTHING).value
      const { subject, orgName } = credential
      return { peer: peerIdFromBytes(subject), orgId: organisationIn(networkId, credential), orgName }
    })
  }

  #model(manifest: Uint8Array): UsageModel {
    return remembered(this.#models, manifest, () => {
      const { architecture, quantisation } = modelManifest.decode(manifest)
      return { digest: toHex(sha256(manifest)), architecture, quantisation }
    })
  }
}

function stateOf({ countersign }: ReceiptBundle): Usage['state'] {
  if (countersign.length === 0) return 'unsigned'
  return countersignIn(readStored(ENTRY, countersign)).verdict === Verdict.VERDICT_ACCEPT ? 'settled' : 'disputed'
}

function remembered<T>(known: Map<string, T>, bytes: Uint8Array, open: (bytes: Uint8Array) => T): T {
  const key = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  let value = known.get(key)
  if (value === undefined) {
    value = open(bytes)
    if (known.size >= MAX_OPENED) known.clear()
    known.set(key, value)
  }
  return value
}
