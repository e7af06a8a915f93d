import { randomBytes } from 'node:crypto'
import { systemClock } from '../../src/clock.js'
import { Measurements } from '../../src/directory/measurements.js'
import type { PeerRecord } from '../../src/directory/index.js'
import { manifestDigest, type EngineModel } from '../../src/engine/index.js'
import { parsePolicy, type Layers } from '../../src/policy/index.js'
import { decide, type Mesh } from '../../src/scheduler/decide.js'
import type { MeshModel } from '../../src/scheduler/index.js'
import { Judges } from '../../src/scheduler/judgement.js'
import { LogPolicy, Role, type MembershipCredential } from '../../src/wire/index.js'

export interface DecisionCase {
  /** How much of what was judged before can be used again. */
  readonly verdicts: 'warm' | 'new' | 'first'
  readonly decide: () => void
}

const SELF = 'self'
const CODES = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')
const NODE = parsePolicy(
  JSON.stringify({
    version: 1,
    assume_data_class: 'personal',
    coops: { own: 'any' },
    rules: [
      { when: { data_class: ['secret'] }, deny: true },
      {
        when: { data_class: ['personal', 'research-restricted'] },
        require: { jurisdiction: { group: 'EEA' }, evidence_at_least: 1, no_prompt_logging: true, coops: ['own'] },
      },
      { when: { data_class: ['public'] }, require: {} },
    ],
    default: 'deny',
  }),
)
const KEY = parsePolicy(
  JSON.stringify({ version: 1, rules: [{ require: { jurisdiction: { group: 'EU' } } }], default: 'deny' }),
)

/** Deciding in a mesh of so many peers, most of which may and can answer. */
export function decisionCases(peers: number): readonly DecisionCase[] {
  const measurements = new Measurements(systemClock)
  const [own, ...others] = Array.from({ length: 4 }, (_, index) => modelOf(`model-${String(index)}`))
  if (own === undefined) throw new RangeError('no model')
  const wanted: MeshModel = {
    ...own,
    id: own.name,
    quantisation: own.manifest.quantisation,
    parameters: 1n,
    nodes: peers,
    isLocal: true,
  }
  const mesh: Mesh = {
    self: { boot: {}, credential: credentialOf(0), models: [own], othersRunning: 1, isDraining: false },
    peers: Array.from({ length: peers }, (_, index) => recordOf(index, [...others, own])),
    measured: (peer) => measurements.view(peer, own.digest),
  }
  for (const { peer } of mesh.peers) {
    const lease = measurements.begin(peer, own.digest, { waits: false, sharing: 1 })
    lease.firstToken(1_000)
    lease.served(100)
  }
  const judgesOf = (): Judges =>
    new Judges({
      membership: {
        coop: { name: 'bench', networkId: new Uint8Array(32), root: SELF, isIssuer: false },
        credential: mesh.self.credential,
        credentialDigest: new Uint8Array(32),
        federated: () => [],
        validity: () => ({ state: 'in_force', revocationAgeMs: 0, isStale: false }),
        // made anew at each call, as the bundle of a co-op does
        groups: () =>
          new Map([
            ['EU', [...CODES]],
            ['EEA', [...CODES, 'IS', 'LI', 'NO']],
          ]),
      },
      peerId: SELF,
      blocked: () => [],
    })
  const known = judgesOf()
  const decideBy = (judges: Judges, layers: Layers): void => {
    decide(mesh, wanted, judges.at(Date.now(), layers, wanted), new Set())
  }
  const layers: Layers = { node: NODE, key: KEY, requests: [{ tier: 'any', jurisdictions: ['EU'] }] }
  let serial = 0
  return [
    { verdicts: 'warm', decide: () => decideBy(known, layers) },
    {
      verdicts: 'new',
      decide: () => decideBy(known, { ...layers, requests: [{ tier: 'any', ignore: [String(serial++)] }] }),
    },
    { verdicts: 'first', decide: () => decideBy(judgesOf(), layers) },
  ]
}

function modelOf(name: string): EngineModel {
  const manifest = {
    fileSha256: randomBytes(32),
    fileBytes: 1n,
    architecture: 'llama',
    quantisation: 'q8_0',
    parameters: 1n,
    activeParameters: 1n,
    contextTokens: 4_096,
  }
  return { name, digest: manifestDigest(manifest), manifest, task: 'chat', contextTokens: 4_096, slots: 4 }
}

function recordOf(index: number, models: readonly EngineModel[]): PeerRecord {
  const peer = `peer-${String(index)}`
  const credential = credentialOf(index)
  const nothing = new Uint8Array()
  return {
    peer,
    member: {
      ...{
        peer,
        credential,
        credentialDigest: randomBytes(32),
        bootNonce: randomBytes(16),
        features: [],
        agent: '',
        isOwnCoop: true,
      },
      chain: {
        genesis: nothing,
        issuerCertificate: nothing,
        delegation: nothing,
        delegationIssuerCertificate: nothing,
        membership: nothing,
      },
    },
    models: models.map((model) => ({ ...model, busyWithOthers: index % 3 })),
    queued: 0,
    running: 0,
    isDraining: false,
    rttMs: index % 200,
    isSilent: false,
    lastSeenMs: 0,
  }
}

function credentialOf(index: number): MembershipCredential {
  return {
    networkId: new Uint8Array(32),
    serial: randomBytes(16),
    issuer: new Uint8Array(),
    issuerCertificate: new Uint8Array(32),
    subject: new Uint8Array(),
    orgId: `org-${String(index % 20)}`,
    orgName: `Organisation ${String(index % 20)}`,
    jurisdiction: CODES[index % CODES.length] ?? 'DE',
    evidenceLevel: 1,
    evidenceRef: new Uint8Array(),
    roles: [Role.ROLE_PROVIDER],
    maxConcurrent: 0,
    logPolicy: LogPolicy.LOG_POLICY_NO_PROMPTS,
    notBeforeMs: 0n,
    notAfterMs: 2n ** 52n,
    delegation: new Uint8Array(),
    seat: 0,
    evidenceDateMs: 0n,
  }
}
