import { z } from 'zod'
import { SovError } from '../errors.js'
import { UNSUPPORTED } from './error-answer.js'

/** Marks an issue as "understood, but not done here"; give it to `refine` as `params`. */
export const unsupported = { unsupported: true } as const

/** Work units as a decimal string. */
export const units = z
  .string()
  .regex(/^\d{1,20}$/, 'expected a whole number')
  .transform(BigInt)

/**
 * Checks a body and names its first wrong field. What was sent is never quoted.
 *
 * @param nameOf - what the sender calls the field at a path. @default e.g. `messages[0].content`
 * @throws {SovError} ERR_SOV_BAD_REQUEST with `param`.
 */
export function parseBody<T>(
  schema: z.ZodType<T>,
  body: unknown,
  nameOf: (path: readonly PropertyKey[]) => string = fieldPath,
): T {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const { issues } = result.error
  const issue = issues.find(isUnsupported) ?? issues[0]
  if (issue === undefined) throw new SovError('ERR_SOV_BAD_REQUEST', 'the request is not valid')
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path
  const param = path.length === 0 ? undefined : nameOf(path)
  throw new SovError('ERR_SOV_BAD_REQUEST', `${param ?? 'the body'}: ${messageOf(issue)}`, {
    ...(param === undefined ? {} : { param }),
    ...(isUnsupported(issue) ? { details: UNSUPPORTED } : {}),
  })
}

function isUnsupported(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'unrecognized_keys' || (issue.code === 'custom' && issue.params?.['unsupported'] === true)
}

function messageOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'unrecognized_keys' ? 'is not a field that this node understands' : issue.message
}

function fieldPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${String(key)}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('')
}

const text = z
  .unknown()
  .refine((value) => typeof value !== 'number' && !Array.isArray(value), {
    error: 'token ids are not supported, send text',
    params: unsupported,
  })
  .pipe(z.string().min(1))

/** A string or an array of them, none empty. */
export function texts(most: number): z.ZodType<string[]> {
  return z.preprocess(
    (given) => (typeof given === 'string' ? [given] : given),
    z.array(text, { error: 'expected a string or an array of strings' }).min(1).max(most),
  )
}
