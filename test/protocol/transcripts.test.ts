import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { until } from '../helpers/until.js'
import {
  chatRequest,
  delta,
  ENTRY,
  inferFrame,
  membershipFrame,
  openStatement,
  samplingParams,
  signStatement,
  StatementStatus,
  Verdict,
  type Countersign,
  type InferFrame,
  type Statement,
} from '../../src/wire/index.js'
import { CODECS, frameKind, INFER } from './frame-kinds.js'
import { PROTOCOL_DOC, transcriptPath, withTables } from './frame-tables.js'
import { readTranscript } from './reader.js'
import { readReceipt } from './receipt-reader.js'
import type { RecordedPair } from './recorded-pair.js'
import { record, SCENARIOS } from './scenarios.js'
import type { Summary, Transcript } from './transcript.js'

type Frame = Transcript['frames'][number]

const TRANSCRIPTS = new Map(
  SCENARIOS.map(({ name }) => [name, JSON.parse(readFileSync(transcriptPath(name), 'utf8')) as Transcript]),
)
const CONSUMER = 'Fjord Lab (NO)'
const PROVIDER = 'Rhine University (DE)'
const PARTIES = { consumer: CONSUMER, provider: PROVIDER }

describe('the committed transcripts', () => {
  it.each<[string, Omit<Summary, 'consumer' | 'provider'>[]]>([
    ['served', [{ outcome: 'settled', outputTokens: 6n, charge: 9n, pairNumber: 1n }]],
    ['refused', [{ outcome: 'refused', outputTokens: 0n, charge: 0n, pairNumber: 0n }]],
    ['cancelled', [{ outcome: 'settled', outputTokens: 3n, charge: 6n, pairNumber: 1n }]],
    ['peer-killed', [{ outcome: 'broken', outputTokens: 3n, charge: 0n, pairNumber: 0n }]],
    [
      'two-at-once',
      [
        { outcome: 'settled', outputTokens: 4n, charge: 7n, pairNumber: 1n },
        { outcome: 'settled', outputTokens: 4n, charge: 4n, pairNumber: 2n },
      ],
    ],
  ])('%s says what happened to a reader that shares no code with the project', (name, expected) => {
    expect(readTranscript(transcript(name))).toMatchObject(expected.map((summary) => ({ ...PARTIES, ...summary })))
  })

  it.each([...TRANSCRIPTS.keys()])(
    '%s is read and written back byte for byte by the codecs of this version',
    (name) => {
      for (const { protocol, bytes } of transcript(name).frames) {
        const frame = CODECS[protocol]!.decodeStrict(Buffer.from(bytes, 'base64')) as InferFrame
        if (protocol !== INFER) continue
        for (const bytes of frame.parts?.deltas ?? []) delta.decodeStrict(bytes)
        if (frame.prompt === null) continue
        chatRequest.decodeStrict(frame.prompt.request)
        samplingParams.decodeStrict(frame.prompt.params)
      }
    },
  )

  it('are the ones whose frames docs/PROTOCOL.md shows', () => {
    const page = readFileSync(PROTOCOL_DOC, 'utf8')
    expect(withTables(page, [...TRANSCRIPTS.values()])).toBe(page)
  })
})

describe('the independent reader', () => {
  it.each(['reader.ts', 'member-reader.ts', 'signed-reader.ts'])('%s is short and imports nothing of src', (name) => {
    const source = readFileSync(new URL(name, import.meta.url), 'utf8')
    const imported = [...source.matchAll(/^(?:import|export) (.*) from '(.*)'$/gm)].map(([, , from]) => from)
    expect(source.split('\n').length - 1).toBeLessThan(200)
    expect(['node:crypto', './member-reader.js', './signed-reader.js', './transcript.js']).toEqual(
      expect.arrayContaining(imported),
    )
    expect(source).not.toMatch(/import\(|require\(/)
  })

  it.each([...TRANSCRIPTS.keys()])('refuses %s with a bit flipped in anything signed or committed to', (name) => {
    const original = transcript(name)
    for (const [index, frame] of original.frames.entries()) {
      const [from, to] = boundBytes(original, index)
      const step = Math.max(1, Math.floor((to - from) / 12))
      for (let at = from; at < to; at += step) {
        const bytes = Buffer.from(frame.bytes, 'base64')
        bytes[at]! ^= 1 << (at % 8)
        expect(
          () => readTranscript(withBytes(original, index, bytes)),
          `frame ${String(index + 1)}, byte ${String(at)}`,
        ).toThrow()
      }
    }
  })

  it.each([...TRANSCRIPTS.keys()])('refuses %s with a frame left out', (name) => {
    const original = transcript(name)
    for (const index of original.frames.keys()) {
      if (!isMissed(original, index)) continue
      const frames = original.frames.filter((_, other) => other !== index)
      expect(() => readTranscript({ ...original, frames }), `without frame ${String(index + 1)}`).toThrow()
    }
  })

  it('refuses two frames of a stream in the wrong order', () => {
    const { frames, ...rest } = transcript('served')
    for (const [index, frame] of frames.entries()) {
      const next = frames[index + 1]
      // Either node may open the hello.
      if (next?.stream !== frame.stream || kindOf(frame) === 'hello') continue
      const swapped = frames.with(index, next).with(index + 1, frame)
      expect(() => readTranscript({ ...rest, frames: swapped }), `frame ${String(index + 1)} after the next`).toThrow()
    }
  })

  it.each(['statement', 'countersign', 'voucher', 'settled'])(
    'refuses two streams that have swapped their %s',
    (kind) => {
      const original = transcript('two-at-once')
      const [first, second] = original.frames.flatMap((frame, index) => (kindOf(frame) === kind ? [index] : []))
      const [a, b] = [original.frames[first!]!, original.frames[second!]!]
      const swapped = original.frames.with(first!, { ...a, bytes: b.bytes }).with(second!, { ...b, bytes: a.bytes })
      expect(() => readTranscript({ ...original, frames: swapped })).toThrow()
    },
  )

  it.each(['promptTokens', 'cachedTokens', 'outputTokens'] as const)('refuses another %s in the parts', (count) => {
    const original = transcript('served')
    const index = original.frames.findIndex((frame) => holds(partsOf(frame), count))
    const parts = partsOf(original.frames[index]!)!
    const changed = {
      ...parts,
      start: parts.start === null ? null : { ...parts.start, [count]: (parts.start as Counts)[count]! + 1 },
      end: parts.end === null ? null : { ...parts.end, [count]: (parts.end as Counts)[count]! + 1 },
    }
    const bytes = Buffer.from(inferFrame.encode({ parts: changed }))
    expect(() => readTranscript(withBytes(original, index, bytes))).toThrow()
  })
})

describe('a live exchange between two nodes', () => {
  let live: Transcript
  let keys: { readonly consumer: RecordedPair['consumer']['key']; readonly provider: RecordedPair['provider']['key'] }
  let receipts: readonly Buffer[]

  beforeAll(async () => {
    const served = SCENARIOS.find(({ name }) => name === 'served')!
    live = await record(served, async ({ consumer, provider }) => {
      keys = { consumer: consumer.key, provider: provider.key }
      await until('both sides have settled', async () => {
        const sides = await Promise.all([consumer, provider].map(({ node }) => node.control.receipts({})))
        return sides.every(([receipt]) => receipt?.state === 'settled')
      })
      const [summary] = await consumer.node.control.receipts({})
      const exported = [consumer, provider].map(({ node }) => node.control.receipt(summary!.orderId))
      receipts = (await Promise.all(exported)).map((bytes) => Buffer.from(bytes))
    })
  })

  it('reads as the committed one does', () => {
    const [summary] = readTranscript(live)
    expect(summary).toMatchObject({ ...PARTIES, outcome: 'settled', outputTokens: 6n, charge: 9n, pairNumber: 1n })
  })

  it('leaves a receipt on both sides that the reader accepts', () => {
    expect(receipts).toHaveLength(2)
    for (const receipt of receipts) {
      expect(readReceipt(receipt)).toEqual({
        ...PARTIES,
        outcome: 'settled',
        outputTokens: 6n,
        charge: 9n,
        pairNumber: 1n,
      })
    }
  })

  it('leaves receipts that the reader refuses with a bit flipped', () => {
    const [receipt] = receipts
    for (let at = 0; at < receipt!.length; at += 17) {
      const bytes = Buffer.from(receipt!)
      bytes[at]! ^= 1 << (at % 8)
      expect(() => readReceipt(bytes), `byte ${String(at)}`).toThrow()
    }
  })

  it('still reads when its settlement is signed again as it was', () => {
    expect(() => readTranscript(resigned(live, {}))).not.toThrow()
  })

  it.each<[string, Changes, RegExp]>([
    ['more output tokens', { statement: { outputTokens: 7 } }, /voucher: field/],
    ['a prompt token more', { statement: { promptTokens: 15 } }, /voucher: field 5|start/],
    ['prompt tokens called cached', { statement: { cachedTokens: 4 } }, /voucher: field 5/],
    ['a higher charge', { statement: { charge: 10n }, countersign: { pairTotal: 10n } }, /statement: field 8/],
    ['another output commitment', { statement: { outputCommitment: new Uint8Array(32) } }, /voucher: field 4/],
    ['another status', { statement: { status: StatementStatus.STATEMENT_STATUS_LENGTH } }, /statement: field 3/],
    ['another voucher', { statement: { voucher: new Uint8Array(32) } }, /statement: field 9/],
    ['a dispute called settled', { countersign: { verdict: Verdict.VERDICT_DISPUTE } }, /countersign: field 3/],
    ['another pair total', { countersign: { pairTotal: 10n } }, /pair total/],
    ['a pair number left out', { countersign: { pairNumber: 2n } }, /pair total/],
  ])('is refused with %s, rightly signed by both', (_what, changes, error) => {
    expect(() => readTranscript(resigned(live, changes))).toThrow(error)
  })

  interface Changes {
    readonly statement?: Partial<Statement>
    readonly countersign?: Partial<Countersign>
  }

  /** The transcript with its statement and countersign changed, signed with the real keys and named by each other. */
  function resigned(original: Transcript, changes: Changes): Transcript {
    const stated = openStatement(ENTRY, inferOf(original, 'statement').statement!).value
    const answered = openStatement(ENTRY, inferOf(original, 'countersign').countersign!).value
    const statement = signStatement(
      ENTRY,
      { ...stated, statement: { ...stated.statement!, ...changes.statement } },
      keys.provider,
    )
    const countersign = signStatement(
      ENTRY,
      {
        ...answered,
        countersign: { ...answered.countersign!, statement: statement.digest, ...changes.countersign },
      },
      keys.consumer,
    )
    const replaced: Readonly<Record<string, Uint8Array>> = {
      statement: inferFrame.encode({ statement: statement.bytes }),
      countersign: inferFrame.encode({ countersign: countersign.bytes }),
      settled: inferFrame.encode({ settled: { countersign: countersign.digest } }),
    }
    return {
      ...original,
      frames: original.frames.map((frame) => {
        const bytes = replaced[kindOf(frame)]
        return bytes === undefined ? frame : { ...frame, bytes: Buffer.from(bytes).toString('base64') }
      }),
    }
  }
})

type Parts = InferFrame['parts']
type Counts = Readonly<Record<string, number | undefined>>

function transcript(name: string): Transcript {
  return TRANSCRIPTS.get(name)!
}

function withBytes(original: Transcript, index: number, bytes: Buffer): Transcript {
  const changed = { ...original.frames[index]!, bytes: bytes.toString('base64') }
  return { ...original, frames: original.frames.with(index, changed) }
}

function kindOf({ protocol, bytes }: Frame): string {
  return frameKind(CODECS[protocol]!.decode(Buffer.from(bytes, 'base64')))
}

function partsOf({ protocol, bytes }: Frame): Parts {
  return protocol === INFER ? inferFrame.decode(Buffer.from(bytes, 'base64')).parts : null
}

function holds(parts: Parts, count: string): boolean {
  return [parts?.start, parts?.end].some((part) => part != null && count in part)
}

function inferOf({ frames }: Transcript, kind: string): InferFrame {
  return inferFrame.decode(Buffer.from(frames.find((frame) => kindOf(frame) === kind)!.bytes, 'base64'))
}

/** Parts that nobody has acknowledged: those of a broken answer, and those under way when it was cancelled. */
function isUnacknowledged({ frames }: Transcript, index: number): boolean {
  const { stream } = frames[index]!
  const voucher = frames.findIndex((frame) => frame.stream === stream && kindOf(frame) === 'voucher')
  return kindOf(frames[index]!) === 'parts' && (voucher < 0 || index > voucher)
}

/** Offsets between which every byte of a frame is signed, or committed to by something signed. */
function boundBytes(original: Transcript, index: number): readonly [from: number, to: number] {
  const bytes = Buffer.from(original.frames[index]!.bytes, 'base64')
  const nothing = [0, 0] as const
  switch (kindOf(original.frames[index]!)) {
    case 'join':
    case 'refuse':
    case 'error':
      return nothing
    case 'joined': {
      // The reader needs the prices of the bundle, and no group.
      const table = membershipFrame.decode(bytes).joined!.bundle!.priceTables[0]!
      return [bytes.indexOf(table), bytes.indexOf(table) + table.length]
    }
    case 'hello':
      // Between the versions and the name of the software.
      return [8, bytes.lastIndexOf('sov-node/') - 2]
    default:
      return isUnacknowledged(original, index) ? nothing : [0, bytes.length]
  }
}

/** Whether the reader can know that a frame was there. */
function isMissed(original: Transcript, index: number): boolean {
  const frame = original.frames[index]!
  if (kindOf(frame) === 'error') return false
  return !isUnacknowledged(original, index) || partsOf(frame)?.start != null
}
