import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import {
  MAX_CONTROL_FRAME_BYTES,
  MAX_HELLO_FRAME_BYTES,
  MAX_MEMBERSHIP_FRAME_BYTES,
  MAX_OFFER_FRAME_BYTES,
  MAX_PARTS_FRAME_BYTES,
  MAX_PROMPT_FRAME_BYTES,
  MAX_RECEIPT_BYTES,
} from '../../src/limits.js'
import { stuffedMessages } from './proto-shapes.js'
import { CODECS, messageName } from './targets.js'

// Memory that a message of a peer takes, as a multiple of its bytes, when it is stuffed with the smallest items of one
// repeated field. `npm run fuzz:memory`

/** The largest frame that carries each message. */
const CAPS: Readonly<Record<string, number>> = {
  helloFrame: MAX_HELLO_FRAME_BYTES,
  credentialChain: MAX_HELLO_FRAME_BYTES,
  membershipFrame: MAX_MEMBERSHIP_FRAME_BYTES,
  coopBundle: MAX_MEMBERSHIP_FRAME_BYTES,
  offerFrame: MAX_OFFER_FRAME_BYTES,
  ledgerFrame: MAX_CONTROL_FRAME_BYTES,
  inferFrame: MAX_PROMPT_FRAME_BYTES,
  chatRequest: MAX_PROMPT_FRAME_BYTES,
  samplingParams: MAX_PROMPT_FRAME_BYTES,
  errorFrame: MAX_PROMPT_FRAME_BYTES,
  delta: MAX_PARTS_FRAME_BYTES,
  receiptBundle: MAX_RECEIPT_BYTES,
  inviteCode: MAX_CONTROL_FRAME_BYTES,
  modelManifest: MAX_CONTROL_FRAME_BYTES,
}

// Small messages are read several times, so that the measure is one of megabytes.
const MEASURED_BYTES = 2 ** 21

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const held: unknown[] = []

for (const [name, codec] of CODECS) {
  const cap = CAPS[name]
  if (cap === undefined) throw new Error(`no cap for ${name}`)
  for (const { field, bytes } of stuffedMessages(messageName(name), cap)) {
    const times = Math.ceil(MEASURED_BYTES / bytes.length)
    const readOnce = (): void => {
      try {
        held.push(codec.decode(bytes))
      } catch (error) {
        held.push((error as Error).message)
      }
    }
    readOnce()
    held.length = 0
    collect()
    const before = usedBytes()
    const beginMs = performance.now()
    for (let time = 0; time < times; time++) readOnce()
    const ms = (performance.now() - beginMs) / times
    collect()
    const factor = (usedBytes() - before) / (times * bytes.length)
    console.log(
      `${name} ${field}: ${String(bytes.length)} bytes hold ${factor.toFixed(1)} times as much, read in ${ms.toFixed(1)} ms`,
    )
    held.length = 0
  }
}

function usedBytes(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
