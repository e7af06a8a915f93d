/**
 * Ed25519 identities: the key file of a node, peer ids, signing, and the strict check of foreign keys.
 *
 * A peer id is the string form that libp2p prints (`12D3Koo…`); on the wire it is the 38 bytes of its multihash,
 * which contain the public key, so a signature needs nothing but the peer id to be checked.
 *
 * @packageDocumentation
 */
export { checkPeerKey } from './key-check.js'
export { generateKey, loadOrCreateKey, readKeyFile, signerFromKey, writeKeyFile } from './key-file.js'
export type { NodeKey, Signer } from './key-file.js'
export { peerIdFromBytes, peerIdFromPublicKey, peerIdToBytes, publicKeyOfPeerId, shortPeerId } from './peer-id.js'
export type { PeerIdString } from './peer-id.js'
export { verifySignature } from './signature.js'
