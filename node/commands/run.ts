import type { Command } from 'commander'
import type { ChatChunk, ChatUsage } from '../../src/api/index.js'
import { printResult, readInput, settingsOf, type Cli, type GlobalFlags } from '../cli.js'
import { addProviderFlags, number, providerOf, type ProviderFlags } from '../flags.js'
import type { HttpTransport } from '../node-client.js'
import { peerName } from '../show.js'
import { printable } from '../terminal.js'
import { withDaemon } from '../with-node.js'

interface RunFlags extends ProviderFlags, GlobalFlags {
  readonly maxTokens?: number
  readonly temperature?: number
  readonly seed?: number
}

const ROUTE = '/v1/chat/completions'

export function addRun(program: Command, cli: Cli): void {
  addProviderFlags(
    program
      .command('run <model> [prompt...]')
      .description('ask a model and print its answer; without a prompt it is read from standard input'),
  )
    .option('--max-tokens <number>', 'most tokens of the answer', number)
    .option('--temperature <number>', '0 (always the likeliest token) to 2; default: 1', number)
    .option('--seed <number>', 'same seed, model and machine: same answer', number)
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node run sov-demo "What is a mesh?"
  $ sov-node run sov-demo "What is a mesh?" --jurisdictions EU,NO --tier mesh --temperature 0
  $ sov-node run sov-demo < question.txt > answer.txt`,
    )
    .action(async (model: string, words: readonly string[], _flags: unknown, command: Command) => {
      const flags = command.optsWithGlobals<RunFlags>()
      const question = {
        model,
        messages: [{ role: 'user', content: words.length > 0 ? words.join(' ') : await readInput(cli) }],
        max_tokens: flags.maxTokens,
        temperature: flags.temperature,
        seed: flags.seed,
        provider: providerOf(flags),
      }
      await withDaemon(cli, settingsOf(cli, command), async (client, transport) => {
        if (flags.json === true) printResult(cli, command, await client.post(ROUTE, question), String)
        else await streamAnswer(cli, transport, question)
      })
    })
}

async function streamAnswer(cli: Cli, transport: HttpTransport, question: object): Promise<void> {
  let usage: ChatUsage | undefined
  let hasText = false
  const asked = { ...question, stream: true, stream_options: { include_usage: true } }
  try {
    for await (const chunk of transport.stream(ROUTE, asked) as AsyncIterable<ChatChunk>) {
      const text = printable(chunk.choices[0]?.delta.content ?? '')
      hasText ||= text !== ''
      cli.out(text)
      usage = chunk.usage ?? usage
    }
  } finally {
    if (hasText) cli.out('\n')
  }
  if (usage !== undefined) cli.err(`${printable(summary(usage))}\n`)
}

function summary({ completion_tokens: tokens, sov }: ChatUsage): string {
  const peer = sov.peer === null ? '' : ` ${peerName(sov.peer)}`
  const served = sov.route === 'mesh' ? `${sov.org ?? 'peer'} (${sov.jurisdiction ?? 'unknown'})${peer}` : 'this node'
  const receipt = sov.receipt === null ? '' : `, receipt ${sov.receipt} ${sov.settlement ?? ''}`
  return `${String(tokens)} tokens by ${served}${receipt}`
}
