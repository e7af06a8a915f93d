import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  helloFrame,
  inferFrame,
  membershipFrame,
  OFFER,
  offerFrame,
  openStatement,
  receiptBundle,
  type CoopBundle,
  type CredentialChain,
} from '../../src/wire/index.js'
import type { Transcript } from '../protocol/transcript.js'

// A real exchange to begin from: the recorded transcript of one order that was served and settled.

const transcript = JSON.parse(readFileSync(join('test/fixtures/transcripts/served.json'), 'utf8')) as Transcript

/** Every frame of a protocol, in order. */
export function recordedFrames(protocol: string): readonly Uint8Array[] {
  return transcript.frames
    .filter((frame) => frame.protocol === protocol)
    .map(({ bytes }) => new Uint8Array(Buffer.from(bytes, 'base64')))
}

const [provider, consumer] = recordedFrames('/sov/hello/1').map((frame) => helloFrame.decode(frame).hello!.chain!)
const infer = recordedFrames('/sov/infer/1').map((frame) => inferFrame.decode(frame))
const offers = recordedFrames('/sov/offer/1').map((frame) => offerFrame.decode(frame).offer)

export const CHAIN: CredentialChain = consumer!
export const BUNDLE: CoopBundle = recordedFrames('/sov/membership/1')
  .map((frame) => membershipFrame.decode(frame).joined?.bundle)
  .find((bundle) => bundle != null)!
export const PROMPT = infer.find(({ prompt }) => prompt !== null)!.prompt!
export const DELTAS: readonly Uint8Array[] = infer.flatMap(({ parts }) => parts?.deltas ?? [])
export const OFFER_ENVELOPE: Uint8Array = offers[0]!

const manifest = openStatement(OFFER, OFFER_ENVELOPE).value.models[0]!.manifest
const envelope = (kind: 'order' | 'voucher' | 'statement' | 'countersign'): Uint8Array =>
  infer.map((frame) => frame[kind]).find((bytes) => bytes !== null)!

/** The receipt of the recorded order. */
export const RECEIPT: Uint8Array = receiptBundle.encode({
  version: 1,
  order: envelope('order'),
  voucher: envelope('voucher'),
  statement: envelope('statement'),
  countersign: envelope('countersign'),
  consumer,
  provider,
  priceTable: BUNDLE.priceTables[0]!,
  manifest,
})
export const MANIFEST: Uint8Array = manifest
