import type { Command } from 'commander'
import { setAvailability } from '../availability.js'
import type { Cli } from '../cli.js'
import { duration } from '../flags.js'

export function addDrain(program: Command, cli: Cli): void {
  program
    .command('drain')
    .description('finish what runs here and take nothing new, neither from other nodes nor from clients of this one')
    .option('--for <duration>', 'end it after so long, e.g. 90m, 2h, 1d; default: at sov-node resume', duration)
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node drain
  $ sov-node status --json | jq .admittedRequests       0 when everything is finished

What runs here, or waits for its turn, goes on to its end. Clients of this node are answered by other nodes meanwhile,
where they may be. Other nodes are told that this one takes no more, and not why or for how long. It holds across
restarts, and can be said before the node starts.`,
    )
    .action(async ({ for: forMs }: { readonly for?: number }, command: Command) => {
      await setAvailability(cli, command, { state: 'draining', ...(forMs === undefined ? {} : { forMs }) })
    })
}
