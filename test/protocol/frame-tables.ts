import { fileURLToPath } from 'node:url'
import { peerIdFromBytes } from '../../src/identity/index.js'
import {
  ChatRole,
  chatRequest,
  delta,
  ENTRY,
  ErrorCode,
  helloFrame,
  inferFrame,
  MEMBERSHIP,
  membershipFrame,
  OFFER,
  offerFrame,
  openStatement,
  ORDER,
  RefuseCode,
  StatementStatus,
  toHex,
  Verdict,
  VOUCHER,
  WireFinishReason,
  type CredentialChain,
} from '../../src/wire/index.js'
import { frameKind } from './frame-kinds.js'
import type { Transcript } from './transcript.js'

/** The page whose tables are made here. */
export const PROTOCOL_DOC = fileURLToPath(new URL('../../docs/PROTOCOL.md', import.meta.url))

/** Where the recording of a scenario lies. */
export function transcriptPath(name: string): string {
  return fileURLToPath(new URL(`../fixtures/transcripts/${name}.json`, import.meta.url))
}

/** The page with the part between the markers of each transcript made anew. */
export function withTables(page: string, transcripts: readonly Transcript[]): string {
  return transcripts.reduce((text, transcript) => {
    const [begin, end] = [`<!-- transcript ${transcript.name} -->`, `<!-- end of ${transcript.name} -->`]
    const [from, to] = [text.indexOf(begin), text.indexOf(end)]
    if (from < 0 || to < from) throw new Error(`docs/PROTOCOL.md has no place for transcript ${transcript.name}`)
    return `${text.slice(0, from + begin.length)}\n\n${table(transcript)}\n\n${text.slice(to)}`
  }, page)
}

function table({ description, nodes, frames }: Transcript): string {
  const who = nodes.map(({ role, org, jurisdiction, peerId }) => `${role} = ${org} (${jurisdiction}), \`${peerId}\``)
  const rows = frames.map((frame, index) => {
    const bytes = Buffer.from(frame.bytes, 'base64')
    const { kind, facts } = describe(frame.protocol, bytes)
    const arrow = frame.from === 'consumer' ? 'C → P' : 'P → C'
    const cells = [index + 1, frame.stream, arrow, `\`${kind}\``, bytes.length, facts, `\`${spaced(bytes)}\``]
    return `| ${cells.join(' | ')} |`
  })
  return [
    description,
    '',
    ...who.map((line) => `- ${line}`),
    '',
    '| # | stream | way | frame | bytes | what matters in it | begins with |',
    '|--:|--:|---|---|--:|---|---|',
    ...rows,
  ].join('\n')
}

function describe(protocol: string, bytes: Buffer): { readonly kind: string; readonly facts: string } {
  switch (protocol) {
    case '/sov/membership/1':
      return membershipFacts(bytes)
    case '/sov/hello/1':
      return helloFacts(bytes)
    case '/sov/offer/1':
      return offerFacts(bytes)
    default:
      return inferFacts(bytes)
  }
}

function membershipFacts(bytes: Buffer): ReturnType<typeof describe> {
  const { join, joined } = membershipFrame.decode(bytes)
  if (join !== null) return { kind: 'join', facts: `network ${short(join.networkId)}, secret of the invite` }
  const { groups, priceTables } = joined!.bundle!
  const bundle = `bundle with ${String(groups.length)} groups, ${String(priceTables.length)} price table`
  return { kind: 'joined', facts: `${chainFacts(joined!.chain)}; ${bundle}` }
}

function helloFacts(bytes: Buffer): ReturnType<typeof describe> {
  const { versions, chain, bootNonce, agent } = helloFrame.decode(bytes).hello!
  const facts = `versions ${versions.join(', ')}; ${chainFacts(chain)}; boot nonce ${short(bootNonce)}; ${agent}`
  return { kind: 'hello', facts }
}

function chainFacts(chain: CredentialChain | null): string {
  const { value, digest } = openStatement(MEMBERSHIP, chain!.membership)
  const { orgId, jurisdiction, subject } = value
  return `credential ${short(digest)} of …${peerIdFromBytes(subject).slice(-6)}: ${orgId}, ${jurisdiction}`
}

function offerFacts(bytes: Buffer): ReturnType<typeof describe> {
  const { models, seq } = openStatement(OFFER, offerFrame.decode(bytes).offer).value
  const offered = models.map(({ name, slots, busy }) => `${name}, ${String(busy)} of ${String(slots)} slots busy`)
  return { kind: 'offer', facts: `seq ${String(seq)}; ${offered.join('; ')}` }
}

function inferFacts(bytes: Buffer): ReturnType<typeof describe> {
  const frame = inferFrame.decode(bytes)
  const kind = frameKind(frame)
  switch (kind) {
    case 'order': {
      const { value, digest } = openStatement(ORDER, frame.order!)
      const limits = `at most ${String(value.maxPromptTokens)} + ${String(value.maxOutputTokens)} tokens`
      const facts = `order ${short(digest)}, number ${String(value.orderNumber)}; ${limits} and ${units(value.maxCharge)}`
      return { kind, facts }
    }
    case 'accept':
      return { kind, facts: `order ${short(frame.accept!.order)}` }
    case 'refuse': {
      const { code, reason, retryAfterMs } = frame.refuse!
      return { kind, facts: `${RefuseCode[code]}: “${reason}”; retry after ${String(retryAfterMs)} ms` }
    }
    case 'prompt': {
      const { messages } = chatRequest.decode(frame.prompt!.request)
      const roles = messages.map(({ role }) => ChatRole[role].replace('CHAT_ROLE_', '').toLowerCase())
      return { kind, facts: `salt ${short(frame.prompt!.salt)}; messages: ${roles.join(', ')}` }
    }
    case 'parts':
      return { kind, facts: partsFacts(frame.parts!) }
    case 'voucher': {
      const { outputTokens, charge, outputCommitment, isFinal } = openStatement(VOUCHER, frame.voucher!).value
      const count = `${String(outputTokens)} tokens, ${units(charge)}, commitment ${short(outputCommitment)}`
      return { kind, facts: isFinal ? `final: ${count}` : count }
    }
    case 'statement': {
      const { value, digest } = openStatement(ENTRY, frame.statement!)
      const { status, promptTokens, cachedTokens, outputTokens, charge } = value.statement!
      const counts = `${String(promptTokens)} (${String(cachedTokens)} cached) + ${String(outputTokens)} tokens`
      const facts = `${entryFacts(value, digest)}; ${StatementStatus[status]}; ${counts}, ${units(charge)}`
      return { kind, facts: facts.replace('STATEMENT_STATUS_', '') }
    }
    case 'countersign': {
      const { value, digest } = openStatement(ENTRY, frame.countersign!)
      const { statement, verdict, pairNumber, pairTotal } = value.countersign!
      const pair = `pair number ${String(pairNumber)}, total ${units(pairTotal)}`
      const facts = `${entryFacts(value, digest)}; ${Verdict[verdict]} of ${short(statement)}; ${pair}`
      return { kind, facts: facts.replace('VERDICT_', '') }
    }
    case 'settled':
      return { kind, facts: `countersign ${short(frame.settled!.countersign)}` }
    default:
      return { kind, facts: ErrorCode[frame.error!.code] }
  }
}

function partsFacts({ start, deltas, end }: NonNullable<ReturnType<typeof inferFrame.decode>['parts']>): string {
  const read = deltas.map((bytes) => delta.decode(bytes))
  const ids = read.flatMap(({ tokenIds }) => tokenIds)
  return [
    ...(start === null ? [] : [`start: ${String(start.promptTokens)} (${String(start.cachedTokens)} cached)`]),
    ...(ids.length === 0 ? [] : [`ids ${ids.join(', ')}: “${read.map(({ text }) => text).join('')}”`]),
    ...(end === null ? [] : [`end: ${WireFinishReason[end.finishReason]}, ${String(end.outputTokens)} tokens`]),
  ]
    .join('; ')
    .replace('FINISH_REASON_', '')
}

function entryFacts({ seq }: { readonly seq: bigint }, digest: Uint8Array): string {
  return `entry ${short(digest)}, seq ${String(seq)}`
}

/** The first four bytes: enough to see which of two is meant. */
function short(bytes: Uint8Array): string {
  return toHex(bytes.subarray(0, 4))
}

function units(charge: bigint): string {
  return `${String(charge)} ${charge === 1n ? 'unit' : 'units'}`
}

function spaced(bytes: Buffer): string {
  return bytes
    .subarray(0, 12)
    .toString('hex')
    .replace(/..(?=.)/g, '$& ')
}
