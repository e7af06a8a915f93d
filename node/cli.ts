import type { Command } from 'commander'
import { styleText } from 'node:util'
import { toJson } from '../src/json.js'
import type * as library from '../src/index.js'
import { loadSettings, type ConfigSources, type NodeSettings } from './config.js'

/** The part of the library that commands use; imported late, since a command that reaches a daemon needs none of it. */
export type Library = Pick<
  typeof library,
  | 'auditCompliance'
  | 'auditExport'
  | 'createControlApi'
  | 'createSovNode'
  | 'readAddressFile'
  | 'restoreBackup'
  | 'verifyReceipt'
>

/** The process around the commands, so that tests can be it. */
export interface Cli {
  /** Interpreter and script, to start this program again. */
  readonly self: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: AsyncIterable<string | Uint8Array>
  readonly isInputTerminal: boolean
  readonly isOutputTerminal: boolean
  /** Where {@link Cli.err} writes, if that is a terminal. */
  readonly errorTerminal: NodeJS.WriteStream | undefined
  /** Results. */
  readonly out: (content: string | Uint8Array) => void
  /** Progress and diagnostics. */
  readonly err: (text: string) => void
  /** Asks on the terminal, without showing what is typed. */
  readonly askSecret: (question: string) => Promise<string>
  /** Fires at the first SIGINT or SIGTERM. */
  readonly interrupted: AbortSignal
  readonly library: () => Promise<Library>
}

/** Flags that every command has. */
export interface GlobalFlags {
  readonly dataDir?: string
  readonly config?: string
  readonly logLevel?: string
  readonly json?: boolean
  readonly color: boolean
}

/** The settings that a command with no flags of its own goes by. */
export function settingsOf(cli: Cli, command: Command, own: ConfigSources['flags'] = {}): NodeSettings {
  const { dataDir, config, logLevel } = command.optsWithGlobals<GlobalFlags>()
  return loadSettings({
    flags: { ...own, data_dir: dataDir, log_level: logLevel },
    configPath: config,
    env: cli.env,
  })
}

/** Prints a result: one JSON document with `--json`, else what `human` makes of it. */
export function printResult<T>(cli: Cli, command: Command, value: T, human: (value: T) => string): void {
  const { json } = command.optsWithGlobals<GlobalFlags>()
  cli.out(`${json === true ? toJson(value) : human(value)}\n`)
}

/** Text in a style, where the reader wants colours. */
export function styled(cli: Cli, command: Command, style: 'bold' | 'dim' | 'green' | 'red', value: string): string {
  const { color } = command.optsWithGlobals<GlobalFlags>()
  const isPlain = !color || !cli.isOutputTerminal || (cli.env['NO_COLOR'] ?? '') !== ''
  return isPlain ? value : styleText(style, value)
}

/** All of standard input as text, without the newline at its end. */
export async function readInput(cli: Cli): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of cli.stdin) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces).toString('utf8').trimEnd()
}
