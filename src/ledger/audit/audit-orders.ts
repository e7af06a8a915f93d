import { peerIdFromBytes, type PeerIdString } from '../../identity/index.js'
import { toHex } from '../../wire/index.js'
import type { Findings } from './audit-report.js'
import { NO_DIGEST } from '../chain/chain.js'
import type { SignedOrder } from '../signed.js'

interface Numbered {
  readonly number: bigint
  readonly digest: string
  readonly previous: string
}

const NONE = toHex(NO_DIGEST)

/** Follows the log of orders: each has an id of its own, and those of one start of a node are numbered and linked. */
export class AuditOrders {
  readonly #author: PeerIdString
  readonly #findings: Findings
  readonly #ids = new Set<string>()
  /** By consumer and boot nonce. */
  readonly #boots = new Map<string, { readonly consumer: PeerIdString; readonly orders: Numbered[] }>()
  readonly #own = new Set<string>()
  readonly #leftOut = new Set<string>()
  readonly #decisions = new Set<string>()
  /** Digest of an order that the author has named → where. */
  readonly #named = new Map<string, string>()
  #count = 0

  constructor(author: PeerIdString, findings: Findings) {
    this.#author = author
    this.#findings = findings
  }

  get count(): number {
    return this.#count
  }

  leaveOut(digest: Uint8Array): void {
    this.#leftOut.add(toHex(digest))
  }

  addDecision(digest: Uint8Array): void {
    this.#decisions.add(toHex(digest))
  }

  /** The author says that it has made this order. */
  name(digest: Uint8Array, where: string): void {
    const hex = toHex(digest)
    if (hex !== NONE && !this.#named.has(hex)) this.#named.set(hex, where)
  }

  /** @param isWhole - whether the author shows its policy decisions. */
  visit(order: SignedOrder, isWhole: boolean): void {
    const { value, digest, signer } = order
    this.#count++
    const orderId = toHex(value.orderId)
    const other = peerIdFromBytes(signer === this.#author ? value.provider : value.consumer)
    const subject = { orderId, peer: other }
    const id = `${signer}/${orderId}`
    if (this.#ids.has(id)) this.#findings.add('order_repeated', `order ${orderId} is there twice`, subject)
    this.#ids.add(id)

    const boot = `${signer}/${toHex(value.consumerBootNonce)}`
    const known = this.#boots.get(boot) ?? { consumer: signer, orders: [] }
    this.#boots.set(boot, known)
    known.orders.push({ number: value.orderNumber, digest: toHex(digest), previous: toHex(value.previousOrder) })

    if (signer !== this.#author) return
    this.#own.add(toHex(digest))
    if (isWhole && !this.#decisions.has(toHex(value.policyDecision))) {
      this.#findings.add('decision_missing', `what order ${orderId} was decided on is missing`, subject)
    }
  }

  /** @param isWhole - whether all orders of the author were there. */
  finish(isWhole: boolean): void {
    for (const [boot, { consumer, orders }] of this.#boots) {
      orders.sort((a, b) => Number(a.number - b.number))
      this.#checkBoot(boot.slice(boot.indexOf('/') + 1), orders, isWhole && consumer === this.#author)
    }
    if (!isWhole) return
    for (const [digest, where] of this.#named) {
      if (this.#own.has(digest) || this.#leftOut.has(digest)) continue
      this.#findings.add('orders_missing', `the order that ${where} names is missing (digest ${short(digest)})`)
    }
  }

  #checkBoot(boot: string, orders: readonly Numbered[], isWhole: boolean): void {
    let before: Numbered = { number: 0n, digest: NONE, previous: NONE }
    for (const order of orders) {
      const { number, previous } = order
      const where = `order ${String(number)} of start ${short(boot)}`
      if (number === before.number || number < 1n) {
        this.#findings.add('order_number_repeated', `there are two of ${where}`)
      } else if (number === before.number + 1n) {
        if (previous !== before.digest) {
          this.#findings.add('order_link_broken', `${where} does not name the one before it`)
        }
      } else if (isWhole && !this.#leftOut.has(previous)) {
        const numbers = `${String(before.number + 1n)} to ${String(number - 1n)}`
        this.#named.delete(previous)
        this.#findings.add('orders_missing', `orders ${numbers} of start ${short(boot)} are missing`)
      }
      before = order
    }
  }
}

function short(hex: string): string {
  return hex.slice(0, 12)
}
