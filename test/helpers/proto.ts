/** Unsigned LEB128. */
export function uvarint(value: number): Uint8Array {
  return value < 0x80
    ? Uint8Array.of(value)
    : Buffer.concat([Uint8Array.of((value & 0x7f) | 0x80), uvarint(value >>> 7)])
}

/** One length-delimited protobuf field, written by hand. */
export function bytesField(number: number, value: Uint8Array): Uint8Array {
  return Buffer.concat([uvarint((number << 3) | 2), uvarint(value.length), value])
}

/** One varint protobuf field, written by hand. */
export function varintField(number: number, value: number): Uint8Array {
  return Buffer.concat([uvarint(number << 3), uvarint(value)])
}

/** A signed envelope from its parts, none of them checked. */
export function rawEnvelope(parts: {
  publicKey: Uint8Array
  payloadType: string
  payload: Uint8Array
  signature: Uint8Array
}): Uint8Array {
  return Buffer.concat([
    bytesField(1, parts.publicKey),
    bytesField(2, Buffer.from(parts.payloadType)),
    bytesField(3, parts.payload),
    bytesField(5, parts.signature),
  ])
}
