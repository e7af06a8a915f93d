/**
 * Bytes of every protocol: codecs, signed statements, and the framed channel over a libp2p stream.
 * The only importer of protobufjs. See docs/PROTOCOL.md.
 *
 * @packageDocumentation
 */
export { FrameChannel } from './channel.js'
export type { ByteAccount, ByteBudget, Channel, FrameTap } from './channel.js'
export { codec, equalBytes, fromHex, sha256, toHex } from './codec.js'
export type { Codec, Input, Plain } from './codec.js'
export { decodeFrames, framesOf, throwPeerErrors } from './frames.js'
export * from './messages.js'
export { digestOf, openStatement, readStored, signStatement, uvarint } from './signed.js'
export type { Signed, SignedKind } from './signed.js'
export { cleanPeerText, errorInFrame, fromWireError, retryAfter, toWireError } from './peer-error.js'
export type { WireErrorInput } from './peer-error.js'
