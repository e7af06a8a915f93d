import type { Command } from 'commander'
import type { AvailabilityOptions } from '../src/api/index.js'
import type { AvailabilityView } from '../src/availability/index.js'
import type { Jsonified } from '../src/json.js'
import { printResult, settingsOf, type Cli } from './cli.js'
import { moment } from './show.js'
import { withNode } from './with-node.js'

const STATES: Record<AvailabilityView['state'], string> = {
  open: 'open',
  paused: 'paused for other nodes',
  draining: 'draining: it takes nothing new',
}

const REASONS: Record<NonNullable<AvailabilityView['reason']>, string> = {
  owner: 'you said so',
  hours: 'outside its hours',
  user: 'somebody uses this machine',
  gpu: 'another process uses the GPU',
}

/** Tells the node, whether it runs or not, what its owner says, and prints what it is then. */
export async function setAvailability(cli: Cli, command: Command, options: AvailabilityOptions): Promise<void> {
  const view = await withNode(cli, settingsOf(cli, command), (client) =>
    client.post<AvailabilityView>('/sov/v1/availability', options),
  )
  printResult(cli, command, view, (value) => availabilityLines(value).join('\n'))
}

/** Whether this machine takes work, why not and until when, and below it what could not be looked at. */
export function availabilityLines({
  state,
  reason,
  untilMs,
  user,
  gpu,
}: Jsonified<AvailabilityView>): readonly string[] {
  const why = reason === undefined ? '' : `, ${REASONS[reason]}`
  const until = untilMs === undefined ? '' : `, until ${moment(untilMs)}`
  return [
    `${STATES[state]}${why}${until}`,
    ...(user === 'unknown' ? ['whether somebody uses this machine cannot be told; it counts as not used'] : []),
    ...(gpu === 'unknown' ? ['whether the GPU is used cannot be told without nvidia-smi; it counts as not used'] : []),
  ]
}
