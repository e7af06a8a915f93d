import type { Command } from 'commander'
import { styled, type Cli, type GlobalFlags } from '../cli.js'
import { DemoMesh } from '../demo/mesh.js'
import { tellStory, type Screen } from '../demo/story.js'

interface DemoFlags extends GlobalFlags {
  readonly keep?: boolean
}

export function addDemo(program: Command, cli: Cli): void {
  program
    .command('demo')
    .description('see it work: four nodes in NO, DE, FR and US on this machine, a co-op, answers, receipts, a failure')
    .option('--keep', 'leave the nodes running at the end and print what to try')
    .addHelpText('after', '\nIt needs no input, no network and no other node, and exits with 0 when all went as told.')
    .action(async (_flags: unknown, command: Command) => {
      const { keep: isKept = false } = command.optsWithGlobals<DemoFlags>()
      const screen = screenOf(cli, command)
      const mesh = new DemoMesh({ self: cli.self, env: cli.env, signal: cli.interrupted, isDetached: isKept })
      let hasEnded = false
      try {
        screen.heading('Four nodes, four organisations, one co-op')
        await mesh.form((text) => screen.line(`✓ ${text}`))
        await mesh.seen(3)
        screen.line('✓ they have found each other')
        await tellStory(mesh, screen, cli.interrupted)
        if (isKept) {
          await mesh.keep()
          hasEnded = true
          screen.heading('The nodes go on running')
          screen.line(whatToTry(mesh))
          return
        }
        hasEnded = true
        await mesh.end()
        screen.heading('All went as told')
      } finally {
        if (!hasEnded) await mesh.end().catch(() => undefined)
      }
    })
}

function screenOf(cli: Cli, command: Command): Screen {
  return {
    heading: (text) => cli.out(`\n${styled(cli, command, 'bold', text)}\n`),
    line: (text) => cli.out(`${text}\n`),
    stream: (text) => cli.out(text),
  }
}

function whatToTry(mesh: DemoMesh): string {
  const command = `sov-node --data-dir ${mesh.asking.process.dataDir}`
  const pids = mesh.nodes.flatMap(({ process }) => (process.isRunning ? [String(process.pid)] : []))
  return [
    `${command} peers`,
    `${command} run sov-demo "What is a receipt?" --jurisdictions EU --tier mesh`,
    `${command} route explain sov-demo --jurisdictions EU,NO`,
    `${command} ledger`,
    '',
    `To end it: kill ${pids.join(' ')} && rm -r ${mesh.folder}`,
  ].join('\n')
}
