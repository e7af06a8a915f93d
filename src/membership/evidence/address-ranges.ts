import { isIP } from 'node:net'
import { parse } from 'csv-parse/sync'
import ipaddr from 'ipaddr.js'
import { SovError } from '../../errors.js'

const COUNTRY = /^[A-Z]{2}$/
const MAPPED_IPV4 = 0xffff_0000_0000n

/** One row of an address file, both ends as numbers of 128 bits. */
interface Row {
  readonly first: bigint
  readonly last: bigint
  readonly country: string
}

/**
 * In which country ranges of addresses are registered. IPv4 is kept as ::ffff:a.b.c.d, so that there is one order of all
 * addresses. 34 bytes a range: 7 MiB for the 210,000 that are registered in the world.
 */
export class AddressRanges {
  /** First and last address of each range, two numbers of 64 bits each; ascending, none overlaps another. */
  readonly #firsts: BigUint64Array
  readonly #lasts: BigUint64Array
  /** Two letters of ASCII each. */
  readonly #countries: Uint16Array

  /** @param rows - ascending. */
  private constructor(rows: readonly Row[]) {
    this.#firsts = halves(rows.map(({ first }) => first))
    this.#lasts = halves(rows.map(({ last }) => last))
    this.#countries = Uint16Array.from(rows, ({ country }) => Buffer.from(country).readUInt16BE())
  }

  get count(): number {
    return this.#countries.length
  }

  /**
   * Reads rows `first address,last address,country`, IPv4 and IPv6 in any order, without a heading. Countries are two
   * capital letters, of which registries have some beside those of ISO 3166-1 (EU, AP, ZZ).
   *
   * @throws {SovError} ERR_SOV_ADDRESS_DATA naming the line of the first row that is malformed or overlaps another.
   */
  static parse(csv: Uint8Array): AddressRanges {
    const rows: (Row & { readonly line: number })[] = []
    try {
      parse(csv, {
        on_record: (record: readonly string[], { lines }) => {
          rows.push({ ...rowOf(record, lines), line: lines })
          return null
        },
        relax_column_count: true,
        skip_empty_lines: true,
      })
    } catch (cause) {
      if (SovError.isInstance(cause)) throw cause
      const [reason = ''] = (cause as Error).message.split('\n')
      throw unusable(reason, cause)
    }
    if (rows.length === 0) throw unusable('it has no rows')
    rows.sort((a, b) => (a.first < b.first ? -1 : 1))
    for (const [index, { first, line }] of rows.entries()) {
      const before = rows[index - 1]
      if (before !== undefined && before.last >= first) {
        throw unusable(`the rows in lines ${[before.line, line].sort((a, b) => a - b).join(' and ')} overlap`)
      }
    }
    return new AddressRanges(rows)
  }

  /** Where an address is registered, two letters; undefined when no range has it. */
  countryOf(address: Address): string | undefined {
    const [high, low] = halves([address.number])
    const at = this.#lastBeginningBy(high ?? 0n, low ?? 0n)
    if (at < 0 || compare(this.#lasts, at, high ?? 0n, low ?? 0n) < 0) return undefined
    const code = this.#countries[at] ?? 0
    return String.fromCharCode(code >> 8, code & 0xff)
  }

  /** Index of the last range that begins at or before an address; -1 for none. */
  #lastBeginningBy(high: bigint, low: bigint): number {
    let [below, above] = [-1, this.count]
    while (above - below > 1) {
      const middle = (below + above) >>> 1
      if (compare(this.#firsts, middle, high, low) <= 0) below = middle
      else above = middle
    }
    return below
  }
}

/** An IPv4 or IPv6 address. */
export interface Address {
  /** 128 bits, IPv4 as ::ffff:a.b.c.d. */
  readonly number: bigint
  /** False for addresses that are not one machine's in the whole internet: private, loopback, link-local, reserved, … */
  readonly isPublic: boolean
}

/** Reads an address in its usual spelling; undefined when it is none. */
export function readAddress(text: string): Address | undefined {
  const address = parseAddress(text)
  return address && { number: numberOf(address), isPublic: address.range() === 'unicast' }
}

function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  // what stands after % is an interface of one machine
  if (isIP(text) === 0 || text.includes('%')) return undefined
  // IPv4 that is written as IPv6 becomes IPv4 again
  return ipaddr.process(text)
}

function numberOf(address: ipaddr.IPv4 | ipaddr.IPv6): bigint {
  const number = BigInt(`0x${Buffer.from(address.toByteArray()).toString('hex')}`)
  return address instanceof ipaddr.IPv4 ? MAPPED_IPV4 + number : number
}

function rowOf([first, last, country, ...more]: readonly string[], line: number): Row {
  const [from, to] = [parseAddress(first ?? ''), parseAddress(last ?? '')]
  if (from === undefined || to === undefined || country === undefined || !COUNTRY.test(country) || more.length > 0) {
    throw unusable(`line ${String(line)} is not of the form first address,last address,country`)
  }
  const row = { first: numberOf(from), last: numberOf(to), country }
  if (from.kind() !== to.kind() || row.first > row.last) {
    throw unusable(`the range in line ${String(line)} ends before it begins`)
  }
  return row
}

/** Numbers of 128 bits as two of 64 each, the higher half first. */
function halves(numbers: readonly bigint[]): BigUint64Array {
  const array = new BigUint64Array(2 * numbers.length)
  for (const [index, number] of numbers.entries()) {
    array[2 * index] = number >> 64n
    array[2 * index + 1] = BigInt.asUintN(64, number)
  }
  return array
}

function compare(array: BigUint64Array, index: number, high: bigint, low: bigint): number {
  const [ownHigh, ownLow] = [array[2 * index] ?? 0n, array[2 * index + 1] ?? 0n]
  if (ownHigh !== high) return ownHigh < high ? -1 : 1
  return ownLow === low ? 0 : ownLow < low ? -1 : 1
}

function unusable(reason: string, cause?: unknown): SovError {
  return new SovError('ERR_SOV_ADDRESS_DATA', `the address file cannot be used: ${reason}`, {
    cause,
    remedy: 'Get the file anew from where it was published, or take [evidence] out of the configuration.',
  })
}
