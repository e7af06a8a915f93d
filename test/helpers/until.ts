const DEADLINE_MS = 45_000
const POLL_MS = 5

/** Waits until `condition` holds; fails with `what` when it does not within 45 s, which only a machine that is stuck needs. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = performance.now() + DEADLINE_MS
  while (!(await condition())) {
    if (performance.now() > endMs) throw new Error(`waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
