#!/usr/bin/env node
import type { Cli } from './cli.js'
import { toSovError } from '../src/errors.js'
import { EXIT } from './exit-codes.js'
import { runCli } from './program.js'

const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // whoever asks twice does not want to wait for the drain
    if (interrupted.signal.aborted) process.exit(EXIT.interrupted)
    interrupted.abort()
  })
}

process.on('unhandledRejection', (reason) => {
  // the place without the message, which may quote a request
  const frames = reason instanceof Error ? (reason.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : []
  process.stderr.write(`${[`fatal: ${toSovError(reason).code}`, ...frames].join('\n')}\n`)
  process.exit(EXIT.failure)
})

// a reader such as `head` may close the pipe before everything is written
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failure)
})

const cli: Cli = {
  self: [process.execPath, ...process.execArgv, process.argv[1] ?? ''],
  env: process.env,
  stdin: process.stdin,
  isInputTerminal: process.stdin.isTTY,
  isOutputTerminal: process.stdout.isTTY,
  errorTerminal: process.stderr.isTTY ? process.stderr : undefined,
  out: (content) => process.stdout.write(content),
  err: (text) => process.stderr.write(text),
  askSecret,
  interrupted: interrupted.signal,
  library: () => import('../src/index.js'),
}

// What a command waits for may be a timer of the clock alone, which keeps no process alive.
const alive = setInterval(() => undefined, 60_000)
const exitCode = await runCli(process.argv.slice(2), cli)
clearInterval(alive)
// Written output must reach a pipe before the end; what a command left behind must not hold the process.
process.stdout.write('', () => process.exit(exitCode))

/** Ctrl-C at the question is the interruption that it looks like. */
async function askSecret(message: string): Promise<string> {
  const { default: password } = await import('@inquirer/password')
  try {
    return await password({ message, mask: '*' }, { output: process.stderr, signal: interrupted.signal })
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') interrupted.abort()
    throw error
  }
}
