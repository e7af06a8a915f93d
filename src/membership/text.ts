import { SovError } from '../errors.js'
import { checkPeerKey, type PeerIdString } from '../identity/index.js'
import { MAX_NAME_CHARACTERS } from '../limits.js'
import { sha256, toHex } from '../wire/index.js'

// Fixed ranges instead of \p{…} classes: those grow with Unicode, and two runtimes must agree what a valid name is.
// C0 and C1 controls, line and paragraph separators, marks that turn the direction of text, byte order mark.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u

/** True for a name of a co-op or an organisation: 1 to 64 characters, none a control character, no blank at an end. */
export function isName(text: string): boolean {
  return text !== '' && Array.from(text).length <= MAX_NAME_CHARACTERS && text.trim() === text && !UNSAFE.test(text)
}

/**
 * A name as a person typed it, without blanks around it.
 *
 * @param param - option that is named in the error.
 * @throws {SovError} ERR_SOV_BAD_REQUEST
 */
export function normaliseName(param: string, text: string): string {
  const name = text.trim().normalize('NFC')
  if (isName(name)) return name
  throw new SovError(
    'ERR_SOV_BAD_REQUEST',
    `${param} must be 1 to ${String(MAX_NAME_CHARACTERS)} printable characters`,
    { param },
  )
}

/**
 * A peer id as a person typed it.
 *
 * @param param - option that is named in the error.
 * @throws {SovError} ERR_SOV_BAD_REQUEST, also for a key that is no good.
 */
export function normalisePeer(param: string, text: string): PeerIdString {
  const peer = text.trim()
  try {
    checkPeerKey(peer)
    return peer
  } catch (cause) {
    throw new SovError('ERR_SOV_BAD_REQUEST', `${param} is not a peer id`, {
      param,
      cause,
      remedy: 'See `sov-node members` and, on the machine itself, `sov-node id`.',
    })
  }
}

/** True for the stable short name of an organisation. */
export function isOrgId(text: string): boolean {
  return /^[a-z0-9-]{1,64}$/.test(text)
}

/**
 * The organisation id of a name: accents dropped, lower case, every run of other characters one hyphen, so that
 * `Universität Köln` is `universitat-koln`. Letters without an ASCII base (`ø`, `日`) would be lost and make two names
 * one; then the first 8 hexadecimal digits of the name's SHA-256 are appended.
 */
export function orgIdOfName(name: string): string {
  const base = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  const slug = base.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
  const isWhole = !/[^\P{L}a-z]|[^\P{N}0-9]/u.test(base)
  if (isWhole && slug !== '' && slug.length <= 64) return slug
  const digest = toHex(sha256(Buffer.from(name.normalize('NFC')))).slice(0, 8)
  return `${slug.slice(0, 55) || 'org'}-${digest}`
}
