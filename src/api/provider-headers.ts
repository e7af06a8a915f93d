import type { IncomingMessage } from 'node:http'
import { SovError } from '../errors.js'
import { provider, type ProviderField } from './provider-field.js'
import { parseBody } from './validation.js'

const PREFIX = 'x-sov-'

/** How the text of a header becomes the value of its field; what cannot be read stays text and is refused. */
const READERS: Readonly<Record<keyof ProviderField, (text: string) => unknown>> = {
  tier: String,
  jurisdictions: readList,
  jurisdictions_deny: readList,
  trust: String,
  sensitivity: String,
  only: readList,
  ignore: readList,
  order: readList,
  zdr: readBoolean,
  data_collection: String,
  allow_fallbacks: readBoolean,
}

/**
 * Reads the headers that say what the field `provider` says, for clients that cannot add to the body:
 * `x-sov-jurisdictions-deny: US,GB` is `jurisdictions_deny`. Headers that begin so are all of ours.
 *
 * @returns undefined when there is none.
 * @throws {SovError} ERR_SOV_BAD_REQUEST with the name of the header as `param`; its value is never quoted.
 */
export function providerOfHeaders({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): ProviderField | undefined {
  const fields: Record<string, unknown> = {}
  for (const [header, text] of pairs(rawHeaders)) {
    if (!header.startsWith(PREFIX)) continue
    const field = header.slice(PREFIX.length).replaceAll('-', '_')
    if (!isField(field)) throw wrong(header, 'is not a header that this node understands')
    // two lists would be one, and allow more than each of them
    if (field in fields) throw wrong(header, 'is there twice')
    fields[field] = READERS[field](text)
  }
  if (Object.keys(fields).length === 0) return undefined
  return parseBody(provider, fields, (path) => headerOf(String(path[0])))
}

function* pairs(rawHeaders: readonly string[]): Generator<readonly [name: string, text: string]> {
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    yield [(rawHeaders[index] ?? '').toLowerCase(), rawHeaders[index + 1] ?? '']
  }
}

function isField(name: string): name is keyof ProviderField {
  return Object.hasOwn(READERS, name)
}

function headerOf(field: string): string {
  return PREFIX + field.replaceAll('_', '-')
}

function readList(text: string): readonly string[] {
  return text.split(',').map((item) => item.trim())
}

function readBoolean(text: string): unknown {
  const known: Record<string, boolean> = { true: true, false: false }
  return known[text] ?? text
}

function wrong(header: string, message: string): SovError {
  return new SovError('ERR_SOV_BAD_REQUEST', `${header}: ${message}`, { param: header })
}
