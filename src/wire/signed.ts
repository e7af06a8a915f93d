import { checkPeerKey, peerIdFromBytes, peerIdToBytes, publicKeyOfPeerId, verifySignature } from '../identity/index.js'
import type { PeerIdString, Signer } from '../identity/index.js'
import { SovError } from '../errors.js'
import { codec, equalBytes, sha256, type Codec, type Input, type Plain } from './codec.js'
import { sov } from './generated/sov.js'
import { RecentMap } from './recent-map.js'

/** A kind of signed statement: its domain keeps its signatures apart from those of every other kind. */
export interface SignedKind<P> {
  /** `sov-node/<name>/<version>`, part of the signed bytes, never sent. */
  readonly domain: string
  /** Full protobuf name of the payload. */
  readonly type: string
  readonly payload: Codec<P>
  /** Cap on the whole envelope, checked before decoding. */
  readonly maxBytes: number
}

/** A statement whose signature, key and encoding have been checked. */
export interface Signed<P> {
  readonly value: Plain<P>
  readonly signer: PeerIdString
  /** SHA-256 of the payload under its domain: the statement's identity, independent of the signature. */
  readonly digest: Uint8Array
  /** The envelope as it came; carry and store these bytes. */
  readonly bytes: Uint8Array
}

const envelope = codec<sov.wire.v1.Envelope.$Properties>(sov.wire.v1.Envelope)
// identity multihash header of a peer id; what follows is the libp2p PublicKey protobuf
const MULTIHASH_HEADER = Uint8Array.of(0x00, 0x24)
// Credentials, price tables, orders and chain heads are opened several times in one request; checking costs 0.2 ms,
// knowing the bytes again a few microseconds. A thousand statements of about 1 KiB.
const checked = new RecentMap<string, Signed<unknown>>(1_000)

/**
 * Signs a statement.
 *
 * @see libp2p RFC 0002 (signed envelopes)
 */
export function signStatement<P>(kind: SignedKind<P>, value: Input<P>, signer: Signer): Signed<P> {
  const payload = kind.payload.encode(value)
  const bytes = envelope.encode({
    publicKey: peerIdToBytes(signer.peerId).subarray(MULTIHASH_HEADER.length),
    payloadType: Buffer.from(kind.type),
    payload,
    signature: signer.sign(signedBytes(kind, payload)),
  })
  if (bytes.length > kind.maxBytes) throw tooLarge(kind, bytes)
  const statement = {
    value: kind.payload.decode(payload),
    signer: signer.peerId,
    digest: digestOf(kind, payload),
    bytes,
  }
  checked.set(checkedKey(kind, bytes), statement)
  return statement
}

/**
 * Checks and reads a signed statement: size, canonical encoding of envelope and payload, payload type, key, signature.
 *
 * Who must have signed is for the caller to compare with `signer`.
 *
 * @throws {SovError} ERR_SOV_WIRE_LIMIT, ERR_SOV_WIRE_FORMAT, ERR_SOV_WEAK_KEY, ERR_SOV_SIGNATURE
 */
export function openStatement<P>(kind: SignedKind<P>, carried: Uint8Array): Signed<P> {
  if (carried.length > kind.maxBytes) throw tooLarge(kind, carried)
  const key = checkedKey(kind, carried)
  const known = checked.get(key)
  if (known !== undefined) return known as Signed<P>
  // A copy: what is kept must not hold on to the frame that carried it.
  const bytes = Uint8Array.from(carried)
  const { publicKey, payloadType, payload, signature } = envelope.decodeStrict(bytes)
  if (!equalBytes(payloadType, Buffer.from(kind.type))) {
    throw new SovError('ERR_SOV_WIRE_FORMAT', `expected a signed ${kind.type}`)
  }
  const signer = peerIdFromBytes(Buffer.concat([MULTIHASH_HEADER, publicKey]))
  checkPeerKey(signer)
  if (!verifySignature(publicKeyOfPeerId(signer), signedBytes(kind, payload), signature)) {
    throw new SovError('ERR_SOV_SIGNATURE', `the signature of a ${kind.type} is wrong`)
  }
  const statement = { value: kind.payload.decodeStrict(payload), signer, digest: digestOf(kind, payload), bytes }
  checked.set(key, statement)
  return statement
}

/**
 * Reads a statement that was checked before it was stored, for sums over many: neither key nor signature is looked at
 * again, which takes a twentieth of the time. What travels is opened with {@link openStatement}.
 *
 * @throws {SovError} ERR_SOV_WIRE_FORMAT
 */
export function readStored<P>(kind: SignedKind<P>, bytes: Uint8Array): Pick<Signed<P>, 'value' | 'digest'> {
  const { payload } = envelope.decode(bytes)
  return { value: kind.payload.decode(payload), digest: digestOf(kind, payload) }
}

/** SHA-256(uvarint(length of domain) || domain || payload), 32 bytes. */
export function digestOf<P>(kind: SignedKind<P>, payload: Uint8Array): Uint8Array {
  return sha256(withLength(Buffer.from(kind.domain)), payload)
}

/** Names exact bytes read as one kind; another bit or another domain is another key. */
function checkedKey<P>(kind: SignedKind<P>, bytes: Uint8Array): string {
  return Buffer.from(sha256(withLength(Buffer.from(kind.domain)), bytes)).toString('base64')
}

function signedBytes<P>(kind: SignedKind<P>, payload: Uint8Array): Uint8Array {
  return Buffer.concat([withLength(Buffer.from(kind.domain)), withLength(Buffer.from(kind.type)), withLength(payload)])
}

function withLength(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([uvarint(bytes.length), bytes])
}

/** Unsigned LEB128 of a length below 2^32. */
export function uvarint(value: number): Uint8Array {
  const bytes: number[] = []
  while (value >= 0x80) {
    bytes.push((value & 0x7f) | 0x80)
    value >>>= 7
  }
  return Uint8Array.of(...bytes, value)
}

function tooLarge<P>(kind: SignedKind<P>, bytes: Uint8Array): SovError {
  return new SovError(
    'ERR_SOV_WIRE_LIMIT',
    `a ${kind.type} of ${String(bytes.length)} bytes is over ${String(kind.maxBytes)}`,
  )
}
