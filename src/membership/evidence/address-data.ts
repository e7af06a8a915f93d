import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { SovError } from '../../errors.js'
import { MAX_ADDRESS_FILE_BYTES } from '../../limits.js'
import { AddressRanges, readAddress, type Address } from './address-ranges.js'

/** Which file says where addresses are registered, as the operator has pinned it. */
export interface AddressDataInit {
  /** CSV of `first address,last address,country`, see docs/OPERATIONS.md#evidence. */
  readonly path: string
  /** SHA-256 of the file, 64 hexadecimal digits. */
  readonly sha256: string
  /** Of what day the data are, Unix epoch, milliseconds. */
  readonly dateMs: number
  /** Whose data they are, as their licence asks to be told; shown by `sov-node evidence check`. */
  readonly attribution: string
}

/** What an address file says, whatever its date is. */
export interface AddressFile {
  /** 64 hexadecimal digits. */
  readonly sha256: string
  readonly rows: number
  /**
   * Where an address is registered: two letters, or undefined when the file does not say. Also undefined for private,
   * loopback and other addresses that are not one machine's in the whole internet.
   */
  countryOf(address: string): string | undefined
}

/** A file that is the one that was pinned. */
export interface AddressData extends AddressFile {
  /** Unix epoch, milliseconds. */
  readonly dateMs: number
  readonly attribution: string
}

/**
 * Reads a whole address file into memory, see {@link AddressRanges}.
 *
 * @throws {SovError} ERR_SOV_ADDRESS_DATA when it cannot be read, is malformed or larger than MAX_ADDRESS_FILE_BYTES.
 */
export async function readAddressFile(path: string): Promise<AddressFile> {
  const csv = await contentOf(path)
  return open(csv, sha256Of(csv))
}

/** {@link readAddressFile} of the pinned file; another one is refused before it is parsed. */
export async function loadAddressData({ path, sha256, dateMs, attribution }: AddressDataInit): Promise<AddressData> {
  const csv = await contentOf(path)
  const actual = sha256Of(csv)
  if (actual !== sha256.toLowerCase()) {
    throw new SovError('ERR_SOV_ADDRESS_DATA', `the address file ${path} is not the one that was pinned`, {
      remedy: 'See what it says with `sov-node evidence check`, then set its SHA-256 and date in [evidence].',
      details: { sha256: actual },
    })
  }
  return { ...open(csv, actual), dateMs, attribution }
}

function open(csv: Uint8Array, sha256: string): AddressFile {
  const ranges = AddressRanges.parse(csv)
  const countryOf = (address: Address | undefined): string | undefined =>
    address?.isPublic === true ? ranges.countryOf(address) : undefined
  return { sha256, rows: ranges.count, countryOf: (address) => countryOf(readAddress(address)) }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function contentOf(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path)
    if (size <= MAX_ADDRESS_FILE_BYTES) return await readFile(path)
  } catch (cause) {
    throw new SovError('ERR_SOV_ADDRESS_DATA', `the address file ${path} cannot be read`, { cause })
  }
  throw new SovError(
    'ERR_SOV_ADDRESS_DATA',
    `the address file ${path} has more than ${String(MAX_ADDRESS_FILE_BYTES)} bytes`,
  )
}
