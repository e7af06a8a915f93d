/** A count this much slower than the best so far ends the search: more threads will not be faster again. */
const CLEARLY_SLOWER = 1.3

/**
 * Finds the fastest number of threads. More is not better: where threads wait for each other by sleeping, every step
 * pays for waking them, and a small model runs many times slower on all cores than on one.
 *
 * @param cores - logical cores of the machine.
 * @param stepMs - duration of a decode step with that many threads, milliseconds.
 */
export async function fastestThreads(cores: number, stepMs: (threads: number) => Promise<number>): Promise<number> {
  let best = { threads: 1, ms: Infinity }
  for (const threads of threadCandidates(cores)) {
    const ms = await stepMs(threads)
    if (ms < best.ms) best = { threads, ms }
    else if (ms > best.ms * CLEARLY_SLOWER) break
  }
  return best.threads
}

/** Powers of two, then all cores but one for the event loop where there are more than two. */
function threadCandidates(cores: number): readonly number[] {
  const most = cores > 2 ? cores - 1 : Math.max(1, cores)
  const powers = Array.from({ length: Math.ceil(Math.log2(most)) }, (_, exponent) => 2 ** exponent)
  return [...powers, most]
}
