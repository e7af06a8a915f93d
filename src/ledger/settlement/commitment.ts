import { sha256 } from '../../wire/index.js'

/**
 * Binds an order to bytes that travel later, without telling them. The salt keeps short prompts from being guessed.
 *
 * @param salt - 32 random bytes, told together with the content.
 * @returns SHA-256(salt || content), 32 bytes.
 */
export function commitment(salt: Uint8Array, content: Uint8Array): Uint8Array {
  return sha256(salt, content)
}

/** The commitment to an answer that grows: both sides extend it delta by delta and must end at the same value. */
export const outputCommitment = {
  /** Before the first delta: SHA-256(salt), 32 bytes. */
  start: (salt: Uint8Array): Uint8Array => sha256(salt),
  /** After one more delta: SHA-256(previous || exact bytes of the delta), 32 bytes. */
  next: (previous: Uint8Array, delta: Uint8Array): Uint8Array => sha256(previous, delta),
}
