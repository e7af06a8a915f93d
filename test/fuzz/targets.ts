import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base32 } from 'multiformats/bases/base32'
import { loadSettings } from '../../node/config.js'
import { parseChat, parseExplain } from '../../src/api/chat-request.js'
import { parseEmbedding } from '../../src/api/embedding-request.js'
import { openOffer } from '../../src/directory/offer.js'
import { manifestDigest } from '../../src/engine/index.js'
import { peerIdToBytes } from '../../src/identity/index.js'
import { deltaReader, vectorReader } from '../../src/inference/content-reader.js'
import { decodeRequest } from '../../src/inference/request-bytes.js'
import { verifyReceipt } from '../../src/ledger/index.js'
import { openBundle } from '../../src/membership/bundle.js'
import { verifyCredentialChain } from '../../src/membership/index.js'
import { decodeInvite, encodeInvite } from '../../src/membership/invite-code.js'
import { revocationAgeMs, revokedOf } from '../../src/membership/revocations.js'
import * as wire from '../../src/wire/index.js'
import { SAMPLES } from '../helpers/statements.js'
import { HOSTILE_KEY, hostileEnvelope } from './hostile-signer.js'
import { fullMessages } from './proto-shapes.js'
import { BUNDLE, CHAIN, DELTAS, MANIFEST, OFFER_ENVELOPE, PROMPT, RECEIPT, recordedFrames } from './recorded.js'

/** One decoder of bytes that come from a peer, or of a file or body that comes from somebody else. */
export interface Target {
  readonly name: string
  /** Inputs to begin from. The first is read without an error. */
  readonly seeds: readonly Uint8Array[]
  /** Reads bytes as the node does; throws nothing but a SovError. */
  readonly read: (bytes: Uint8Array) => unknown
}

type AnyCodec = wire.Codec<object>
/** Frames that were recorded, by the codec that reads them. */
const RECORDED: Readonly<Record<string, readonly Uint8Array[]>> = {
  helloFrame: recordedFrames('/sov/hello/1'),
  membershipFrame: recordedFrames('/sov/membership/1'),
  offerFrame: recordedFrames('/sov/offer/1'),
  inferFrame: recordedFrames('/sov/infer/1'),
  delta: DELTAS,
}

/** Every codec of the wire by its name; its message has the same name in the .proto files, in capitals. */
export const CODECS: readonly (readonly [name: string, codec: AnyCodec])[] = Object.entries(wire).flatMap(
  ([name, value]) => (isCodec(value) ? [[name, value] as const] : []),
)

const messages = CODECS.map(
  ([name, codec]): Target => ({
    name,
    seeds: [...fullMessages(messageName(name)), ...(RECORDED[name] ?? [])],
    read: (bytes) => {
      codec.decode(bytes)
      wire.errorInFrame(bytes)
      codec.decodeStrict(bytes)
    },
  }),
)

const statements = SAMPLES.flatMap(({ kind, sign }): Target[] => {
  const { value, bytes } = sign(HOSTILE_KEY)
  const name = kind.type.replace(/.*\./, '')
  return [
    { name: `envelope ${name}`, seeds: [bytes], read: (envelope) => wire.openStatement(kind, envelope) },
    {
      name: `signed ${name}`,
      seeds: [kind.payload.encode(value), ...fullMessages(name)],
      read: (payload) => wire.openStatement(kind, hostileEnvelope(kind, payload)),
    },
  ]
})

// --- membership

const AT_MS = Number(wire.openStatement(wire.MEMBERSHIP, CHAIN.membership).value.notBeforeMs)
const VERIFIED = verifyCredentialChain(CHAIN, { atMs: AT_MS })
const SELF = peerIdToBytes(HOSTILE_KEY.peerId)

const orNothing = <P>(kind: wire.SignedKind<P>, payload: Uint8Array): Uint8Array =>
  payload.length === 0 ? payload : hostileEnvelope(kind, payload)

/** Envelopes in place of the payloads in a chain. */
function signChain(payloads: wire.CredentialChain): wire.CredentialChain {
  return {
    genesis: hostileEnvelope(wire.COOP_GENESIS, payloads.genesis),
    issuerCertificate: hostileEnvelope(wire.ISSUER_CERTIFICATE, payloads.issuerCertificate),
    delegation: orNothing(wire.ORG_DELEGATION, payloads.delegation),
    delegationIssuerCertificate: orNothing(wire.ISSUER_CERTIFICATE, payloads.delegationIssuerCertificate),
    membership: hostileEnvelope(wire.MEMBERSHIP, payloads.membership),
  }
}

/** A chain of payloads in which one key is root, issuer and member. */
function hostileChain(isDelegated = false): wire.CredentialChain {
  const genesis = wire.COOP_GENESIS.payload.encode({
    ...wire.openStatement(wire.COOP_GENESIS, CHAIN.genesis).value,
    root: SELF,
  })
  const networkId = wire.digestOf(wire.COOP_GENESIS, genesis)
  const issuerCertificate = wire.ISSUER_CERTIFICATE.payload.encode({
    ...wire.openStatement(wire.ISSUER_CERTIFICATE, CHAIN.issuerCertificate).value,
    networkId,
    issuer: SELF,
  })
  const stands = {
    networkId,
    issuer: SELF,
    issuerCertificate: wire.digestOf(wire.ISSUER_CERTIFICATE, issuerCertificate),
  }
  const credential = wire.openStatement(wire.MEMBERSHIP, CHAIN.membership).value
  const delegation = wire.ORG_DELEGATION.payload.encode({
    ...stands,
    serial: credential.serial,
    orgId: credential.orgId,
    orgName: credential.orgName,
    jurisdictions: [credential.jurisdiction],
    roles: [...credential.roles],
    maxNodes: 1,
    maxMembershipMs: credential.notAfterMs - credential.notBeforeMs,
    notBeforeMs: credential.notBeforeMs,
    notAfterMs: credential.notAfterMs,
  })
  const membership = wire.MEMBERSHIP.payload.encode({
    ...credential,
    ...stands,
    subject: SELF,
    ...(isDelegated ? { delegation: wire.digestOf(wire.ORG_DELEGATION, delegation), seat: 1 } : {}),
  })
  return {
    genesis,
    issuerCertificate,
    delegation: isDelegated ? delegation : new Uint8Array(),
    membership,
    delegationIssuerCertificate: new Uint8Array(),
  }
}

const HOSTILE_PAYLOADS = hostileChain()
const HOSTILE_CHAIN = signChain(HOSTILE_PAYLOADS)
const HOSTILE_VERIFIED = verifyCredentialChain(HOSTILE_CHAIN, { atMs: AT_MS })

const ofHostileRoot = <P>(kind: wire.SignedKind<P>, bytes: Uint8Array): Uint8Array =>
  kind.payload.encode({ ...wire.openStatement(kind, bytes).value, networkId: HOSTILE_VERIFIED.networkId } as never)

const HOSTILE_LIFETIMES = {
  networkId: HOSTILE_VERIFIED.networkId,
  version: 1,
  membershipMs: 4n,
  renewalMs: 1n,
  revocationMs: 2n,
}
const HOSTILE_LIST = {
  networkId: HOSTILE_VERIFIED.networkId,
  issuer: SELF,
  sequence: 1n,
  updatedMs: BigInt(AT_MS),
  revocations: [{ serial: new Uint8Array(16) }, { peer: SELF }, { orgId: 'lab' }, { issuer: SELF }],
}

const membership: readonly Target[] = [
  {
    name: 'credential chain',
    seeds: [wire.credentialChain.encode(CHAIN)],
    read: (bytes) => verifyCredentialChain(wire.credentialChain.decode(bytes), { atMs: AT_MS }),
  },
  {
    name: 'credential chain of a hostile co-op',
    seeds: [wire.credentialChain.encode(HOSTILE_PAYLOADS), wire.credentialChain.encode(hostileChain(true))],
    read: (bytes) => verifyCredentialChain(signChain(wire.credentialChain.decode(bytes)), { atMs: AT_MS }),
  },
  {
    name: 'bundle',
    seeds: [wire.coopBundle.encode(BUNDLE)],
    read: (bytes) => openBundle(wire.coopBundle.decode(bytes), CHAIN, VERIFIED),
  },
  {
    name: 'bundle of a hostile co-op',
    seeds: [
      wire.coopBundle.encode({
        issuerCertificates: [HOSTILE_PAYLOADS.issuerCertificate],
        delegations: [hostileChain(true).delegation],
        lifetimes: [wire.LIFETIMES.payload.encode(HOSTILE_LIFETIMES)],
        revocationLists: [wire.REVOCATION_LIST.payload.encode(HOSTILE_LIST)],
        groups: BUNDLE.groups.map((bytes) => ofHostileRoot(wire.GROUP_DEFINITION, bytes)),
        priceTables: BUNDLE.priceTables.map((bytes) => ofHostileRoot(wire.PRICE_TABLE, bytes)),
      }),
    ],
    read: (bytes) => {
      const { issuerCertificates, groups, priceTables, revocationLists, delegations, lifetimes } =
        wire.coopBundle.decode(bytes)
      const signAll = <P>(kind: wire.SignedKind<P>, payloads: readonly Uint8Array[]): Uint8Array[] =>
        payloads.map((payload) => hostileEnvelope(kind, payload))
      const bundle = openBundle(
        {
          genesis: HOSTILE_CHAIN.genesis,
          issuerCertificates: signAll(wire.ISSUER_CERTIFICATE, issuerCertificates),
          groups: signAll(wire.GROUP_DEFINITION, groups),
          priceTables: signAll(wire.PRICE_TABLE, priceTables),
          revocationLists: signAll(wire.REVOCATION_LIST, revocationLists),
          delegations: signAll(wire.ORG_DELEGATION, delegations),
          lifetimes: signAll(wire.LIFETIMES, lifetimes),
        },
        HOSTILE_CHAIN,
        HOSTILE_VERIFIED,
      )
      revokedOf(HOSTILE_VERIFIED, bundle.revocations, AT_MS)
      revocationAgeMs(bundle, AT_MS)
    },
  },
  ...invites(),
]

function invites(): Target[] {
  const code = encodeInvite({
    networkId: VERIFIED.networkId,
    issuer: VERIFIED.issuer,
    node: VERIFIED.subject,
    secret: new Uint8Array(16),
    addresses: ['/ip4/10.0.0.1/tcp/4001', '/dns4/node.example/tcp/4001'],
    expiresAtMs: AT_MS,
  })
  return [
    { name: 'invite code', seeds: [Buffer.from(code)], read: (bytes) => decodeInvite(Buffer.from(bytes).toString()) },
    {
      name: 'invite content',
      seeds: [base32.baseDecode(code.slice('sov1-'.length)).slice(0, -4)],
      read: (body) =>
        decodeInvite(`sov1-${base32.baseEncode(Buffer.concat([body, wire.sha256(body).subarray(0, 4)]))}`),
    },
  ]
}

// --- everything else

const NETWORK_ID = wire.openStatement(wire.OFFER, OFFER_ENVELOPE).value.networkId
const OFFERED_MS = Number(wire.openStatement(wire.OFFER, OFFER_ENVELOPE).value.issuedMs)
const CONFIGURATION =
  'port = 11_435\nlisten = ["/ip4/0.0.0.0/tcp/4001"]\nmdns = false\nmodels = ["a.gguf"]\ngpu = "off"\nslots = 0x4\n'
const OFFER_PAYLOAD = { ...wire.openStatement(wire.OFFER, OFFER_ENVELOPE).value, peer: SELF }

const others: readonly Target[] = [
  { name: 'offer', seeds: [OFFER_ENVELOPE], read: (bytes) => openOffer(bytes, NETWORK_ID, OFFERED_MS) },
  {
    name: 'offer of a hostile member',
    seeds: [wire.OFFER.payload.encode(OFFER_PAYLOAD)],
    read: (payload) => openOffer(hostileEnvelope(wire.OFFER, payload), NETWORK_ID, OFFERED_MS),
  },
  { name: 'manifest', seeds: [MANIFEST], read: (bytes) => manifestDigest(wire.modelManifest.decodeStrict(bytes)) },
  { name: 'receipt', seeds: [RECEIPT], read: (bytes) => verifyReceipt(bytes) },
  {
    name: 'request',
    seeds: [
      PROMPT.request,
      wire.chatRequest.encode({ embed: ['one', 'two'] }),
      wire.chatRequest.encode({ prompt: 'one' }),
    ],
    read: (request) => decodeRequest({ request, params: PROMPT.params }),
  },
  {
    name: 'sampling parameters',
    seeds: [PROMPT.params],
    read: (params) => decodeRequest({ request: PROMPT.request, params }),
  },
  { name: 'delta of an answer', seeds: DELTAS, read: (bytes) => deltaReader(100).read(wire.delta.decode(bytes)) },
  {
    name: 'vector of an answer',
    seeds: [wire.delta.encode({ vector: [0.5, -1, 0] })],
    read: (bytes) => vectorReader(1).read(wire.delta.decode(bytes)),
  },
  { name: 'peer text', seeds: [Buffer.from('busy, come back')], read: readPeerText },
  { name: 'chat body', seeds: chatBodies(), read: (bytes) => parseChat(json(bytes), NO_DEMANDS) },
  { name: 'explain body', seeds: chatBodies(), read: (bytes) => parseExplain(json(bytes), NO_DEMANDS) },
  { name: 'embedding body', seeds: embeddingBodies(), read: (bytes) => parseEmbedding(json(bytes), NO_DEMANDS) },
  { name: 'configuration', seeds: [Buffer.from(CONFIGURATION)], read: readConfiguration },
]

/** No key and no headers beside the body. */
const NO_DEMANDS = { key: null, headers: undefined }

function readPeerText(bytes: Uint8Array): void {
  const text = wire.cleanPeerText(Buffer.from(bytes).toString())
  if (Buffer.byteLength(text) > 512 || /\p{Cc}|\p{Cf}/u.test(text)) throw new Error('the text was not cleaned')
}

/** What a JSON parser has let through; the HTTP server answers the rest itself. */
function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString())
  } catch {
    return undefined
  }
}

function chatBodies(): Uint8Array[] {
  const bodies = [
    { model: 'demo', messages: [{ role: 'user', content: 'Hi' }] },
    {
      model: 'demo',
      stream: true,
      stream_options: { include_usage: true },
      messages: [
        { role: 'developer', content: 'Be brief.' },
        { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      ],
      temperature: 0.5,
      top_p: 0.9,
      seed: -1,
      stop: ['\n'],
      max_tokens: 5,
      provider: { jurisdictions: ['EU', 'no'], only: ['lab'], ignore: [], allow_fallbacks: false, tier: 'mesh' },
      logit_bias: {},
    },
  ]
  return bodies.map((body) => Buffer.from(JSON.stringify(body)))
}

function embeddingBodies(): Uint8Array[] {
  const bodies = [
    { model: 'minilm', input: 'Hi' },
    { model: 'minilm', input: ['one', 'two'], encoding_format: 'base64', provider: { tier: 'local' } },
  ]
  return bodies.map((body) => Buffer.from(JSON.stringify(body)))
}

/** Settings come from a file only; it is removed at once, since a fuzzer ends its process without notice. */
function readConfiguration(bytes: Uint8Array): void {
  const configPath = join(tmpdir(), `sov-fuzz-${String(process.pid)}.toml`)
  writeFileSync(configPath, bytes)
  try {
    loadSettings({ flags: {}, configPath, env: {} })
  } finally {
    rmSync(configPath)
  }
}

export const TARGETS: readonly Target[] = [...messages, ...statements, ...membership, ...others]

function isCodec(value: unknown): value is AnyCodec {
  return typeof value === 'object' && value !== null && 'decodeStrict' in value
}

export function messageName(codec: string): string {
  return codec.charAt(0).toUpperCase() + codec.slice(1)
}
