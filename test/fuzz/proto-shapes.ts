import { join } from 'node:path'
import protobuf from 'protobufjs'
import { bytesField, uvarint, varintField } from '../helpers/proto.js'

// What the .proto files say of each message, so that a new field is fuzzed without a line here.

const root = new protobuf.Root()
root.resolvePath = (_origin, target): string => join('proto', target)
root.loadSync(['membership', 'model', 'offer', 'ledger', 'inference'].map((area) => `sov/${area}/v1/${area}.proto`))
root.resolveAll()

const BY_NAME = new Map(typesIn(root).map((type) => [type.name, type]))
const MAX_DEPTH = 8

/** Canonical bytes of messages with every field set, one for each alternative of the message. */
export function fullMessages(name: string): readonly Uint8Array[] {
  const type = typeNamed(name)
  const alternatives = Math.max(1, ...type.oneofsArray.map(({ fieldsArray }) => fieldsArray.length))
  return Array.from({ length: alternatives }, (_, alternative) => full(type, alternative))
}

/** A message that fits `maxBytes` and is nothing but the smallest items of one repeated field. */
interface Stuffed {
  /** Path of the field from the message, e.g. `prompt.request`. */
  readonly field: string
  readonly bytes: Uint8Array
}

/** One message per repeated field, also of messages inside, filled up to `maxBytes`. */
export function stuffedMessages(name: string, maxBytes: number): readonly Stuffed[] {
  return stuffed(typeNamed(name), maxBytes)
}

function typesIn(namespace: protobuf.NamespaceBase): protobuf.Type[] {
  return namespace.nestedArray.flatMap((nested) => [
    ...(nested instanceof protobuf.Type ? [nested] : []),
    ...(nested instanceof protobuf.Namespace ? typesIn(nested) : []),
  ])
}

function typeNamed(name: string): protobuf.Type {
  const type = BY_NAME.get(name)
  if (type === undefined) throw new Error(`no message ${name} in proto/`)
  return type
}

function full(type: protobuf.Type, alternative = 0): Uint8Array {
  const fields = type.fieldsArray
    .filter((field) => field.partOf === null || field.partOf.fieldsArray[alternative] === field)
    .sort((a, b) => a.id - b.id)
  return Buffer.concat(fields.map(fullField))
}

function fullField(field: protobuf.Field): Uint8Array {
  const { id, type, repeated, resolvedType } = field
  if (type === 'float') return bytesField(id, new Uint8Array(4))
  if (isPackable(field)) return repeated ? bytesField(id, Uint8Array.of(1, 2)) : varintField(id, 1)
  const item = bytesField(id, resolvedType instanceof protobuf.Type ? full(resolvedType) : Buffer.from('DE'))
  return repeated ? Buffer.concat([item, item]) : item
}

function isPackable({ type, resolvedType }: protobuf.Field): boolean {
  return type !== 'string' && type !== 'bytes' && !(resolvedType instanceof protobuf.Type)
}

function stuffed(type: protobuf.Type, maxBytes: number, depth = 0): Stuffed[] {
  if (depth > MAX_DEPTH) return []
  return type.fieldsArray.flatMap((field) => {
    const { name, id, resolvedType } = field
    const own = field.repeated ? [{ field: name, bytes: fill(field, maxBytes) }] : []
    if (!(resolvedType instanceof protobuf.Type)) return own
    const header = uvarint(id << 3).length + uvarint(maxBytes).length
    const inner = stuffed(resolvedType, maxBytes - header, depth + 1)
    return [...own, ...inner.map((item) => ({ field: `${name}.${item.field}`, bytes: bytesField(id, item.bytes) }))]
  })
}

/** Packed numbers of one byte each; of everything else empty items of two. */
function fill(field: protobuf.Field, maxBytes: number): Uint8Array {
  const { id } = field
  if (isPackable(field))
    return bytesField(id, new Uint8Array(maxBytes - uvarint(id << 3).length - uvarint(maxBytes).length))
  const item = bytesField(id, new Uint8Array())
  return new Uint8Array(maxBytes - (maxBytes % item.length)).map((_, index) => item[index % item.length]!)
}
