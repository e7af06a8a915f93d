import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SovError } from '../../src/errors.js'
import { decodeInvite } from '../../src/membership/invite-code.js'
import * as wire from '../../src/wire/index.js'
import { SAMPLES } from '../helpers/statements.js'
import { testKey } from '../helpers/coop.js'

type AnyCodec = wire.Codec<object>

const isCodec = (value: unknown): value is AnyCodec =>
  typeof value === 'object' && value !== null && 'decodeStrict' in value
const codecs = [
  ...Object.entries(wire).flatMap(([name, value]) => (isCodec(value) ? [[name, value] as const] : [])),
  ...SAMPLES.map(({ kind }) => [kind.type, kind.payload] as const),
]

/** Any value of a message: each scalar within its type, lists and messages left out. */
function anyMessage(codec: AnyCodec): fc.Arbitrary<object> {
  const fields = Object.entries(codec.decode(new Uint8Array()) as Record<string, unknown>)
  return fc.record(Object.fromEntries(fields.flatMap(([name, value]) => anyField(name, value))), { requiredKeys: [] })
}

function anyField(name: string, value: unknown): [string, fc.Arbitrary<unknown>][] {
  if (typeof value === 'bigint') return [[name, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })]]
  // enums are int32, counts are uint32: what fits both
  if (typeof value === 'number') return [[name, fc.nat({ max: 2 ** 31 - 1 })]]
  if (typeof value === 'string') return [[name, fc.string({ unit: 'grapheme' })]]
  if (typeof value === 'boolean') return [[name, fc.boolean()]]
  if (value instanceof Uint8Array) return [[name, fc.uint8Array({ maxLength: 40 })]]
  return []
}

/** Returns the value, or undefined when it throws a typed error of one of `codes`; any other error fails. */
function valueOrTyped<T>(work: () => T, codes: readonly string[]): T | undefined {
  try {
    return work()
  } catch (error) {
    if (SovError.isInstance(error) && codes.includes(error.code)) return undefined
    throw error
  }
}

/** One byte changed, put in, or taken out. */
const mutation = fc.record({ at: fc.nat(), byte: fc.nat({ max: 255 }), kind: fc.constantFrom('set', 'insert', 'drop') })

function mutate(bytes: Uint8Array, { at, byte, kind }: { at: number; byte: number; kind: string }): Uint8Array {
  const index = at % Math.max(bytes.length, 1)
  const rest = bytes.subarray(kind === 'insert' ? index : index + 1)
  return Buffer.concat([bytes.subarray(0, index), kind === 'drop' ? new Uint8Array() : Uint8Array.of(byte), rest])
}

describe.each(codecs)('codec of %s', (_name, codec) => {
  it('decodes arbitrary bytes to a value or a typed error, and strictly only what it would write', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        valueOrTyped(() => codec.decode(bytes), ['ERR_SOV_WIRE_FORMAT'])
        const value = valueOrTyped(() => codec.decodeStrict(bytes), ['ERR_SOV_WIRE_FORMAT'])
        if (value !== undefined) expect(wire.equalBytes(codec.encode(value as never), bytes)).toBe(true)
      }),
    )
  })

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(anyMessage(codec), (message) => {
        const bytes = codec.encode(message)
        const value = codec.decodeStrict(bytes)
        expect(value).toMatchObject(withBuffers(message))
        expect(wire.equalBytes(codec.encode(value as never), bytes)).toBe(true)
      }),
    )
  })
})

describe('mutated statements', () => {
  const samples = SAMPLES.map(({ kind, sign }) => ({
    kind,
    payload: kind.payload.encode(sign(testKey()).value as never),
  }))

  it('are refused, or are exactly what would be written', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        (sample, changes) => {
          const bytes = changes.reduce(mutate, sample.payload)
          const value = valueOrTyped(() => sample.kind.payload.decodeStrict(bytes), ['ERR_SOV_WIRE_FORMAT'])
          if (value !== undefined) expect(wire.equalBytes(sample.kind.payload.encode(value as never), bytes)).toBe(true)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})

describe('invite codes', () => {
  it('that are arbitrary text give a typed error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, hasPrefix) => {
        const value = valueOrTyped(() => decodeInvite(hasPrefix ? `sov1-${text}` : text), ['ERR_SOV_INVITE_INVALID'])
        expect(value).toBeUndefined()
      }),
    )
  })
})

function withBuffers(message: object): object {
  return Object.fromEntries(
    Object.entries(message).map(([name, value]) => [name, value instanceof Uint8Array ? Buffer.from(value) : value]),
  )
}
