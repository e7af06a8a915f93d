/**
 * Audits an exported ledger with nothing but the file: a second implementation of the section "Audit" of docs/LEDGER.md.
 * It shares no code with the first; everything is read from the bytes, and every number is computed again.
 */
/* eslint-disable @typescript-eslint/explicit-function-return-type -- short enough to be read whole */
import * as file from './export-reader.js'
import type { Amounts, OpenedEntry, OpenedReceipt } from './export-reader.js'
import { ACCEPT, check, Message, NO_DIGEST, open, sha256 } from './reader.js'

/** What an audit says. The ledger is in order when there are no findings. */
export interface Audited {
  readonly author: string
  readonly entries: number
  /** By peer id in hexadecimal, what the author is owed; negative when it owes. */
  readonly balances: Readonly<Record<string, bigint>>
  readonly findings: readonly string[]
}

type Ledger = ReturnType<typeof openLedger>
type Findings = Generator<string, void>
/** A receipt under which the author and another member have settled; `number` and `total` are of the pair. */
interface Settled {
  readonly other: Pick<OpenedReceipt['consumer'], 'peer' | 'keys'>
  readonly number: bigint
  readonly total: bigint
  readonly charge: bigint
  readonly countersign: string
}

/** @throws {Error} when the bytes are no export at all. */
export function auditFile(bytes: Buffer): Audited {
  const findings: string[] = []
  const ledger = openLedger(bytes, findings)
  const sums = new Map(ledger.carried.map(file.readAmounts))
  for (const step of [links, halves, orderLog, pairNumbers, otherChains]) findings.push(...step(ledger))
  findings.push(...accounts(ledger, sums))
  const peers = [...sums].filter(([key]) => key.startsWith('0024'))
  const balances = Object.fromEntries(peers.map(([key, amounts]) => [key, file.balanceOf(amounts)]))
  return { author: ledger.author, entries: ledger.entries.length, balances, findings }
}

/** Opens every signed thing in the file; what cannot be opened is a finding. */
function openLedger(bytes: Buffer, findings: string[]) {
  const data = file.readExport(bytes)
  const { author } = data
  if (!data.isSealed) findings.push('the author has not signed the file as it is')
  const each = <T>(what: string, items: readonly Buffer[], read: (item: Buffer) => T): T[] =>
    items.flatMap((item, index) => {
      try {
        return [read(item)]
      } catch (error) {
        findings.push(`${what} ${String(index + 1)}: ${(error as Error).message}`)
        return []
      }
    })
  const [coop] = each('co-op', data.genesis, (genesis) => {
    const { value, signer, digest } = open('coop', 'membership.v1.CoopGenesis', 4, new Message(genesis))
    check(value.hex(2) === signer, 'its root has not signed it')
    return { network: digest, root: signer }
  })
  const { network, root } = coop ?? { network: '', root: '' }
  const receiptOf = (receipt: Buffer) => {
    const opened = file.openReceipt(receipt)
    for (const party of [opened.consumer, opened.provider])
      check(party.peer !== author || party.network === network, 'of another co-op')
    return opened
  }
  const chain = each('entry', data.entries, (record) => {
    const [envelope = record, receipt] = [1, 2].map((field) => new Message(record, 2).blobs(field)[0])
    const entry = file.openEntry(envelope, author)
    check(network === '' || entry.value.hex(1) === network, 'of another co-op')
    return { entry, decision: file.openDecision(entry, root, network), receipt: receipt && receiptOf(receipt) }
  })
  const unanswered = each('order', data.orders, receiptOf)
  const receipts = [...chain.flatMap(({ receipt }) => receipt ?? []), ...unanswered]
  const positions = each('position', data.positions, file.openPosition)
  return { ...data, chain, unanswered, receipts, positions }
}

/** Numbers and links of the chain, over gaps and into epochs that the root has granted. */
function* links({ chain, gaps }: Ledger): Findings {
  const left = new Map(gaps.map((gap) => [`${String(gap.epoch)}/${String(gap.first)}`, gap]))
  let end = { epoch: 1n, seq: 0n, digest: NO_DIGEST }
  for (const { entry } of chain) {
    const at = `${String(end.epoch)}/${String(end.seq + 1n)}`
    end = left.get(at) ?? end
    left.delete(at)
    const { kind, epoch, seq, value } = entry
    const begins = kind === file.EPOCH_RESET && epoch > end.epoch && seq === 1n
    const follows = epoch === end.epoch && seq === end.seq + 1n && value.hex(5) === end.digest
    const isGenesis = kind === file.GENESIS
    if (kind === 0 || !(begins || (follows && isGenesis === (end.seq === 0n)))) {
      yield `entry ${entry.place} does not follow ${String(end.epoch)}/${String(end.seq)}`
    }
    end = entry
  }
  for (const place of left.keys()) yield `no entry follows the gap at ${place}`
}

/** Every half that the author has signed is in its chain with its receipt, and there once. */
function* halves({ author, chain, unanswered }: Ledger): Findings {
  const seen = new Set<string>()
  for (const { entry, receipt } of chain) {
    if (entry.kind !== file.STATEMENT && entry.kind !== file.COUNTERSIGN) continue
    const half = entry.kind === file.STATEMENT ? receipt?.statement : receipt?.answer
    if (half?.digest !== entry.digest) yield `entry ${entry.place}: its receipt is missing or another one`
    const subject = entry.value.message(entry.kind).hex(1)
    if (seen.has(subject)) yield `entry ${entry.place}: its order or statement had an entry before`
    seen.add(subject)
  }
  for (const { statement, answer } of unanswered) {
    for (const half of [statement, answer]) if (half?.signer === author) yield `entry ${half.place} is not in the chain`
  }
}

/** Orders of one start of a node are numbered and linked: a missing number is a disclosure that is not shown. */
function* orderLog({ author, chain, receipts, newestOrder, leftOutOrders, policyDecisions }: Ledger): Findings {
  const [leftOut, documents] = [new Set(leftOutOrders), new Set(policyDecisions.map((document) => sha256(document)))]
  const [known, ids] = [new Set([NO_DIGEST, ...leftOut]), new Set<string>()]
  const logs = new Map<string, { number: bigint; digest: string; previous: string }[]>()
  for (const { order, consumer } of receipts.map(({ work }) => work)) {
    const [o, id] = [order.value, `${consumer.peer}/${order.value.hex(2)}`]
    if (ids.has(id)) yield `order ${o.hex(2)} is there twice`
    ids.add(id)
    known.add(order.digest)
    const isOwn = consumer.peer === author
    if (isOwn && !documents.has(o.hex(18))) yield `what order ${o.hex(2)} was decided on is missing`
    const log = `${isOwn ? 'own' : consumer.peer}/${o.hex(25)}`
    logs.set(log, [...(logs.get(log) ?? []), { number: o.int(26), digest: order.digest, previous: o.hex(27) }])
  }
  for (const [log, orders] of logs) {
    let before = { number: 0n, digest: NO_DIGEST }
    for (const order of orders.sort((a, b) => Number(a.number - b.number))) {
      const follows = order.number === before.number + 1n && order.previous === before.digest
      const mayJump = !log.startsWith('own/') || leftOut.has(order.previous)
      if (!follows && !(mayJump && order.number > before.number + 1n)) yield `order ${String(order.number)} of ${log}`
      before = order
    }
  }
  for (const named of [newestOrder, ...chain.map(({ entry }) => entry.value.hex(7))]) {
    if (named !== '' && !known.has(named)) yield `order ${named} is named and not there`
  }
}

/** What the two of an accepted receipt have settled, seen by the author of the entry in it. */
function settledBy(entry: OpenedEntry, receipt: OpenedReceipt | undefined): Settled | undefined {
  const half = entry.kind === file.STATEMENT ? receipt?.statement : receipt?.answer
  const verdict = receipt?.answer?.value.message(file.COUNTERSIGN)
  if (receipt?.answer === undefined || half?.digest !== entry.digest || verdict?.int(3) !== ACCEPT) return undefined
  const other = entry.kind === file.STATEMENT ? receipt.consumer : receipt.provider
  const [number, total] = [verdict.int(8), verdict.int(9)]
  return { other, number, total, charge: receipt.charge, countersign: receipt.answer.digest }
}

/** Pair numbers and totals: of what the author has accepted without a hole, of what it has done as far as it is there. */
function* pairNumbers({ chain, carried }: Ledger): Findings {
  const left = new Map(carried.map(file.readAmounts))
  const given = new Map([...left].map(([peer, { used, consumed }]) => [peer, { number: used, total: consumed }]))
  const received = new Map<string, Map<bigint, Settled>>()
  for (const { entry, receipt } of chain) {
    const settled = settledBy(entry, receipt)
    if (settled === undefined) continue
    const { other, number, total, charge } = settled
    const pair = `pair number ${String(number)} with ${other.peer}`
    if (entry.kind === file.COUNTERSIGN) {
      const before = given.get(other.peer) ?? { number: 0n, total: 0n }
      if (number !== before.number + 1n || total !== before.total + charge) yield `${pair} does not follow`
      given.set(other.peer, settled)
    } else {
      const numbers = received.get(other.peer) ?? new Map<bigint, Settled>()
      if (numbers.has(number)) yield `${pair} was given twice`
      received.set(other.peer, numbers.set(number, settled))
    }
  }
  for (const [peer, numbers] of received) {
    let before = { number: 0n, total: 0n }
    for (const settled of [...numbers.values()].sort((a, b) => Number(a.number - b.number))) {
      const least = before.total + settled.charge
      const isRight = settled.number === before.number + 1n ? settled.total === least : settled.total >= least
      if (!isRight) yield `the pair total of number ${String(settled.number)} with ${peer} does not follow`
      before = settled
    }
    if (before.number > BigInt(numbers.size) + (left.get(peer)?.served ?? 0n))
      yield `pair numbers of ${peer} are missing`
  }
  for (const seen of chain.flatMap(({ entry }) => entry.value.messages(8))) {
    const receipt = received.get(seen.hex(1))?.get(seen.int(2))
    const mayBeLeftOut = receipt === undefined && (left.get(seen.hex(1))?.served ?? 0n) > 0n
    if (receipt?.countersign !== seen.hex(3) && !mayBeLeftOut)
      yield `a confirmed receipt of ${seen.hex(1)} is not there`
  }
}

/** What others have signed: two positions of one chain that exclude each other are a fork. */
function* otherChains({ author, receipts, positions }: Ledger): Findings {
  const seen = new Map<string, { digest: string; previous: string | undefined }>()
  const entries = receipts.flatMap(({ statement, answer }) => [statement, answer].filter((half) => half !== undefined))
  const own = entries.map(({ signer, epoch, seq, digest, value }) => ({
    signer,
    epoch,
    seq,
    digest,
    previous: value.hex(5),
  }))
  for (const { signer, epoch, seq, digest, previous } of [...own, ...positions]) {
    if (signer === author) continue
    const at = (number: bigint) => `${signer}/${String(epoch)}/${String(number)}`
    const [before, here, after] = [seq - 1n, seq, seq + 1n].map((number) => seen.get(at(number)))
    const isForked =
      (here !== undefined && here.digest !== digest) ||
      (before !== undefined && previous !== undefined && previous !== before.digest) ||
      (after?.previous !== undefined && after.previous !== digest)
    if (isForked) yield `${at(seq)} is forked`
    if (here === undefined || previous !== undefined) seen.set(at(seq), { digest, previous })
  }
}

/** Adds everything up on `sums`, and holds it against what the author says it is. */
function* accounts({ author, chain, receipts, accounts: stored }: Ledger, sums: Map<string, Amounts>): Findings {
  const add = (keys: readonly string[], more: Partial<Amounts>) => {
    for (const key of keys) {
      sums.set(key, file.sumOf(sums.get(key) ?? file.nothing(), more))
    }
  }
  const decided = new Set<string>()
  for (const { entry, decision, receipt } of chain) {
    const settled = settledBy(entry, receipt)
    if (settled !== undefined) {
      const { other, charge } = settled
      const isConsumer = entry.kind === file.COUNTERSIGN
      add(other.keys, isConsumer ? { used: 1n, consumed: charge } : { served: 1n, contributed: charge })
    }
    if (decision === undefined) continue
    const [debtor, creditor, subject, amount] = [decision.hex(3), decision.hex(4), decision.hex(6), decision.int(5)]
    const about = receipts.find(({ statement }) => statement?.digest === subject)
    const other = [about?.consumer, about?.provider].find((party) => party !== undefined && party.peer !== author)
    const isBetween = other !== undefined && [debtor, creditor].every((peer) => [author, other.peer].includes(peer))
    if (isBetween && !decided.has(subject)) add(other.keys, { awarded: creditor === author ? amount : -amount })
    else yield `entry ${entry.place}: the award is not about a statement of the two, or it is the second`
    decided.add(subject)
  }
  const said = new Map(stored.map(file.readAmounts))
  for (const key of new Set([...said.keys(), ...sums.keys()])) {
    const [sum, account] = [sums.get(key) ?? file.nothing(), said.get(key) ?? file.nothing()]
    if (file.AMOUNTS.some((name) => sum[name] !== account[name])) yield `account ${key} is not the sum of its receipts`
  }
}
