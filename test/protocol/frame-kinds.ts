import { helloFrame, inferFrame, membershipFrame, offerFrame, type Codec } from '../../src/wire/index.js'

export const INFER = '/sov/infer/1'
export const OFFERS = '/sov/offer/1'

/** The codec of each protocol's frames. */
export const CODECS: Readonly<Record<string, Codec<unknown>>> = {
  '/sov/membership/1': membershipFrame,
  '/sov/hello/1': helloFrame,
  [OFFERS]: offerFrame,
  [INFER]: inferFrame,
}

/** Name of the field that a decoded frame carries, e.g. `order`; an offer frame is an `offer`. */
export function frameKind(message: object): string {
  const present = Object.entries(message).filter(([, value]) => value instanceof Uint8Array || isMessage(value))
  return present[0]?.[0] ?? 'empty'
}

function isMessage(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
