import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SovError } from '../../src/errors.js'
import { chatRequest, inferFrame, membershipFrame, offerFrame } from '../../src/wire/index.js'
import { expectedReading, MAX_FRAME_BYTES, startChannelTarget, type ChannelTarget } from '../fuzz/channel-target.js'
import { mutations } from '../fuzz/mutations.js'
import { stuffedMessages } from '../fuzz/proto-shapes.js'
import { TARGETS } from '../fuzz/targets.js'
import { uvarint } from '../helpers/proto.js'

// Everything together takes 10 s on a quiet machine, and not much longer on a busy one.
const FOR_TARGET = { numRuns: 600, plugins: [fc.interruptAfterTimeLimit(300)] }
const FOR_STREAMS = { numRuns: 500, plugins: [fc.interruptAfterTimeLimit(3_000)] }

describe.each(TARGETS.map((target) => [target.name, target] as const))('reading: %s', (_name, { seeds, read }) => {
  it('works when nobody has touched it', () => {
    expect(() => read(seeds[0]!)).not.toThrow()
  })

  it('gives a value or a typed error, whatever was done to it', () => {
    fc.assert(
      fc.property(mutations(seeds), (bytes) => valueOrTyped(() => read(bytes))),
      FOR_TARGET,
    )
  })
})

describe('reading: too many items', () => {
  it.each([
    ['InferFrame', inferFrame],
    ['ChatRequest', chatRequest],
    ['OfferFrame', offerFrame],
    ['MembershipFrame', membershipFrame],
  ] as const)('%s is refused before it takes memory', (name, codec) => {
    for (const { field, bytes } of stuffedMessages(name, 256 * 1024)) {
      // packed numbers are one field, and cost eight times their size
      if (PACKED.has(field)) continue
      expect(() => codec.decode(bytes), field).toThrow(SovError)
    }
  })
})

const PACKED: ReadonlySet<string> = new Set(['answerTokenIds'])

describe('reading: a stream of frames', () => {
  let channel: ChannelTarget

  beforeAll(async () => {
    channel = await startChannelTarget()
  })
  afterAll(() => channel.stop())

  it('gives every whole frame, then the end or a typed error, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), fc.boolean(), async (pieces, isWhole) => {
        const bytes = Buffer.concat(pieces)
        const { frames, end } = await channel.read(isWhole ? [bytes] : pieces)
        const expected = expectedReading(bytes)
        expect(end).toBe(expected.end)
        expect(frames.map((frame) => Buffer.from(frame))).toEqual(expected.frames.map((frame) => Buffer.from(frame)))
      }),
      FOR_STREAMS,
    )
  })
})

/** A frame; one that is too long or cut off; a length in too many bytes, or of 4 GiB; any bytes. */
const piece = fc.oneof(
  fc.nat({ max: 300 }).map((length) => Buffer.concat([uvarint(length), new Uint8Array(length).fill(length)])),
  fc.constantFrom(MAX_FRAME_BYTES - 1, MAX_FRAME_BYTES, MAX_FRAME_BYTES + 1, 0x0fff_ffff, 0xffff_ffff).map(uvarint),
  fc.constantFrom(Uint8Array.of(0x80, 0x00), Uint8Array.of(0x81, 0x80, 0x80, 0x00), new Uint8Array(6).fill(0x80)),
  fc.uint8Array({ maxLength: 40 }),
)

function valueOrTyped(work: () => unknown): void {
  try {
    work()
  } catch (error) {
    if (!SovError.isInstance(error)) throw error
  }
}
