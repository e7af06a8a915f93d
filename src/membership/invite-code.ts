import { multiaddr } from '@multiformats/multiaddr'
import { base32 } from 'multiformats/bases/base32'
import { SovError } from '../errors.js'
import { peerIdFromBytes, peerIdToBytes, type PeerIdString } from '../identity/index.js'
import { MAX_INVITE_ADDRESSES } from '../limits.js'
import { equalBytes, inviteCode, sha256 } from '../wire/index.js'
import { ID_BYTES } from './chain.js'

/** What an invite code says. */
export interface InviteContent {
  /** Pins the co-op, 32 bytes. */
  readonly networkId: Uint8Array
  /** Pins the issuing key. */
  readonly issuer: PeerIdString
  /** The node that redeems it. */
  readonly node: PeerIdString
  /** 16 random bytes. */
  readonly secret: Uint8Array
  /** Multiaddrs of the node without its peer id. */
  readonly addresses: readonly string[]
  /** Unix epoch, milliseconds. */
  readonly expiresAtMs: number
}

const PREFIX = 'sov1-'
const CHECKSUM_BYTES = 4
// Four addresses and all keys are below 600 characters.
const MAX_CHARACTERS = 2_048

/** The code for people: `sov1-` and base32 (RFC 4648, lower case, no padding) of content and checksum. */
export function encodeInvite(content: InviteContent): string {
  const body = inviteCode.encode({
    networkId: content.networkId,
    issuer: peerIdToBytes(content.issuer),
    node: peerIdToBytes(content.node),
    secret: content.secret,
    addresses: content.addresses.map((address) => multiaddr(address).bytes),
    expiresMs: BigInt(content.expiresAtMs),
  })
  return PREFIX + base32.baseEncode(Buffer.concat([body, checksum(body)]))
}

/**
 * Reads a code as a person pasted it: case, blanks and line breaks do not matter.
 *
 * @throws {SovError} ERR_SOV_INVITE_INVALID
 */
export function decodeInvite(text: string): InviteContent {
  const code = text.replace(/\s+/g, '').toLowerCase()
  if (!code.startsWith(PREFIX) || code.length > MAX_CHARACTERS) {
    throw invalid('this is not an invite code', `An invite starts with ${PREFIX}; copy all of it.`)
  }
  const body = decodeBody(code.slice(PREFIX.length))
  try {
    const { networkId, issuer, node, secret, addresses, expiresMs } = inviteCode.decodeStrict(body)
    if (networkId.length !== 32 || secret.length !== ID_BYTES) throw new RangeError('wrong length')
    if (addresses.length > MAX_INVITE_ADDRESSES) throw new RangeError('too many addresses')
    if (expiresMs > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError('date out of range')
    return {
      networkId,
      issuer: peerIdFromBytes(issuer),
      node: peerIdFromBytes(node),
      secret,
      addresses: addresses.map((address) => multiaddr(address).toString()),
      expiresAtMs: Number(expiresMs),
    }
  } catch (cause) {
    throw invalid('the invite code has content that this version cannot read', 'Update sov-node.', cause)
  }
}

function decodeBody(digits: string): Uint8Array {
  const remedy = 'A character is wrong or missing; copy the code again.'
  let bytes: Uint8Array
  try {
    bytes = base32.baseDecode(digits)
  } catch (cause) {
    throw invalid('the invite code has a typing error', remedy, cause)
  }
  const body = bytes.subarray(0, -CHECKSUM_BYTES)
  if (!equalBytes(bytes.subarray(-CHECKSUM_BYTES), checksum(body))) {
    throw invalid('the invite code has a typing error', remedy)
  }
  return body
}

function checksum(body: Uint8Array): Uint8Array {
  return sha256(body).subarray(0, CHECKSUM_BYTES)
}

function invalid(message: string, remedy: string, cause?: unknown): SovError {
  return new SovError('ERR_SOV_INVITE_INVALID', message, { remedy, ...(cause === undefined ? {} : { cause }) })
}
