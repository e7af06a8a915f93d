import { callChannels, type Held } from './channels.js'
import { summarise } from './statistics.js'
import { table } from './table.js'
import type { Worker } from './worker.js'

const HELD = [100, 500] as const
/** The other side ends each stream a moment after its channel was closed. */
const RELEASE_MS = 200

export interface HeldStreams extends Held {
  readonly channels: number
  /** Memory that each holds, both ends of it. */
  readonly clientBytes: number
  readonly serverBytes: number
}

/**
 * Holds channels open at once on one connection, with echoes on all of them.
 *
 * @param client - a process running channel-worker, connected to `server`.
 * @param server - another one.
 */
export async function measureHeldStreams(
  client: Worker,
  server: Worker,
  signal: AbortSignal,
): Promise<readonly HeldStreams[]> {
  // The first time is compilation, not streams.
  await callChannels<Held>(client, { call: 'hold', channels: HELD[0] })
  await release(client)
  const all: HeldStreams[] = []
  for (const channels of HELD) {
    signal.throwIfAborted()
    const before = { client: await memory(client), server: await memory(server) }
    const echoes = await callChannels<Held>(client, { call: 'hold', channels })
    const clientBytes = Math.round(((await memory(client)) - before.client) / channels)
    const serverBytes = Math.round(((await memory(server)) - before.server) / channels)
    await release(client)
    all.push({ channels, ...echoes, clientBytes, serverBytes })
  }
  return all
}

function memory(worker: Worker): Promise<number> {
  return callChannels<number>(worker, { call: 'memory' })
}

async function release(client: Worker): Promise<void> {
  await callChannels(client, { call: 'release' })
  await new Promise((resolve) => setTimeout(resolve, RELEASE_MS))
}

export function heldTable(held: readonly HeldStreams[]): string {
  const rows = held.flatMap(({ channels, oneByOne, allAtOnce, clientBytes, serverBytes }) => {
    const echoes = (name: string, times: readonly number[]): string[] => {
      const { median, p95 } = summarise(times)
      return [name, `${String(times.length)} of ${String(channels)}`, median.toFixed(2), p95.toFixed(2)]
    }
    const kib = [clientBytes, serverBytes].map((bytes) => (bytes / 1_024).toFixed(1))
    return [
      [`${String(channels)} streams`, ...echoes('one by one', oneByOne), ...kib],
      ['', ...echoes('all at once', allAtOnce)],
    ]
  })
  const head = ['', 'an echo on each, ms', 'answered', 'p50', 'p95', 'client KiB/stream', 'server KiB/stream']
  return `Streams held open on one connection\n${table(head, rows)}`
}
