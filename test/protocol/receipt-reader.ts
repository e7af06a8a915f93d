import { check, Message, openWork, settle } from './reader.js'
import type { Summary } from './transcript.js'

/** Checks a receipt bundle as the reader does a transcript. @throws {Error} naming the first thing that is wrong. */
export function readReceipt(bytes: Buffer): Summary {
  const bundle = new Message(bytes, 9)
  check(bundle.int(1) === 1n, 'receipt: version')
  const chains = { consumer: bundle.message(6), provider: bundle.message(7) }
  const work = openWork(bundle.message(2), chains, bundle.messages(8), bundle.blobs(9))
  const { outputTokens, charge, pairNumber } = settle(work, bundle.message(3), bundle.message(4), bundle.message(5))
  const [consumer, provider] = [work.consumer.label, work.provider.label]
  return { outcome: 'settled', consumer, provider, outputTokens, charge, pairNumber }
}
