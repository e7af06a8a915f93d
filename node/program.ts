import { Command, CommanderError } from 'commander'
import { toSovError, type SovError } from '../src/errors.js'
import type { Cli, GlobalFlags } from './cli.js'
import { addBackup } from './commands/backup.js'
import { addBatch } from './commands/batch.js'
import { addCoop } from './commands/coop.js'
import { addDemo } from './commands/demo.js'
import { addDrain } from './commands/drain.js'
import { addEvidence } from './commands/evidence.js'
import { addFederate } from './commands/federate.js'
import { addId } from './commands/id.js'
import { addInvite } from './commands/invite.js'
import { addJoin } from './commands/join.js'
import { addAudit } from './commands/audit.js'
import { addKeys } from './commands/keys.js'
import { addLeave } from './commands/leave.js'
import { addLedger } from './commands/ledger.js'
import { addMembers } from './commands/members.js'
import { addModels } from './commands/models.js'
import { addPause } from './commands/pause.js'
import { addPeers } from './commands/peers.js'
import { addPolicy } from './commands/policy.js'
import { addReceipt } from './commands/receipt.js'
import { addRestore } from './commands/restore.js'
import { addResume } from './commands/resume.js'
import { addRevoke } from './commands/revoke.js'
import { addRoute } from './commands/route.js'
import { addRun } from './commands/run.js'
import { addStart } from './commands/start.js'
import { addStatus } from './commands/status.js'
import { addVersion } from './commands/version.js'
import { Ended, EXIT, exitCodeOf } from './exit-codes.js'
import { printable } from './terminal.js'

/** In the order of the help. */
const COMMANDS = [
  addDemo,
  addStart,
  addStatus,
  addPause,
  addDrain,
  addResume,
  addRun,
  addBatch,
  addModels,
  addPeers,
  addRoute,
  addPolicy,
  addCoop,
  addInvite,
  addJoin,
  addLeave,
  addMembers,
  addRevoke,
  addEvidence,
  addFederate,
  addAudit,
  addKeys,
  addLedger,
  addReceipt,
  addBackup,
  addRestore,
  addId,
  addVersion,
]

/** The whole command line. */
function createProgram(cli: Cli): Command {
  const program = new Command('sov-node')
    .description('A peer-to-peer inference mesh for open models, on machines people own, in the country they choose.')
    .option('--data-dir <folder>', 'folder of key, database and control socket')
    .option('--config <file>', 'TOML file; default: config.toml in the configuration folder')
    .option('--log-level <level>', 'silent, fatal, error, warn, info, debug or trace')
    .option('--json', 'print one JSON document')
    .option('--no-color', 'print without colours')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: cli.out, writeErr: cli.err })
    .showHelpAfterError('(add --help for examples)')
    .exitOverride()
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node demo                                    see it work, on this machine alone
  $ sov-node start                                   serve an OpenAI-compatible API and this machine's model
  $ sov-node coop create "Fjord Lab" --org Fjord --jurisdiction NO
  $ sov-node invite --org "Uni Köln" --jurisdiction DE
  $ sov-node run sov-demo "Hello" --jurisdictions EU,NO

Every flag of start has an environment variable (--data-dir is SOV_DATA_DIR) and a key in config.toml (data_dir).

Exit codes: 0 ok, 1 failure, 2 usage, 3 no node runs, 4 not found, 5 denied, 6 network, 7 an audit found something,
130 interrupted`,
    )
  for (const add of COMMANDS) add(program, cli)
  return program
}

/**
 * Runs one command line.
 *
 * @param args - without interpreter and script.
 * @returns the exit code; nothing is thrown.
 */
export async function runCli(args: readonly string[], cli: Cli): Promise<number> {
  const program = createProgram(cli)
  try {
    await program.parseAsync(args, { from: 'user' })
    return EXIT.ok
  } catch (thrown) {
    if (thrown instanceof Ended) return thrown.exitCode
    // commander has printed its own message by now
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.ok : EXIT.usage
    if (cli.interrupted.aborted) return EXIT.interrupted
    const error = toSovError(thrown)
    printError(cli, program.opts<GlobalFlags>().json === true, error)
    return exitCodeOf(error.code)
  }
}

/** One line for people with the remedy below it, or one JSON document. */
function printError(cli: Cli, isJson: boolean, { code, message, remedy, details }: SovError): void {
  if (isJson) {
    cli.out(`${JSON.stringify({ error: { code, message, remedy, details } })}\n`)
    return
  }
  cli.err(`error: ${printable(message)}\n`)
  if (remedy !== undefined) cli.err(`try: ${printable(remedy)}\n`)
}
