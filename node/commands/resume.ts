import type { Command } from 'commander'
import { setAvailability } from '../availability.js'
import type { Cli } from '../cli.js'

export function addResume(program: Command, cli: Cli): void {
  program
    .command('resume')
    .description('end pause or drain; hours and use of the machine decide again')
    .addHelpText('after', '\nExample:\n  $ sov-node resume --json | jq .state')
    .action(async (_flags: unknown, command: Command) => {
      await setAvailability(cli, command, { state: 'open' })
    })
}
