import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { SovError } from '../src/errors.js'
import type { RootKeyOptions } from '../src/membership/index.js'
import type { Cli } from './cli.js'
import { fileError } from './file-error.js'

/** Flags of every command that the root of the co-op decides. */
export interface RootKeyFlags {
  readonly rootKey?: string
  readonly passphraseFile?: string
}

export function addRootKeyFlags(command: Command): Command {
  return command
    .option('--root-key <file>', 'root key of the co-op; default: coop/root.key or coop/root.pem in the data directory')
    .option('--passphrase-file <file>', 'first line: its passphrase; else SOV_ROOT_PASSPHRASE, else it is asked for')
}

/**
 * Runs `work` with what the flags say of the root key. When it needs a passphrase and none was given, it is asked for on a
 * terminal, and `work` runs again.
 *
 * @throws {SovError} ERR_SOV_CONFIG, and what `work` throws.
 */
export async function withRootKey<T>(
  cli: Cli,
  flags: RootKeyFlags,
  work: (rootKey: RootKeyOptions) => Promise<T>,
): Promise<T> {
  const rootKey = await rootKeyOf(cli, flags)
  try {
    return await work(rootKey)
  } catch (error) {
    const isMissing = SovError.isInstance(error, 'ERR_SOV_ROOT_PASSPHRASE') && error.details?.['isMissing'] === true
    if (!isMissing || !cli.isInputTerminal) throw error
    return work({ ...rootKey, passphrase: await cli.askSecret('Passphrase of the root key') })
  }
}

/**
 * What a new root key is encrypted with: from the flags, or asked for twice.
 *
 * @throws {SovError} ERR_SOV_CONFIG
 */
export async function newRootKey(
  cli: Cli,
  { passphrase, ...flags }: RootKeyFlags & { readonly passphrase: boolean },
): Promise<RootKeyOptions> {
  const { passphrase: given, ...rootKey } = await rootKeyOf(cli, flags)
  if (!passphrase) return rootKey
  if (given !== undefined) return { ...rootKey, passphrase: given }
  if (!cli.isInputTerminal) {
    throw new SovError('ERR_SOV_CONFIG', 'the root key of a new co-op needs a passphrase', {
      remedy: 'Give --passphrase-file or SOV_ROOT_PASSPHRASE; with --no-passphrase the key is not encrypted.',
    })
  }
  const first = await cli.askSecret('Passphrase for the root key of the co-op')
  if ((await cli.askSecret('The same again')) !== first) {
    throw new SovError('ERR_SOV_CONFIG', 'the two passphrases differ', { remedy: 'Run the command again.' })
  }
  return { ...rootKey, passphrase: first }
}

async function rootKeyOf(cli: Cli, { rootKey, passphraseFile }: RootKeyFlags): Promise<RootKeyOptions> {
  const passphrase = passphraseFile === undefined ? cli.env['SOV_ROOT_PASSPHRASE'] : await firstLineOf(passphraseFile)
  return {
    // The node that reads it may run in another folder.
    ...(rootKey === undefined ? {} : { path: resolve(rootKey) }),
    ...(passphrase === undefined || passphrase === '' ? {} : { passphrase }),
  }
}

async function firstLineOf(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).split(/\r?\n/, 1)[0] ?? ''
  } catch (cause) {
    throw fileError(`cannot read ${path}`, cause)
  }
}
