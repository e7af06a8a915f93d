import type { Command } from 'commander'
import { printResult, type Cli } from '../cli.js'
import { VERSION } from '../package-info.js'

export function addVersion(program: Command, cli: Cli): void {
  program
    .command('version')
    .description('print the versions of sov-node and Node.js')
    .addHelpText('after', '\nExample:\n  $ sov-node version --json')
    .action((_flags: unknown, command: Command) => {
      const versions = { version: VERSION, node: process.version, platform: `${process.platform}-${process.arch}` }
      printResult(
        cli,
        command,
        versions,
        ({ version, node, platform }) => `sov-node ${version}, Node.js ${node}, ${platform}`,
      )
    })
}
