import { open, rm } from 'node:fs/promises'
import type { Command } from 'commander'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { fileError } from '../file-error.js'
import { number } from '../flags.js'
import { withNode } from '../with-node.js'

interface ExportFlags {
  readonly output?: string
  readonly from?: number
}

export function addLedgerExport(ledger: Command, cli: Cli): void {
  ledger
    .command('export')
    .description('write all that an auditor of this ledger needs to one signed file; works without a running node')
    .option('-o, --output <file>', 'where to; only you can read it; default: sov-node.ledger')
    .option('--from <entry>', 'leave out receipts that were settled before this entry; their sums stay', number)
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node ledger export -o physics.ledger
  $ sov-node ledger audit physics.ledger

It names who asked whom and when, and no prompts or answers.`,
    )
    .action(async ({ output = 'sov-node.ledger', from }: ExportFlags, command: Command) => {
      const path = `/sov/v1/ledger/export${from === undefined ? '' : `?from=${String(from)}`}`
      const bytes = await withNode(cli, settingsOf(cli, command), async (client) =>
        writePieces(output, await client.pieces(path)),
      )
      printResult(cli, command, { file: output, bytes }, ({ file }) => file)
    })
}

/** Writes a file that only its owner can read; one that was not finished is taken away. */
async function writePieces(path: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const writing = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (cause) {
      throw fileError(`cannot write ${path}`, cause)
    }
  }
  const file = await writing(open(path, 'w', 0o600))
  let bytes = 0
  try {
    await writing(file.chmod(0o600))
    for await (const piece of pieces) {
      await writing(file.writeFile(piece))
      bytes += piece.length
    }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
  return bytes
}
