import { callChannels, VIAS, type Via } from './channels.js'
import { summarise } from './statistics.js'
import { decimals, spread, spreadHead, table } from './table.js'
import type { Worker } from './worker.js'

const MESSAGES = 10_000
const LANES = [1, 64] as const
const NAMES: Readonly<Record<Via, string>> = {
  channel: 'FrameChannel',
  stream: 'raw stream.send',
  socket: 'plain node:net',
}
/** Measured earlier with protobuf messages on bare libp2p streams on such a machine. */
const KNOWLEDGE = { 1: '25,900 to 45,100', 64: '23,100 to 46,400' } as const

export interface MessageSpeeds {
  readonly via: Via
  readonly lanes: (typeof LANES)[number]
  /** Messages per second, one figure per round. */
  readonly perSecond: number[]
}

/**
 * Sends messages each way in turn, so that a change of the machine's mood meets all of them; one round to warm up.
 *
 * @param client - a connected process running channel-worker.
 */
export async function measureMessageSpeeds(
  client: Worker,
  rounds: number,
  signal: AbortSignal,
): Promise<readonly MessageSpeeds[]> {
  const cases = LANES.flatMap((lanes) => VIAS.map((via): MessageSpeeds => ({ via, lanes, perSecond: [] })))
  for (let round = -1; round < rounds; round++) {
    for (const { via, lanes, perSecond } of cases) {
      signal.throwIfAborted()
      const speed = await callChannels<number>(client, { call: 'messages', via, lanes, messages: MESSAGES })
      if (round >= 0) perSecond.push(speed)
    }
  }
  return cases
}

export function speedTable(speeds: readonly MessageSpeeds[]): string {
  const rows = LANES.flatMap((lanes) => {
    const ofLanes = speeds.filter((speed) => speed.lanes === lanes)
    const channel = ofLanes.find(({ via }) => via === 'channel')!.perSecond
    return ofLanes.map(({ via, perSecond }, index) => {
      const ratio = summarise(channel.map((speed, round) => speed / perSecond[round]!)).median
      return [
        index > 0 ? '' : lanes === 1 ? '1 stream' : `${String(lanes)} streams`,
        NAMES[via],
        ...spread(summarise(perSecond), decimals(0)),
        ...(via === 'channel' ? ['', KNOWLEDGE[lanes]] : [ratio.toFixed(2)]),
      ]
    })
  })
  const head = ['', '', ...spreadHead('median'), 'FrameChannel is', 'knowledge']
  return `Messages/s of 40 bytes, ${String(MESSAGES)} at a time over what stays open\n${table(head, rows)}`
}
