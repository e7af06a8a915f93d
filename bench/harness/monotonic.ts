/**
 * Milliseconds on a clock that all processes of the machine share: the system's monotonic one, which no time server
 * turns. `performance.timeOrigin` is a wall clock, read once per process.
 */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
