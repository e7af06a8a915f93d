import type { Worker } from './worker.js'

/** Ways that messages can take between two processes running channel-worker. */
export const VIAS = ['channel', 'stream', 'socket'] as const
export type Via = (typeof VIAS)[number]

/** What a process running channel-worker is told. */
export type ChannelInput =
  /** Listens; answers with {@link Served}. */
  | { readonly call: 'serve' }
  /** Connects; answers with nothing. */
  | { readonly call: 'connect'; readonly to: Served }
  /** Sends messages over lanes that stay open for the next time; answers with messages per second. */
  | { readonly call: 'messages'; readonly via: Via; readonly lanes: number; readonly messages: number }
  /** Opens a channel, has two echoes, closes it, rests, again and again; answers with {@link RoundTrips}. */
  | { readonly call: 'round trips'; readonly count: number; readonly pauseMs: number }
  /** Opens channels and keeps them; answers with {@link Held}. */
  | { readonly call: 'hold'; readonly channels: number }
  /** Closes what is held; answers with nothing. */
  | { readonly call: 'release' }
  /** Answers with the bytes in use after a garbage collection. */
  | { readonly call: 'memory' }

export interface Served {
  readonly peer: string
  readonly libp2pPort: number
  readonly socketPort: number
}

/** Milliseconds, one of each per channel. */
export interface RoundTrips {
  readonly open: readonly number[]
  /** Opening included. */
  readonly firstEcho: readonly number[]
  readonly nextEcho: readonly number[]
}

/** Milliseconds, one per channel. */
export interface Held {
  readonly oneByOne: readonly number[]
  readonly allAtOnce: readonly number[]
}

/** Calls a process running channel-worker. */
export function callChannels<T>(worker: Worker, input: ChannelInput): Promise<T> {
  return worker.call<T>(input)
}
