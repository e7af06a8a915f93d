import { access } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Backup } from '../../src/index.js'
import { systemClock } from '../../src/clock.js'
import { dataDirPaths } from '../../src/data-dir.js'
import { SovError } from '../../src/errors.js'
import type { Jsonified } from '../../src/json.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fields } from '../columns.js'
import { mebibytes, withCopyProgress } from '../copy-progress.js'
import { moment } from '../show.js'
import { withNode } from '../with-node.js'

export function addBackup(program: Command, cli: Cli): void {
  program
    .command('backup <folder>')
    .description('copy the key, the ledger and all else this node keeps to an empty folder; it may go on running')
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node backup /mnt/backup/$(date +%F)
  $ sov-node --data-dir /srv/new restore /mnt/backup/2026-11-03

The copy is of one moment and checked as a whole when it is restored. It holds this node's private key, and on the
node that made the co-op the keys of the co-op: whoever has it can sign as this node. Models are not in it.
A copy of the data directory made by other means is torn while the node runs.`,
    )
    .action(async (folder: string, _flags: unknown, command: Command) => {
      const settings = settingsOf(cli, command)
      const paths = dataDirPaths(settings.data_dir)
      await checkThere(paths.key, settings.data_dir)
      const to = resolve(folder)
      const backup = await withCopyProgress(
        { from: paths.database, to: dataDirPaths(to).database, clock: systemClock, tell: cli.err },
        () => withNode(cli, settings, (client) => client.post<Backup>('/sov/v1/backups', { folder: to })),
      )
      printResult(cli, command, backup, (made) =>
        fields([...describeBackup(made), ['keep it', 'where nobody else can read it: it holds the private key']]),
      )
    })
}

/** Name and value of what a backup is. */
export function describeBackup(backup: Jsonified<Backup>): [string, string][] {
  const { folder, peerId, createdAtMs, entries, files, bytes } = backup
  return [
    ['backup', folder],
    ['of', peerId],
    ['as of', moment(createdAtMs)],
    ['holds', `${String(entries)} entries of the database; ${String(files)} files, ${mebibytes(bytes)}`],
  ]
}

/** Without it a new node would be made, and its backup look like one of the node that was meant. */
async function checkThere(key: string, dataDir: string): Promise<void> {
  await access(key).catch((cause: unknown) => {
    throw new SovError('ERR_SOV_DATA_DIR', `there is no node in ${dataDir}`, {
      cause,
      remedy: 'Name its data directory with --data-dir.',
    })
  })
}
