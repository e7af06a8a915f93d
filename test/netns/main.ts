/**
 * Real node processes far apart, in network namespaces with a delay switch where these can be had, else on loopback with
 * delaying proxies. `npm run netns -- [--loopback] [pair] [coops]`: two nodes, or eight of three co-ops; both without a name.
 */
import { parseArgs } from 'node:util'
import { runSuite } from './check.js'
import { COOPS_SUITE } from './coops-checks.js'
import { PAIR_SUITE } from './pair-checks.js'
import { layUnderlay, type Underlay } from './underlay.js'

type Run = (underlay: Underlay, signal: AbortSignal) => Promise<boolean>

const SUITES: Readonly<Record<string, { readonly places: number; readonly run: Run }>> = {
  pair: { places: PAIR_SUITE.places, run: (underlay, signal) => runSuite(PAIR_SUITE, underlay, signal) },
  coops: { places: COOPS_SUITE.places, run: (underlay, signal) => runSuite(COOPS_SUITE, underlay, signal) },
}

async function netns(onlyLoopback: boolean, names: readonly string[], signal: AbortSignal): Promise<boolean> {
  let isGood = true
  for (const name of names.length === 0 ? Object.keys(SUITES) : names) {
    const suite = SUITES[name]
    if (suite === undefined) throw new Error(`there is no ${name}, only ${Object.keys(SUITES).join(' and ')}`)
    const underlay = await layUnderlay(suite.places, onlyLoopback)
    try {
      if (!(await suite.run(underlay, signal))) isGood = false
    } finally {
      await underlay.remove()
    }
  }
  return isGood
}

const interrupted = new AbortController()
// Every time, not once: an impatient second Ctrl-C must not end the tidying up.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => interrupted.abort(new Error(`ended by ${signal}`)))
try {
  const { values, positionals } = parseArgs({
    options: { loopback: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  if (!(await netns(values.loopback, positionals, interrupted.signal))) process.exitCode = 1
} catch (error) {
  // Ctrl-C reaches the nodes as well; what they then complain of is no finding.
  const cause: unknown = interrupted.signal.aborted ? interrupted.signal.reason : error
  process.stderr.write(`netns: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`)
  process.exitCode = 1
}
