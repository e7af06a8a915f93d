import type {
  MembershipView,
  NodeControl,
  NodeIdentity,
  NodeStatus,
  PeerView,
  PolicyControl,
  PolicyView,
  UsageStatement,
} from '../../../src/api/index.js'
import type { AvailabilityView } from '../../../src/availability/index.js'
import type { ApiKeyView, CreateApiKeyOptions, CreatedApiKey } from '../../../src/api-keys/index.js'
import type { ComplianceReport } from '../../../src/compliance/index.js'
import { SovError } from '../../../src/errors.js'
import { createPolicyControl } from '../../../src/policy-control.js'
import { BUILT_IN_POLICY } from '../../../src/policy/index.js'
import type { AuditReport, Balances, Rebuilt, ReceiptSummary, UsageOptions } from '../../../src/ledger/index.js'
import { MEMBERSHIP, ScriptedCoop } from './scripted-coop.js'
import { ORDER_ID, PEER, ScriptedScheduler } from './scripted-scheduler.js'

const SUMS = {
  requests: 2,
  attested: 1,
  promptTokens: 1_000n,
  cachedTokens: 10n,
  outputTokens: 300n,
  charge: 9_007_199_254_740_993n,
}
const NO_SUMS = { requests: 0, attested: 0, promptTokens: 0n, cachedTokens: 0n, outputTokens: 0n, charge: 0n }
const USED = { contributed: NO_SUMS, consumed: SUMS, balance: -SUMS.charge }

const STATEMENT: UsageStatement = {
  node: { peer: PEER, orgName: 'Lab', coopName: 'Fjord' },
  period: { from: '2026-11-01', to: '2026-12-01', timeZone: 'UTC' },
  rows: [
    {
      day: '2026-11-03',
      direction: 'consumed',
      orgId: 'koeln',
      orgName: 'Köln',
      peer: PEER,
      model: 'ab'.repeat(32),
      ...SUMS,
    },
  ],
  organisations: [{ orgId: 'koeln', orgName: 'Köln', ...USED }],
  total: USED,
  unsettled: [],
  models: [{ digest: 'ab'.repeat(32), architecture: 'llama', quantisation: 'q8_0', name: 'tiny' }],
  reducedMonths: [],
  areTotalsWhole: true,
}

const KEY: ApiKeyView = {
  id: '3f9c02ab',
  name: 'ward 3',
  policyDigest: 'ef'.repeat(32),
  dataClass: 'personal',
  requestsPerMinute: 60,
  maxConcurrent: 2,
  createdAtMs: Date.UTC(2026, 10, 1),
  expiresAtMs: Date.UTC(2026, 11, 1),
}
const NO_LIMITS = {
  policyDigest: undefined,
  dataClass: undefined,
  requestsPerMinute: undefined,
  maxConcurrent: undefined,
  expiresAtMs: undefined,
}

const AUDIT: AuditReport = {
  author: PEER,
  networkId: 'cd'.repeat(32),
  federated: [],
  entries: 7,
  receipts: 2,
  orders: 3,
  leftOut: 0n,
  balances: [{ peer: PEER, contributed: 3n, consumed: 10n, awarded: 0n, balance: -7n }],
  forked: [],
  findings: [],
  unlisted: 0,
}

const COMPLIANCE: ComplianceReport = {
  author: PEER,
  sinceMs: 0,
  untilMs: undefined,
  requests: 1,
  orders: 1,
  allowed: 1,
  byOwner: 0,
  violations: [],
  disclosures: [
    {
      orderId: ORDER_ID,
      requestId: ORDER_ID,
      atMs: Date.UTC(2026, 10, 3),
      peer: PEER,
      orgId: 'koeln',
      orgName: 'Köln',
      coop: 'cd'.repeat(32),
      jurisdiction: 'DE',
      evidenceLevel: 2,
      evidence: 'ef'.repeat(32),
      dataClass: 'personal',
      policies: ['ab'.repeat(32)],
      outcome: 'answered',
      verdict: 'allowed',
      rules: [{ layer: 'node', rule: 'rules[0] patients', outcome: 'allowed' }],
    },
  ],
}

function policiesOfNobody(): PolicyControl {
  return createPolicyControl({
    membership: { coop: undefined, federated: () => [], groups: () => new Map() },
    directory: { peers: () => [] },
    scheduler: new ScriptedScheduler(),
    blocked: {
      start: () => Promise.resolve(),
      names: () => [],
      block: () => Promise.resolve(),
      allow: () => Promise.resolve(),
    },
    policy: () => BUILT_IN_POLICY,
  })
}

/** Says the same always and remembers what it was asked. */
export class ScriptedControl extends ScriptedCoop implements NodeControl {
  readonly receiptBytes = Uint8Array.of(0, 255, 10, 13)
  statement: UsageStatement = STATEMENT
  audit: AuditReport = AUDIT
  compliance: ComplianceReport = COMPLIANCE
  /** Records that are left out of lists. */
  damaged = 0
  availability: AvailabilityView = {
    state: 'open',
    reason: undefined,
    untilMs: undefined,
    user: undefined,
    gpu: undefined,
  }
  membership: MembershipView | undefined = MEMBERSHIP
  /** Plays a node in no co-op, with the built-in policy, until a test says otherwise. */
  policies: PolicyControl = policiesOfNobody()
  warnings: NodeStatus['warnings'] = []

  id(): NodeIdentity {
    return { peerId: '12D3KooWSelf', addresses: ['/ip4/127.0.0.1/tcp/4001/p2p/12D3KooWSelf'] }
  }

  status(): Promise<NodeStatus> {
    return Promise.resolve({
      ...this.id(),
      version: '1.2.3',
      state: 'running',
      startedAtMs: Date.UTC(2026, 10, 1),
      dataDir: '/data',
      api: 'http://127.0.0.1:11435',
      membership: this.membership,
      warnings: this.warnings,
      ledger: { state: 'current', epoch: 1, seq: 7n, knownEpoch: 1, knownSeq: 7n },
      models: ['tiny'],
      connectedPeers: 1,
      runningRequests: 0,
      admittedRequests: 0,
      engines: [],
      availability: this.availability,
    })
  }

  groups(): ReturnType<NodeControl['groups']> {
    return []
  }

  setGroup(change: Parameters<NodeControl['setGroup']>[0]): ReturnType<NodeControl['setGroup']> {
    this.calls.push(['setGroup', change])
    return Promise.resolve([])
  }

  federated(): ReturnType<NodeControl['federated']> {
    return []
  }

  federate(options: Parameters<NodeControl['federate']>[0]): ReturnType<NodeControl['federate']> {
    this.calls.push(['federate', options])
    return Promise.reject(new SovError('ERR_SOV_BAD_REQUEST', 'scripted'))
  }

  unfederate(nameOrId: string): ReturnType<NodeControl['unfederate']> {
    this.calls.push(['unfederate', nameOrId])
    return Promise.reject(new SovError('ERR_SOV_BAD_REQUEST', 'scripted'))
  }

  policy(): PolicyView {
    return this.policies.policy()
  }

  checkPolicy(text: string): PolicyView {
    return this.policies.checkPolicy(text)
  }

  explainPolicy(...asked: Parameters<NodeControl['explainPolicy']>): ReturnType<NodeControl['explainPolicy']> {
    return this.policies.explainPolicy(...asked)
  }

  blocked(): readonly string[] {
    return this.policies.blocked()
  }

  block(name: string): Promise<readonly string[]> {
    this.calls.push(['block', name])
    return this.policies.block(name)
  }

  allow(name: string): Promise<readonly string[]> {
    this.calls.push(['allow', name])
    return this.policies.allow(name)
  }

  setAvailability(options: Parameters<NodeControl['setAvailability']>[0]): Promise<AvailabilityView> {
    this.calls.push(['setAvailability', options])
    return Promise.resolve(this.availability)
  }

  peers(): Promise<readonly PeerView[]> {
    return Promise.resolve([
      {
        peer: PEER,
        state: 'connected' as const,
        orgId: 'koeln',
        orgName: 'Köln\u001b[31m',
        jurisdiction: 'DE',
        rttMs: 12.3,
        models: ['tiny'],
        slots: 4,
        running: 1,
      },
    ])
  }

  ledger(): Promise<Balances> {
    const balance = {
      contributed: 9_007_199_254_740_993n,
      consumed: 9_007_199_254_741_000n,
      awarded: 0n,
      balance: -7n,
      requests: 2,
    }
    const organisation = { orgId: 'koeln', orgName: 'Köln' }
    return Promise.resolve({
      perPeer: [{ peer: PEER, ...organisation, ...balance }],
      perOrganisation: [{ ...organisation, ...balance }],
    })
  }

  auditLedger(options: Parameters<NodeControl['auditLedger']>[0]): Promise<AuditReport> {
    this.calls.push(['auditLedger', options])
    return Promise.resolve(this.audit)
  }

  auditCompliance(options: Parameters<NodeControl['auditCompliance']>[0]): Promise<ComplianceReport> {
    this.calls.push(['auditCompliance', options])
    return Promise.resolve(this.compliance)
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a stream without waits
  async *exportLedger(options: Parameters<NodeControl['exportLedger']>[0]): AsyncGenerator<Uint8Array> {
    this.calls.push(['exportLedger', options])
    yield this.receiptBytes
    yield this.receiptBytes
  }

  rebuildLedger(): Promise<Rebuilt> {
    this.calls.push(['rebuildLedger', undefined])
    const chain = { state: 'current', epoch: 1, seq: 7n, knownEpoch: 1, knownSeq: 7n } as const
    return Promise.resolve({ before: { ...this.audit, entries: 5 }, after: this.audit, chain })
  }

  damagedReceipts(options: Parameters<NodeControl['damagedReceipts']>[0]): Promise<number> {
    this.calls.push(['damagedReceipts', options])
    return Promise.resolve(this.damaged)
  }

  receipts(options: Parameters<NodeControl['receipts']>[0]): Promise<readonly ReceiptSummary[]> {
    this.calls.push(['receipts', options])
    return Promise.resolve([
      {
        orderId: ORDER_ID,
        orderDigest: 'ef'.repeat(32),
        createdMs: Date.UTC(2026, 10, 1),
        role: 'consumer',
        peer: PEER,
        orgId: 'koeln',
        orgName: 'Köln',
        jurisdiction: 'DE',
        model: 'ab'.repeat(32),
        state: 'open',
        statement: undefined,
        promptTokens: undefined,
        outputTokens: undefined,
        isAttested: undefined,
        charge: undefined,
      },
    ])
  }

  createKey(options: CreateApiKeyOptions): Promise<CreatedApiKey> {
    this.calls.push(['createKey', options])
    return Promise.resolve({ ...KEY, key: `sov-${KEY.id}-${'k'.repeat(43)}` })
  }

  keys(): readonly ApiKeyView[] {
    return [KEY, { ...KEY, id: '00000000', name: 'plain', ...NO_LIMITS }]
  }

  revokeKey(id: string): Promise<ApiKeyView> {
    this.calls.push(['revokeKey', id])
    if (id === KEY.id) return Promise.resolve(KEY)
    return Promise.reject(new SovError('ERR_SOV_API_KEY_NOT_FOUND', 'no API key has this id'))
  }

  usage(options: UsageOptions): Promise<UsageStatement> {
    this.calls.push(['usage', options])
    return Promise.resolve(this.statement)
  }

  backup(folder: string): ReturnType<NodeControl['backup']> {
    this.calls.push(['backup', folder])
    const createdAtMs = Date.UTC(2026, 10, 1)
    return Promise.resolve({ folder, peerId: PEER, createdAtMs, entries: 1_234, files: 7, bytes: 3 * 1024 ** 2 })
  }

  receipt(orderId: string): Promise<Uint8Array> {
    if (orderId === ORDER_ID) return Promise.resolve(this.receiptBytes)
    return Promise.reject(new SovError('ERR_SOV_RECEIPT_NOT_FOUND', 'no receipt has this id'))
  }
}
