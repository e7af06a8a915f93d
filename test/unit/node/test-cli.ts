import type { Cli, Library } from '../../../node/cli.js'
import { runCli } from '../../../node/program.js'

export interface CliRun {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface CliRunOptions {
  readonly env?: Record<string, string>
  readonly stdin?: string
  readonly library?: Partial<Library>
  readonly interrupted?: AbortSignal
  /** What is typed at each question, on a terminal; without it there is none. */
  readonly secrets?: string[]
  /** Called with every piece of standard output. */
  readonly onOut?: (text: string) => void
}

/** Runs a command line in this process, with captured output and no environment but the given one. */
export async function runTestCli(args: readonly string[], options: CliRunOptions = {}): Promise<CliRun> {
  const { env = {}, stdin = '', library, interrupted = new AbortController().signal, onOut, secrets } = options
  const out: Buffer[] = []
  const err: string[] = []
  const cli: Cli = {
    env,
    stdin: pieces(stdin),
    isInputTerminal: secrets !== undefined,
    isOutputTerminal: false,
    errorTerminal: undefined,
    out: (content) => {
      out.push(Buffer.from(content))
      onOut?.(content.toString())
    },
    err: (text) => void err.push(text),
    askSecret: (question) =>
      secrets === undefined ? Promise.reject(new Error(`asked: ${question}`)) : Promise.resolve(secrets.shift() ?? ''),
    interrupted,
    self: ['sov-node'],
    library: () =>
      library === undefined
        ? Promise.reject(new Error('no library in this test'))
        : Promise.resolve(library as Library),
  }
  const code = await runCli(args, cli)
  return { code, out: Buffer.concat(out).toString(), err: err.join('') }
}

// eslint-disable-next-line @typescript-eslint/require-await -- an input without waits
async function* pieces(text: string): AsyncGenerator<string> {
  yield text
}
