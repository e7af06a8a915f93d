import { peerIdToBytes, signerFromKey } from '../../src/identity/index.js'
import { uvarint, type SignedKind } from '../../src/wire/index.js'
import { rawEnvelope } from '../helpers/proto.js'

const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
// identity multihash header of a peer id; what follows is the libp2p PublicKey protobuf
const MULTIHASH_HEADER_BYTES = 2

/** A key that is the same in every run, so that a finding can be played again. */
export const HOSTILE_KEY = signerFromKey(
  ['-----BEGIN PRIVATE KEY-----', pkcs8(), '-----END PRIVATE KEY-----', ''].join('\n'),
)

/** Signs any bytes as a statement of a kind: a signature says who sent a payload, not that it is one. */
export function hostileEnvelope<P>(
  { domain, type }: Pick<SignedKind<P>, 'domain' | 'type'>,
  payload: Uint8Array,
): Uint8Array {
  const signed = [Buffer.from(domain), Buffer.from(type), payload].flatMap((part) => [uvarint(part.length), part])
  return rawEnvelope({
    publicKey: peerIdToBytes(HOSTILE_KEY.peerId).subarray(MULTIHASH_HEADER_BYTES),
    payloadType: type,
    payload,
    signature: HOSTILE_KEY.sign(Buffer.concat(signed)),
  })
}

function pkcs8(): string {
  return Buffer.concat([PKCS8_PREFIX, Buffer.alloc(32, 7)]).toString('base64')
}
