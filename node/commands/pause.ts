import type { Command } from 'commander'
import { setAvailability } from '../availability.js'
import type { Cli } from '../cli.js'
import { duration } from '../flags.js'

export function addPause(program: Command, cli: Cli): void {
  program
    .command('pause')
    .description('take nothing new from other nodes; the clients of this node go on')
    .option('--for <duration>', 'end it after so long, e.g. 90m, 2h, 1d; default: at sov-node resume', duration)
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node pause --for 2h
  $ sov-node resume

What other nodes have running here, or waiting for its turn, goes on to its end. They are told that this node takes
no more, and not why or for how long. It holds across restarts, and can be said before the node starts.`,
    )
    .action(async ({ for: forMs }: { readonly for?: number }, command: Command) => {
      await setAvailability(cli, command, { state: 'paused', ...(forMs === undefined ? {} : { forMs }) })
    })
}
