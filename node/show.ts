import { shortPeerId } from '../src/identity/index.js'

/** What stands where nothing is known. */
export const NONE = '-'

export function orNone(value: string | undefined): string {
  return value ?? NONE
}

export function milliseconds(value: number | undefined): string {
  return value === undefined ? NONE : `${String(Math.round(value))} ms`
}

/** Local date and time, as people read it. */
export function moment(ms: number): string {
  return new Date(ms).toLocaleString('sv-SE')
}

export function peerName(peer: string): string {
  return shortPeerId(peer)
}

/** First digits of a digest. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 12)
}
