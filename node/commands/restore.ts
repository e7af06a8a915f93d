import { resolve } from 'node:path'
import type { Command } from 'commander'
import { systemClock } from '../../src/clock.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fields } from '../columns.js'
import { withCopyProgress } from '../copy-progress.js'
import { describeBackup } from './backup.js'

export function addRestore(program: Command, cli: Cli): void {
  program
    .command('restore <folder>')
    .description('make a data directory of a backup; --data-dir must be empty or not there yet')
    .addHelpText(
      'after',
      `
Example:
  $ sov-node --data-dir /srv/sov-node restore /mnt/backup/2026-11-03

Every file is held against what was written; a backup that is damaged restores nothing.
What the node signed after the backup is not lost: when it starts, it asks the members it worked with for the newest
entries of its ledger, fetches what is missing, and signs nothing before. sov-node status shows how far it is.
The node that the backup is of must never run again beside this one: two that sign with one key are a fork.`,
    )
    .action(async (argument: string, _flags: unknown, command: Command) => {
      const { data_dir: dataDir } = settingsOf(cli, command)
      const folder = resolve(argument)
      const { restoreBackup } = await cli.library()
      const backup = await withCopyProgress({ from: folder, to: dataDir, clock: systemClock, tell: cli.err }, () =>
        restoreBackup({ folder, dataDir }),
      )
      printResult(cli, command, { ...backup, dataDir }, (restored) =>
        fields([
          ...describeBackup(restored),
          ['restored to', dataDir],
          ['next', 'sov-node start; before it signs anything it asks other members what it has signed since'],
          ['beware', 'the node that this is a copy of must not run any more'],
        ]),
      )
    })
}
