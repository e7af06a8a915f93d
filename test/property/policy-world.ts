import type { PeerRecord } from '../../src/directory/index.js'
import { ADDRESS_DATA_LIFE_MS } from '../../src/limits.js'
import {
  candidateOf,
  parsePolicy,
  resolveDataClass,
  type Constraints,
  type Facts,
  type Layers,
  type Policy,
  type PolicyCandidate,
} from '../../src/policy/index.js'
import type { RouteKey } from '../../src/scheduler/index.js'
import { LogPolicy, toHex, type MembershipCredential } from '../../src/wire/index.js'
import type { Random } from '../spine/random.js'
import { credential, model, peerRecord, SELF, type ScriptedMesh } from '../unit/scheduler/scripted-mesh.js'

const COOPS = [0, 1, 2]
const ORGS = ['a', 'b', 'c']
const CODES = ['DE', 'FR', 'NO', 'US']
const GROUPS = ['EU', 'EEA', 'NATO']
const CLASSES = ['personal', 'public']
const PEERS = ['P0', 'P1', 'P2', 'P3', 'P4']
/** As policies and requests name them: `own` is co-op 0, whose other name is Fjord. */
const COOP_NAMES = ['own', 'Fjord', networkIdOf(1), networkIdOf(2), 'nobody']
const TINY = model('tiny')
const MODELS = ['tiny', 'tiny:q8_0', TINY.digest, 'other']
const DAY_MS = 86_400_000
const LEVELS = [0, 1, 2, 3]

export function networkIdOf(coop: number): string {
  return toHex(new Uint8Array(32).fill(coop))
}

/** What one request brings with it; the documents are those that its policies were parsed from. */
export interface Asked {
  readonly key: RouteKey | undefined
  readonly keyDocument: PolicyJson | undefined
  readonly requests: readonly Constraints[]
}

/** A policy as its file has it, for whoever reads it without the code under test. */
export interface PolicyJson {
  readonly assume_data_class?: string
  readonly coops?: Readonly<Record<string, 'any' | readonly string[]>>
  readonly rules: readonly {
    readonly when?: { readonly data_class?: readonly string[]; readonly models?: readonly string[] }
    readonly deny?: true
    readonly require?: {
      readonly jurisdiction?: { readonly group?: string; readonly any?: readonly string[] }
      readonly jurisdictions_deny?: readonly string[]
      readonly coops?: readonly string[]
      readonly orgs?: readonly string[]
      readonly evidence_at_least?: number
      readonly no_prompt_logging?: boolean
      readonly same_org?: boolean
    }
  }[]
}

/** A mesh, its policies and what the operator wants, all at random and changing. */
export class PolicyWorld {
  readonly #random: Random
  #serial = 0
  nowMs = Date.UTC(2026, 10, 1)
  /** Undefined: the node is in no co-op. */
  own: MembershipCredential | undefined
  records: readonly PeerRecord[] = []
  groups: ReadonlyMap<string, readonly string[]> = new Map()
  document: PolicyJson = { rules: [] }
  policy: Policy
  blocked: readonly string[] = []
  #hasModel = false

  constructor(random: Random) {
    this.#random = random
    this.own = this.#credential(0)
    this.document = this.#document()
    this.policy = parse(this.document)
    this.#changeMesh()
    this.#changeGroups()
    this.#changeModels()
  }

  /** Something else than before, at times. */
  change(): void {
    if (this.#chance(0.3)) this.#changeMesh()
    if (this.#chance(0.1)) this.#changeGroups()
    if (this.#chance(0.1)) this.own = this.#chance(0.1) ? undefined : this.#credential(0)
    if (this.#chance(0.1)) this.#changeModels()
    if (this.#chance(0.2)) this.blocked = this.#chance(0.6) ? [] : this.#some([...PEERS, ...ORGS], 0.2)
    if (this.#chance(0.3)) {
      this.document = this.#document()
      this.policy = parse(this.document)
    }
    if (this.#chance(0.2)) this.nowMs += Math.floor(this.#random.between(1, 20 * DAY_MS))
  }

  showTo(mesh: ScriptedMesh): void {
    mesh.clock.advance(Math.max(0, this.nowMs - mesh.clock.nowMs()))
    mesh.own = this.own
    mesh.peers = this.records
    mesh.groups = this.groups
    mesh.policy = this.policy
    mesh.blocked = this.blocked
    mesh.localModels = this.#hasModel ? [TINY] : []
  }

  peers(): readonly string[] {
    return PEERS
  }

  ask(): Asked {
    const random = this.#random
    const keyDocument = this.#chance(0.3) ? this.#document() : undefined
    const key = keyDocument && { id: 'key', policy: parse(keyDocument) }
    const requests = Array.from({ length: random.pick([0, 1, 1, 2]) }, () => this.#constraints())
    return { key, keyDocument, requests }
  }

  /** One request, for whoever judges without a scheduler. */
  judgement(): { layers: Layers; facts: Facts; candidates: readonly PolicyCandidate[] } {
    const { key, requests } = this.ask()
    const layers = { node: this.policy, key: key?.policy, requests }
    const nodes = [
      { peer: SELF, isSelf: true, credential: this.own, credentialDigest: new Uint8Array(32) },
      ...this.records.map(({ member }) => ({ isSelf: false, ...member })),
    ]
    return {
      layers,
      facts: {
        groups: this.groups,
        coops: new Map([['Fjord', networkIdOf(0)]]),
        nowMs: this.nowMs,
        dataClass: resolveDataClass(layers),
        models: ['tiny', 'tiny:q8_0', TINY.digest],
        blocked: this.blocked,
      },
      candidates: nodes.map((node) => candidateOf({ ...node, own: this.own, nowMs: this.nowMs })),
    }
  }

  #changeMesh(): void {
    this.records = PEERS.filter(() => this.#chance(0.8)).map((peer) => {
      const record = peerRecord(peer, {
        models: this.#chance(0.9) ? [TINY] : [],
        rttMs: this.#random.between(1, 500),
        isDraining: this.#chance(0.05),
        isSilent: this.#chance(0.05),
      })
      const credentialDigest = new Uint8Array(32)
      new DataView(credentialDigest.buffer).setUint32(0, ++this.#serial)
      return { ...record, member: { ...record.member, credential: this.#credential(), credentialDigest } }
    })
  }

  #changeGroups(): void {
    this.groups = new Map(this.#some(GROUPS, 0.8).map((name) => [name, this.#some(CODES, 0.5)]))
  }

  #changeModels(): void {
    this.#hasModel = this.#chance(0.4)
  }

  #credential(coop = this.#random.pick([0, 0, 0, ...COOPS])): MembershipCredential {
    const random = this.#random
    return {
      ...credential(random.pick(ORGS), random.pick(CODES)),
      networkId: new Uint8Array(32).fill(coop),
      evidenceLevel: random.pick(LEVELS),
      evidenceRef: new Uint8Array(this.#chance(0.9) ? 32 : 0),
      evidenceDateMs: BigInt(Math.floor(this.nowMs - random.between(0, 1.5 * ADDRESS_DATA_LIFE_MS))),
      logPolicy: random.pick([LogPolicy.LOG_POLICY_NO_PROMPTS, LogPolicy.LOG_POLICY_UNSPECIFIED]),
      notAfterMs: BigInt(Math.floor(this.nowMs + random.between(-2 * DAY_MS, 60 * DAY_MS))),
    }
  }

  #document(): PolicyJson {
    const random = this.#random
    const rules = Array.from({ length: random.pick([1, 1, 2, 3]) }, () => {
      const when = this.#filled({ data_class: () => this.#list(CLASSES), models: () => this.#list(MODELS) }, 0.25)
      const shared = Object.keys(when).length === 0 ? {} : { when }
      return this.#chance(0.1) ? { ...shared, deny: true as const } : { ...shared, require: this.#requirements() }
    })
    return {
      ...(this.#chance(0.3) ? { assume_data_class: random.pick(CLASSES) } : {}),
      ...(this.#chance(0.2) ? { coops: this.#speakers() } : {}),
      rules,
    }
  }

  #speakers(): NonNullable<PolicyJson['coops']> {
    return Object.fromEntries(
      this.#list(COOP_NAMES).map((name) => [name, this.#chance(0.4) ? ('any' as const) : this.#places()]),
    )
  }

  #requirements(): NonNullable<PolicyJson['rules'][number]['require']> {
    const random = this.#random
    return this.#filled(
      {
        jurisdiction: () => (this.#chance(0.5) ? { group: random.pick(GROUPS) } : { any: this.#places() }),
        jurisdictions_deny: () => this.#list([...CODES, ...GROUPS]),
        coops: () => this.#list(COOP_NAMES),
        orgs: () => this.#organisations(),
        evidence_at_least: () => random.pick(LEVELS),
        no_prompt_logging: () => this.#chance(0.5),
        same_org: () => this.#chance(0.5),
      },
      0.12,
    )
  }

  #constraints(): Constraints {
    const random = this.#random
    const names = (): readonly string[] => this.#some([...PEERS, SELF, ...this.#organisations()], 0.6)
    const demanded: Partial<Constraints> = this.#filled(
      {
        jurisdictions: () => this.#some([...CODES, ...GROUPS], 0.6),
        jurisdictionsDeny: () => this.#some([...CODES, ...GROUPS], 0.15),
        only: names,
        ignore: () => this.#some([...PEERS, ...this.#organisations()], 0.2),
        order: names,
        trust: () => random.pick(['organisation', 'coop', 'federated'] as const),
        dataClass: () => random.pick(CLASSES),
        noPromptLogging: () => this.#chance(0.5),
        evidenceAtLeast: () => random.pick(LEVELS),
      },
      0.1,
    )
    return { tier: random.pick(['any', 'any', 'mesh', 'local'] as const), ...demanded }
  }

  #places(): readonly string[] {
    return this.#list([...CODES, ...CODES, ...GROUPS])
  }

  #organisations(): readonly string[] {
    return this.#list([...ORGS, ...ORGS.map((org) => `${this.#random.pick(COOP_NAMES)}/${org}`)])
  }

  #chance(probability: number): boolean {
    return this.#random.next() < probability
  }

  /** Each of the fields with a probability. */
  #filled<T extends Readonly<Record<string, () => unknown>>>(
    fields: T,
    probability: number,
  ): { [K in keyof T]?: ReturnType<T[K]> } {
    const present = Object.entries(fields).filter(() => this.#chance(probability))
    return Object.fromEntries(present.map(([name, make]) => [name, make()])) as { [K in keyof T]?: ReturnType<T[K]> }
  }

  #some<T>(items: readonly T[], probability: number): readonly T[] {
    return items.filter(() => this.#chance(probability))
  }

  /** At least one. */
  #list<T>(items: readonly T[]): readonly T[] {
    const some = this.#some(items, 0.5)
    return some.length === 0 ? [this.#random.pick(items)] : [...new Set(some)]
  }
}

function parse(document: PolicyJson): Policy {
  return parsePolicy(JSON.stringify({ version: 1, ...document, default: 'deny' }))
}
