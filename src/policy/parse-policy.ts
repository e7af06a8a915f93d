import { z } from 'zod'
import { MAX_POLICY_BYTES } from '../limits.js'
import { sha256, toHex } from '../wire/index.js'
import { policyDocument } from './document.js'
import { duplicateKey } from './duplicate-keys.js'
import type { Policy } from './index.js'
import { invalidPolicy } from './invalid-policy.js'

/**
 * Reads a policy, as a file holds it.
 *
 * @param text - JSON in UTF-8, at most MAX_POLICY_BYTES.
 * @throws {SovError} ERR_SOV_POLICY_INVALID with path and reason of everything that is wrong, in `details.problems` too.
 */
export function parsePolicy(text: string): Policy {
  const bytes = Buffer.from(text)
  if (bytes.length > MAX_POLICY_BYTES) {
    throw invalidPolicy([{ path: '', reason: `it is longer than ${String(MAX_POLICY_BYTES)} bytes` }])
  }
  const result = policyDocument.safeParse(parseJson(text))
  if (!result.success) throw invalidPolicy(result.error.issues.flatMap(problemsOf))
  return { digest: toHex(sha256(bytes)), text, document: result.data }
}

function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    const { message } = cause as SyntaxError
    throw invalidPolicy([{ path: '', reason: `it is not JSON: ${message}` }], cause)
  }
  const repeated = duplicateKey(text)
  if (repeated !== undefined) throw invalidPolicy([{ path: repeated, reason: 'is there twice in one object' }])
  return value
}

function problemsOf(issue: z.core.$ZodIssue): readonly { readonly path: string; readonly reason: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: z.core.toDotPath([...issue.path, key]), reason: 'is no key of a policy' }))
  }
  return [{ path: z.core.toDotPath(issue.path), reason: issue.message }]
}
