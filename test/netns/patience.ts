import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 100
/** Longer than anything here may take; whoever is still waiting then waits for nothing. */
export const HANGS_AFTER_MS = 120_000

/** Waits until `condition` holds. @throws {Error} with `what` when it never does, or the reason of `signal`. */
export async function until(what: string, signal: AbortSignal, condition: () => Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + HANGS_AFTER_MS
  while (!(await condition())) {
    if (performance.now() > deadlineMs) throw new Error(`waited in vain until ${what}`)
    await sleep(POLL_MS, undefined, { signal })
  }
}
