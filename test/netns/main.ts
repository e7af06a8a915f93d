/**
 * Two real node processes far apart: in network namespaces with a delay switch where these can be had, else on
 * loopback with delaying proxies. `npm run netns -- [--loopback]`
 */
import { parseArgs } from 'node:util'
import { CHECKS, FAKE_ENGINE, type Check, type Scene } from './checks.js'
import { Pair } from './pair.js'
import { layUnderlay } from './underlay.js'

const { values } = parseArgs({ options: { loopback: { type: 'boolean', default: false } } })
const NAME_WIDTH = Math.max(...CHECKS.map(({ name }) => name.length))

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Runs one check and prints its line; false when it failed. */
async function passes({ name, run }: Check, scene: Scene): Promise<boolean> {
  try {
    say(`ok    ${name.padEnd(NAME_WIDTH)}  ${await run(scene)}`)
    return true
  } catch (error) {
    scene.signal.throwIfAborted()
    say(`FAIL  ${name.padEnd(NAME_WIDTH)}  ${error instanceof Error ? error.message : String(error)}`)
    // A check that failed in the middle of a cut must not fail those after it.
    await scene.underlay.heal()
    await scene.pair.met()
    return false
  }
}

async function netns(signal: AbortSignal): Promise<boolean> {
  const underlay = await layUnderlay(2, values.loopback)
  say(underlay.kind)
  try {
    const pair = new Pair(underlay, FAKE_ENGINE, signal)
    try {
      await pair.form()
      let failed = 0
      for (const check of CHECKS) {
        signal.throwIfAborted()
        if (!(await passes(check, { underlay, pair, signal }))) failed += 1
      }
      return failed === 0
    } finally {
      await pair.remove()
    }
  } finally {
    await underlay.remove()
  }
}

const interrupted = new AbortController()
// Every time, not once: an impatient second Ctrl-C must not end the tidying up.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => interrupted.abort(new Error(`ended by ${signal}`)))
try {
  if (!(await netns(interrupted.signal))) process.exitCode = 1
} catch (error) {
  // Ctrl-C reaches the nodes as well; what they then complain of is no finding.
  const cause: unknown = interrupted.signal.aborted ? interrupted.signal.reason : error
  process.stderr.write(`netns: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`)
  process.exitCode = 1
}
