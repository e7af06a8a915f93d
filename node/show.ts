import { shortPeerId } from '../src/identity/index.js'

/** What stands where nothing is known. */
export const NONE = '-'

export function orNone(value: string | undefined): string {
  return value ?? NONE
}

export function milliseconds(value: number | undefined): string {
  return value === undefined ? NONE : `${String(Math.round(value))} ms`
}

/** A length of time in the largest unit of which it is a whole number, e.g. `7 days`. */
export function span(ms: number): string {
  const units: readonly (readonly [ms: number, name: string])[] = [
    [86_400_000, 'day'],
    [3_600_000, 'hour'],
    [60_000, 'minute'],
  ]
  const [unitMs, name] = units.find(([unit]) => ms % unit === 0) ?? [1_000, 'second']
  const count = Math.round(ms / unitMs)
  return `${String(count)} ${name}${count === 1 ? '' : 's'}`
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
