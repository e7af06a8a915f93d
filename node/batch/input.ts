import { createHash } from 'node:crypto'
import { z } from 'zod'
import { SovError } from '../../src/errors.js'
import { linesIn } from './lines.js'

/** One request of a batch. */
export interface BatchLine {
  readonly customId: string
  readonly url: string
  readonly body: Readonly<Record<string, unknown>>
}

const ROUTES = ['/v1/chat/completions', '/v1/completions', '/v1/embeddings'] as const
const DIGEST_BYTES = 12
const FORMAT = `Each line has custom_id, method POST, url ${ROUTES.join(' or ')}, and a body without stream.`

const schema = z.object({
  custom_id: z.string().min(1).max(512),
  method: z.literal('POST'),
  url: z.enum(ROUTES),
  body: z.looseObject({
    model: z.string().min(1).exactOptional(),
    stream: z.literal(false).nullish(),
  }),
})

/** What is remembered of a `custom_id`: millions of them must fit into memory. */
export function idDigest(customId: string): string {
  return createHash('sha256')
    .update(customId)
    .digest('base64')
    .slice(0, (DIGEST_BYTES * 4) / 3)
}

/**
 * The requests of a file in OpenAI's batch format, one after the other. Empty lines are skipped.
 *
 * @param model - what every line asks, in place of the model that it names; undefined = each line names its own.
 * @throws {SovError} ERR_SOV_BATCH_FILE naming the line; what is in it is never quoted.
 */
export async function* readBatch(
  path: string,
  model: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<BatchLine, void> {
  for await (const { number, bytes } of linesIn(path, signal)) {
    const text = bytes.toString('utf8').trim()
    if (text !== '') yield parse(text, model, `${path}, line ${String(number)}`)
  }
}

/** What one look at the whole file has found. */
export interface BatchSurvey {
  readonly lines: number
  /** Of them, those that are in `done`. */
  readonly done: number
  /** The first that is not. */
  readonly next: BatchLine | undefined
}

/**
 * Looks at every line before any work begins.
 *
 * @param done - digests of the ids that have an answer.
 * @throws {SovError} ERR_SOV_BATCH_FILE when a line is broken, or two have one `custom_id`.
 */
export async function surveyBatch(
  path: string,
  model: string | undefined,
  done: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<BatchSurvey> {
  const seen = new Set<string>()
  let lines = 0
  let answered = 0
  let next: BatchLine | undefined
  for await (const line of readBatch(path, model, signal)) {
    const id = idDigest(line.customId)
    lines += 1
    seen.add(id)
    if (seen.size < lines) throw await twice(path, line.customId, signal)
    if (done.has(id)) answered += 1
    else next ??= line
  }
  return { lines, done: answered, next }
}

function parse(text: string, model: string | undefined, where: string): BatchLine {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // The cause would quote the line.
    throw new SovError('ERR_SOV_BATCH_FILE', `${where}: it is not JSON`, { remedy: FORMAT })
  }
  const result = schema.safeParse(value)
  if (!result.success) {
    const [issue] = result.error.issues
    const field = issue?.path.join('.') ?? ''
    throw new SovError('ERR_SOV_BATCH_FILE', `${where}: ${field === '' ? 'it' : field} is not what a batch has there`, {
      remedy: FORMAT,
    })
  }
  const { custom_id: customId, url, body } = result.data
  const asked = model ?? body.model
  if (asked === undefined) {
    throw new SovError('ERR_SOV_BATCH_FILE', `${where}: its body names no model`, {
      remedy: 'Name one for all lines with --model.',
    })
  }
  return { customId, url, body: { ...body, model: asked } }
}

async function twice(path: string, customId: string, signal: AbortSignal): Promise<SovError> {
  const numbers: number[] = []
  for await (const { number, bytes } of linesIn(path, signal)) {
    const text = bytes.toString('utf8').trim()
    if (text !== '' && (JSON.parse(text) as { custom_id?: unknown }).custom_id === customId) numbers.push(number)
    if (numbers.length === 2) break
  }
  return new SovError('ERR_SOV_BATCH_FILE', `${path}, lines ${numbers.join(' and ')}: they have the same custom_id`, {
    remedy: 'Give every line a custom_id of its own.',
  })
}
