import type { Command } from 'commander'
import type { ModelObject } from '../../src/api/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { table } from '../columns.js'
import { shortDigest } from '../show.js'
import { withDaemon } from '../with-node.js'

export function addModels(program: Command, cli: Cli): void {
  program
    .command('models')
    .description('list the models that can be asked now, here and on the mesh')
    .addHelpText('after', '\nExample:\n  $ sov-node models --json | jq -r ".[].id"')
    .action(async (_flags: unknown, command: Command) => {
      const settings = settingsOf(cli, command)
      const { data } = await withDaemon(cli, settings, (client) =>
        client.get<{ data: readonly ModelObject[] }>('/v1/models'),
      )
      printResult(cli, command, data, (models) =>
        table(
          [
            { title: 'MODEL' },
            { title: 'TASK' },
            { title: 'QUANTISATION' },
            { title: 'PARAMETERS', align: 'right' },
            { title: 'CONTEXT', align: 'right' },
            { title: 'NODES', align: 'right' },
            { title: 'HERE' },
            { title: 'DIGEST' },
          ],
          models.map(({ id, sov }) => [
            id,
            sov.task,
            sov.quantisation,
            inMillions(sov.parameters),
            String(sov.context_tokens),
            String(sov.nodes),
            sov.local ? 'yes' : 'no',
            shortDigest(sov.digest),
          ]),
        ),
      )
    })
}

function inMillions(parameters: string): string {
  return `${(Number(parameters) / 1e6).toLocaleString('en', { maximumFractionDigits: 1, useGrouping: false })} M`
}
