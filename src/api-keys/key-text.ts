import { sha256, toHex } from '../wire/index.js'

const ID_BYTES = 4
const SECRET_BYTES = 32

/** `sov-`, 8 hexadecimal digits by which people and lists name the key, and 256 random bits in base64url. */
const FORM = /^sov-([0-9a-f]{8})-[\w-]{43}$/

/** A key that does not exist yet. */
export function newKey(random: (bytes: number) => Uint8Array): { readonly id: string; readonly text: string } {
  const id = toHex(random(ID_BYTES))
  return { id, text: `sov-${id}-${Buffer.from(random(SECRET_BYTES)).toString('base64url')}` }
}

/** The id in a text of the form of a key; undefined for any other text. */
export function idInKey(text: string): string | undefined {
  return FORM.exec(text)?.[1]
}

/** What is kept of a key, 32 bytes. */
export function hashOfKey(text: string): Uint8Array {
  return sha256(Buffer.from(text))
}
