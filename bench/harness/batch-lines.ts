import { readFile, writeFile } from 'node:fs/promises'

/** Tokens of each answer. */
export const OUTPUT_TOKENS = 4

/** Lines of a batch, in a file of their own. */
export interface Share {
  readonly lines: number
  /** Peer id of the one node that may answer; undefined = whoever is chosen. */
  readonly only?: string
}

/** Writes the requests of a share. */
export async function writeShare(path: string, { lines, only }: Share): Promise<void> {
  const provider = only === undefined ? {} : { provider: { only: [only] } }
  const requests = idsOf(lines).map((id) =>
    JSON.stringify({
      custom_id: id,
      method: 'POST',
      url: '/v1/completions',
      body: { prompt: id, max_tokens: OUTPUT_TOKENS, ...provider },
    }),
  )
  await writeFile(path, `${requests.join('\n')}\n`)
}

/** Answers that are written; a file that is not there has none. */
export async function countAnswers(path: string): Promise<number> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.split('\n').length - 1
}

interface OutputLine {
  readonly custom_id: string
  readonly error: object | null
  readonly response: {
    readonly body: {
      readonly usage?: { readonly completion_tokens: number; readonly sov: { readonly peer: string | null } }
    }
  }
}

/**
 * Who answered each line.
 *
 * @returns peer ids, one per line; null where one node has gone on with the answer of another.
 * @throws {Error} when not every line of the share has one answer, or an answer is not whole.
 */
export async function readAnswers(path: string, { lines }: Share): Promise<readonly (string | null)[]> {
  const text = (await readFile(path, 'utf8')).trimEnd()
  const answers = text.split('\n').map((line) => JSON.parse(line) as OutputLine)
  const ids = new Set(answers.map(({ custom_id: id }) => id))
  if (answers.length !== lines || !idsOf(lines).every((id) => ids.has(id))) {
    throw new Error(`${String(lines)} lines have ${String(answers.length)} answers, to ${String(ids.size)} of them`)
  }
  return answers.map(({ custom_id: id, error, response: { body } }) => {
    if (error !== null || body.usage?.completion_tokens !== OUTPUT_TOKENS) throw new Error(`${id} has no whole answer`)
    return body.usage.sov.peer
  })
}

const idsOf = (lines: number): readonly string[] => Array.from({ length: lines }, (_, index) => `line-${String(index)}`)
