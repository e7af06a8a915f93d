import { realpath } from 'node:fs/promises'
import { InvalidArgumentError, type Command } from 'commander'
import { systemClock } from '../../src/clock.js'
import { SovError } from '../../src/errors.js'
import { BATCH_MARGIN, MAX_BATCH_PARALLEL } from '../../src/limits.js'
import type { RouteExplanation } from '../../src/scheduler/index.js'
import { surveyBatch, type BatchLine } from '../batch/input.js'
import { BatchOutput } from '../batch/output.js'
import { showProgress } from '../batch/progress.js'
import { BatchRun, type BatchProgress } from '../batch/run.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { Ended, EXIT } from '../exit-codes.js'
import type { NodeClient } from '../node-client.js'
import { withDaemon } from '../with-node.js'

interface BatchFlags {
  readonly output: string
  readonly model?: string
  readonly parallel?: number
}

export function addBatch(program: Command, cli: Cli): void {
  program
    .command('batch')
    .description('answer files of many requests')
    .command('run <input>')
    .description('answer every line of a file with all nodes that may, and write the answers to another file')
    .requiredOption('-o, --output <file>', 'where the answers go, a line each; only you can read it')
    .option('--model <model>', 'the model that all lines ask; default: each line asks the one that it names')
    .option(
      '--parallel <number>',
      'requests under way; default: as many as the nodes have slots, as they come and go',
      some,
    )
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node batch run questions.jsonl -o answers.jsonl --model sov-demo
  $ sov-node batch run questions.jsonl -o answers.jsonl --parallel 4 --json

Each line of the input is a request in OpenAI's batch format:
  {"custom_id": "q1", "method": "POST", "url": "/v1/chat/completions",
   "body": {"model": "sov-demo", "messages": [{"role": "user", "content": "What is a mesh?"}]}}
The url may also be /v1/completions or /v1/embeddings. The body may have a provider field that says who may answer.

Each line of the output has the custom_id, the response with status_code and body, and an error or null. Lines come as
answers do, in any order. What is wrong with a request is its answer; a busy node is asked again.

The same command goes on where an earlier run was stopped, however it was stopped: lines that have an answer are not asked
again. While a run writes to the output a second one is refused. A broken line or a custom_id that is there twice is an error before anything is asked.`,
    )
    .action(async (input: string, flags: BatchFlags, command: Command) => {
      await refuseSameFile(input, flags.output)
      const progress = await withDaemon(cli, settingsOf(cli, command), async (client, transport) => {
        const output = await BatchOutput.open(flags.output, cli.interrupted)
        try {
          const survey = await surveyBatch(input, flags.model, output.done, cli.interrupted)
          if (survey.done < output.done.size) throw otherBatch(flags.output, input)
          const run = new BatchRun({
            input,
            model: flags.model,
            survey,
            output,
            ask: ({ url, body }, signal) => transport.answer({ method: 'POST', path: url, body }, signal),
            parallel: () => parallel(client, flags, survey.next),
            clock: systemClock,
            random: Math.random,
            signal: cli.interrupted,
          })
          return await answered(cli, run)
        } finally {
          await output.close()
        }
      })
      printResult(cli, command, { input, output: flags.output, ...progress }, (done) => summary(done, flags.output))
    })
}

async function answered(cli: Cli, run: BatchRun): Promise<BatchProgress> {
  const end = showProgress(run, systemClock, cli)
  try {
    await run.run()
    return run.progress
  } catch (error) {
    const { lines, before, answered: now } = run.progress
    cli.err(`${String(before + now)} of ${String(lines)} lines have an answer; the same command goes on from there\n`)
    if (cli.interrupted.aborted) throw new Ended(EXIT.interrupted)
    throw error
  } finally {
    end()
  }
}

/** What was said, or a request for each slot of those who may answer, and some that wait for the next one. */
async function parallel(client: NodeClient, flags: BatchFlags, line: BatchLine | undefined): Promise<number> {
  if (flags.parallel !== undefined) return flags.parallel
  if (line === undefined) return 1
  const { model, provider } = line.body
  const { candidates } = await client.post<RouteExplanation>('/sov/v1/route/explain', { model, provider })
  const slots = candidates.reduce((sum, { removals, slots: own }) => sum + (removals.length === 0 ? (own ?? 0) : 0), 0)
  return Math.min(slots + BATCH_MARGIN, MAX_BATCH_PARALLEL)
}

async function refuseSameFile(input: string, output: string): Promise<void> {
  const [from, to] = await Promise.all([input, output].map((path) => realpath(path).catch(() => undefined)))
  if (from === undefined || from !== to) return
  throw new SovError('ERR_SOV_BATCH_FILE', 'requests and answers cannot be in the same file', {
    remedy: 'Name another file with --output.',
  })
}

function otherBatch(output: string, input: string): SovError {
  return new SovError('ERR_SOV_BATCH_FILE', `${output} has answers that ${input} does not ask for`, {
    remedy: 'Name another file with --output; this one belongs to another batch.',
  })
}

function summary({ lines, before, failed, outputTokens }: BatchProgress, output: string): string {
  const earlier = before === 0 ? '' : `, ${String(before)} of them earlier`
  const errors = failed === 0 ? '' : `, ${String(failed)} with an error`
  return `${output}: ${String(lines)} ${lines === 1 ? 'line' : 'lines'}${earlier}${errors}; ${String(outputTokens)} tokens`
}

function some(value: string): number {
  const parsed = Number(value)
  if (Number.isInteger(parsed) && parsed >= 1 && parsed <= MAX_BATCH_PARALLEL) return parsed
  throw new InvalidArgumentError(`Expected a whole number from 1 to ${String(MAX_BATCH_PARALLEL)}.`)
}
