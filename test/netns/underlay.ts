import { Loopback } from './loopback.js'
import { Namespaces } from './namespaces.js'

/** Where one node lives. */
export interface Place {
  /** What a command is prefixed with to run there. */
  readonly prefix: readonly string[]
  /** Flags of `sov-node start`: where it listens, and what it tells others. */
  readonly flags: readonly string[]
  /** Multiaddr under which the others reach it, without its peer id. */
  readonly address: string
}

/** The network under the nodes, made for one test and removed after it. */
export interface Underlay {
  /** What it is, for the reader of the results. */
  readonly kind: string
  readonly places: readonly Place[]
  /** Delays everything from now on, in each direction by half the round trip. */
  setRoundTrip(roundTripMs: number): Promise<void>
  /** Nothing gets through any more; no socket is told. */
  cut(): Promise<void>
  /** Nothing gets through between these places and the others; no socket is told. Undefined where that cannot be had. */
  split?(island: readonly number[]): Promise<void>
  /** Ends `cut` and `split`. */
  heal(): Promise<void>
  /** Names the TCP connections between the places; as long as none came or went, the same names. */
  connections(): Promise<string>
  /** Safe after a failed start, and twice. */
  remove(): Promise<void>
}

/** Network namespaces with a delay switch where they can be had, else loopback with delaying proxies. */
export async function layUnderlay(places: number, onlyLoopback: boolean): Promise<Underlay> {
  if (onlyLoopback) return Loopback.lay(places, 'as asked')
  try {
    return await Namespaces.lay(places)
  } catch (error) {
    return Loopback.lay(places, error instanceof Error ? error.message : String(error))
  }
}
