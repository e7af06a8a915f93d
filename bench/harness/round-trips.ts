import { PAUSE_MS } from './alternate.js'
import { callChannels, type RoundTrips, type Served } from './channels.js'
import { slowProxy } from './slow-proxy.js'
import { summarise } from './statistics.js'
import { decimals, spread, spreadHead, table } from './table.js'
import type { Worker } from './worker.js'

const FAR_MS = 40
/** A distance takes its time whatever the machine does. */
const FAR_COUNT = 12

const PLACES = {
  busy: 'loopback, one after another',
  rested: `loopback, ${String(PAUSE_MS)} ms apart`,
  far: `${String(FAR_MS)} ms away`,
} as const
type Place = keyof typeof PLACES

const NAMES: Readonly<Record<keyof RoundTrips, string>> = {
  open: 'open a stream',
  firstEcho: 'open a stream, first echo',
  nextEcho: 'echo on an open stream',
}

/** Medians measured earlier with bare libp2p on such a machine. */
const KNOWLEDGE: Readonly<Record<Place, Readonly<Partial<Record<keyof RoundTrips, string>>>>> = {
  busy: { open: '1.3 to 1.5', firstEcho: '1.8 to 2.5', nextEcho: '0.23' },
  rested: {},
  far: { open: '43', firstEcho: '84 to 95' },
}

/**
 * Opens channels and echoes on them: at once after another, when both processes are awake; after a rest, as a single
 * request finds them; and through a proxy with a delay.
 *
 * @param clients - two processes running channel-worker: one connected to what `served` tells, one not.
 */
export async function measureRoundTrips(
  clients: { readonly near: Worker; readonly far: Worker },
  served: Served,
  count: number,
): Promise<Readonly<Record<Place, RoundTrips>>> {
  const { near, far } = clients
  const proxy = await slowProxy(served.libp2pPort, FAR_MS / 2)
  try {
    const trips = { call: 'round trips', count, pauseMs: PAUSE_MS } as const
    await callChannels(far, { call: 'connect', to: { ...served, libp2pPort: proxy.port } })
    return {
      busy: await callChannels<RoundTrips>(near, { ...trips, pauseMs: 0 }),
      rested: await callChannels<RoundTrips>(near, trips),
      far: await callChannels<RoundTrips>(far, { ...trips, count: FAR_COUNT }),
    }
  } finally {
    await proxy.close()
  }
}

export function roundTripTable(roundTrips: Readonly<Record<Place, RoundTrips>>): string {
  const rows = keys(PLACES).flatMap((place) =>
    keys(NAMES).map((name, index) => [
      index === 0 ? PLACES[place] : '',
      NAMES[name],
      ...spread(summarise(roundTrips[place][name]), decimals(2)),
      KNOWLEDGE[place][name] ?? '',
    ]),
  )
  return `Round trips of a channel, ms; a request makes one to open its stream and two more before its first token
${table(['', '', ...spreadHead('median'), 'knowledge'], rows)}`
}

function keys<K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(record) as K[]
}
