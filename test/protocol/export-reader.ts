/** Reads an exported ledger: the items of the section "Export" of docs/LEDGER.md, and what a receipt in it proves. */
/* eslint-disable @typescript-eslint/explicit-function-return-type, @typescript-eslint/explicit-module-boundary-types --
   short enough to be read whole: the types follow from the code */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { ACCEPT, check, expect, Message, open, openWork, prefixed, YES } from './reader.js'

const KINDS = [10, 11, 12, 13, 14, 15] as const
export const [GENESIS, STATEMENT, COUNTERSIGN, , EPOCH_RESET] = KINDS
const [, , , SUCCESSION, , ADJUSTMENT] = KINDS
const FAILED = 4n
const SEAL_BYTES = 2 + 64

export const AMOUNTS = ['served', 'contributed', 'used', 'consumed', 'awarded'] as const
export type Amounts = Record<(typeof AMOUNTS)[number], bigint>
export type OpenedEntry = ReturnType<typeof openEntry>
export type OpenedReceipt = ReturnType<typeof openReceipt>

/** The items of an export, each kind in its order, and whether its author has signed all that is before the seal. */
export function readExport(bytes: Buffer) {
  const data = new Message(bytes, 14)
  check(data.bytes(1).toString() === 'sov-ledger-export/1', 'not an exported ledger')
  check(
    [1, 2, 3, 4, 14].every((field) => data.blobs(field).length <= 1),
    'an item is there twice',
  )
  const [author, seal] = [data.hex(2), data.bytes(14)]
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(author.slice(12), 'hex').toString('base64url') }
  for (const [field, keyFrom, keyTo] of [[5, 0, 12], [6], [7, 40], [11, 40]] as const) {
    const keys = data.blobs(field).map((row) => row.toString('hex', keyFrom, keyTo))
    check(
      keys.every((key, index) => index === 0 || key > keys[index - 1]!),
      'items out of order',
    )
  }
  const digest = createHash('sha256').update(bytes.subarray(0, -SEAL_BYTES)).digest()
  const signed = Buffer.concat([prefixed(Buffer.from('sov-node/export/1')), digest])
  return {
    author,
    isSealed: seal.length === 64 && verify(null, signed, createPublicKey({ key: jwk, format: 'jwk' }), seal),
    genesis: data.blobs(3),
    newestOrder: data.hex(4),
    gaps: data.blobs(5).map(readGap),
    leftOutOrders: data.blobs(6).map((order) => order.toString('hex')),
    carried: data.blobs(7),
    policyDecisions: data.blobs(8),
    entries: data.blobs(9),
    orders: data.blobs(10),
    accounts: data.blobs(11),
    positions: data.blobs(12),
  }
}

/** @param by - who must have signed it, a peer id in hexadecimal. */
export function openEntry(bytes: Buffer, by?: string) {
  const { value, signer, digest } = open('entry', 'ledger.v1.Entry', 15, new Message(bytes), by)
  check(value.hex(2) === signer, 'entry: of another author')
  const kind = KINDS.find((number) => value.blobs(number).length > 0) ?? 0
  const [epoch, seq] = [value.int(3), value.int(4)]
  return { value, signer, digest, kind, epoch, seq, place: `${String(epoch)}/${String(seq)}` }
}

/** The award in an entry. What the co-op has allowed beside that is checked. */
export function openDecision({ kind, value, signer, epoch }: OpenedEntry, root: string, network: string) {
  const envelope = () => value.message(kind).message(1)
  if (kind === EPOCH_RESET) {
    const grant = open('epoch-grant', 'ledger.v1.EpochGrant', 5, envelope(), root).value
    expect('epoch grant', grant, { 1: network, 2: signer, 3: epoch, 4: value.hex(5) })
  }
  if (kind === SUCCESSION) {
    const grant = open('succession-grant', 'ledger.v1.SuccessionGrant', 4, envelope())
    expect('succession', grant.value, { 1: network, 3: signer })
    check([root, grant.value.hex(2)].includes(grant.signer), 'succession: signed by somebody else')
  }
  if (kind !== ADJUSTMENT) return undefined
  const award = open('award', 'ledger.v1.Award', 7, envelope(), root).value
  expect('award', award, { 1: network })
  return award
}

/** An entry or a head of somebody else. */
export function openPosition(bytes: Buffer) {
  const isHead = new Message(bytes).bytes(2).toString() === 'sov.ledger.v1.Head'
  if (!isHead) {
    const { signer, epoch, seq, digest, value } = openEntry(bytes)
    return { signer, epoch, seq, digest, previous: value.hex(5) }
  }
  const { value, signer } = open('head', 'ledger.v1.Head', 7, new Message(bytes))
  check(value.hex(2) === signer, 'head: of another author')
  return { signer, epoch: value.int(3), seq: value.int(4), digest: value.hex(5), previous: undefined }
}

/** Opens what there is of a receipt: it contradicts neither itself, nor its prices, nor its credentials. */
export function openReceipt(bytes: Buffer) {
  const bundle = new Message(bytes, 9)
  check(bundle.int(1) === 1n, 'receipt: version')
  const chains = { consumer: bundle.message(6), provider: bundle.message(7) }
  const work = openWork(bundle.message(2), chains, bundle.messages(8), bundle.blobs(9))
  const consumer = partyOf(work.consumer, work.provider.network)
  const provider = partyOf(work.provider, work.consumer.network)
  const [v, s, a] = [bundle.bytes(3), bundle.bytes(4), bundle.bytes(5)]
  const voucher = v.length === 0 ? undefined : open('voucher', 'ledger.v1.Voucher', 6, new Message(v), consumer.peer)
  const statement = s.length === 0 ? undefined : openEntry(s, provider.peer)
  const answer = a.length === 0 ? undefined : openEntry(a, consumer.peer)
  if (voucher !== undefined) expect('voucher', voucher.value, { 1: work.order.digest })
  if (statement === undefined) check(answer === undefined, 'countersign: without a statement')
  const charge = statement === undefined ? 0n : checkStatement(work, voucher, statement, answer)
  return { work, consumer, provider, statement, answer, charge }
}

type Work = ReturnType<typeof openWork>
type Voucher = Pick<OpenedEntry, 'value' | 'digest'> | undefined

function checkStatement(
  { order, consumer, provider, ...work }: Work,
  voucher: Voucher,
  entry: OpenedEntry,
  answer?: OpenedEntry,
) {
  const [o, statement, countersign] = [order.value, entry.value.message(STATEMENT), answer?.value.message(COUNTERSIGN)]
  const [prompt, cached, output, charge] = [statement.int(4), statement.int(5), statement.int(6), statement.int(8)]
  check(entry.kind === STATEMENT && voucher !== undefined, 'statement: without a voucher')
  expect('statement', entry.value, { 1: provider.network })
  expect('statement', statement, { 1: order.digest, 2: consumer.peer, 9: voucher.digest })
  if (answer !== undefined && countersign !== undefined) {
    check(answer.kind === COUNTERSIGN, 'countersign: it is none')
    expect('countersign', answer.value, { 1: consumer.network })
    expect('countersign', countersign, { 1: entry.digest, 2: provider.peer })
    // What is disputed is worth nothing, whatever it says.
    if (countersign.int(3) !== ACCEPT) return charge
  }
  check(cached <= prompt && prompt <= o.int(12) && output <= o.int(13), 'statement: over the limits of the order')
  check(charge === work.charge(prompt, cached, output) && charge <= o.int(15), 'statement: wrong charge')
  expect('voucher', voucher.value, { 3: output, 4: statement.hex(7), 5: charge })
  check(voucher.value.int(6) === YES || statement.int(3) === FAILED, 'voucher: there may be a later one')
  return charge
}

/**
 * A member and the keys of its accounts, in hexadecimal: that of its peer id, and that of its organisation, which has its
 * co-op in it when that is not the co-op of the other side.
 */
function partyOf({ peer, network, org = '' }: Work['consumer'], others: string) {
  const organisation = network === others ? org : `${org}@${network}`
  return { peer, network, keys: [peer, Buffer.from(organisation).toString('hex')] }
}

/** Epoch (4 bytes), first, last (8 bytes each), digest of the last entry that is left out. */
function readGap(row: Buffer) {
  const [epoch, first, seq] = [BigInt(row.readUInt32BE(0)), row.readBigUInt64BE(4), row.readBigUInt64BE(12)]
  return { epoch, first, seq, digest: row.toString('hex', 20) }
}

/** @param row - served, contributed, used, consumed and (signed) awarded in 8 bytes each, then the key of the account. */
export function readAmounts(row: Buffer): [key: string, Amounts] {
  const at = (offset: number) => row.readBigUInt64BE(offset)
  const awarded = row.readBigInt64BE(32)
  return [row.toString('hex', 40), { served: at(0), contributed: at(8), used: at(16), consumed: at(24), awarded }]
}

export const nothing = (): Amounts => ({ served: 0n, contributed: 0n, used: 0n, consumed: 0n, awarded: 0n })
export const balanceOf = ({ contributed, consumed, awarded }: Amounts) => contributed - consumed + awarded
export function sumOf(amounts: Amounts, more: Partial<Amounts>) {
  const sum = { ...amounts }
  for (const name of AMOUNTS) sum[name] += more[name] ?? 0n
  return sum
}
