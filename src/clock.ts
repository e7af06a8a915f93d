/**
 * Time as a component, so that tests and the simulator can own it.
 *
 * `nowMs` is wall time (Unix epoch, milliseconds) and may jump; use it for what leaves the process.
 * `monotonicMs` never goes back; use it for durations and deadlines.
 */
export interface Clock {
  nowMs(): number
  monotonicMs(): number
  /** Calls back once after `delayMs`; the returned function cancels. Never keeps the process alive. */
  setTimer(callback: () => void, delayMs: number): () => void
}

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs)
    timer.unref()
    return () => {
      clearTimeout(timer)
    }
  },
}

/**
 * Calls back again and again, `intervalMs` after the previous call has finished.
 *
 * @returns a function that ends the series; a running call is not interrupted.
 */
export function repeat(clock: Clock, intervalMs: number, callback: () => void | Promise<void>): () => void {
  let stopped = false
  let cancel = (): void => undefined
  const next = (): void => {
    cancel = clock.setTimer(() => {
      void Promise.resolve()
        .then(callback)
        // The callback owns its errors; a failed round must not end the series.
        .catch(() => undefined)
        .then(() => {
          if (!stopped) next()
        })
    }, intervalMs)
  }
  next()
  return () => {
    stopped = true
    cancel()
  }
}

/**
 * An abort signal that fires with `reason()` after `timeoutMs`, or with the reason of `parent` when that fires first.
 * Call `clear()` on every path.
 */
export function deadline(
  clock: Clock,
  timeoutMs: number,
  reason: () => Error,
  parent?: AbortSignal,
): { readonly signal: AbortSignal; clear(): void } {
  const controller = new AbortController()
  const cancel = clock.setTimer(() => {
    controller.abort(reason())
  }, timeoutMs)
  const onAbort = (): void => {
    controller.abort(parent?.reason)
  }
  if (parent?.aborted === true) onAbort()
  else parent?.addEventListener('abort', onAbort, { once: true })
  return {
    signal: controller.signal,
    clear() {
      cancel()
      parent?.removeEventListener('abort', onAbort)
    },
  }
}
