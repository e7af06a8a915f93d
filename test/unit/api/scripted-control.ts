import type {
  MembershipView,
  NodeControl,
  NodeIdentity,
  NodeStatus,
  PeerView,
  PricesView,
  UsageStatement,
} from '../../../src/api/index.js'
import { SovError } from '../../../src/errors.js'
import type { AuditReport, Balances, Rebuilt, ReceiptSummary, UsageOptions } from '../../../src/ledger/index.js'
import type { Invite } from '../../../src/membership/index.js'
import { ORDER_ID, PEER } from './scripted-scheduler.js'

const MEMBERSHIP: MembershipView = {
  coopName: 'Fjord',
  networkId: 'cd'.repeat(32),
  orgId: 'lab',
  orgName: 'Lab',
  jurisdiction: 'NO',
  isIssuer: true,
  expiresAtMs: Date.UTC(2026, 10, 8),
}

const TABLE = {
  version: 1,
  effectiveAtMs: Date.UTC(2026, 10, 1),
  promptRate: 250,
  outputRate: 1_000,
  contextRate: 30,
  isFreeInsideOrganisation: true,
  creditLimit: 0n,
  startingLine: 5_000n,
  digest: 'ab'.repeat(32),
  example: { activeParameters: 8_000_000_000n, promptTokens: 1_000, outputTokens: 300, charge: 4_482_764n },
}

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

const AUDIT: AuditReport = {
  author: PEER,
  networkId: 'cd'.repeat(32),
  entries: 7,
  receipts: 2,
  orders: 3,
  leftOut: 0n,
  balances: [{ peer: PEER, contributed: 3n, consumed: 10n, awarded: 0n, balance: -7n }],
  forked: [],
  findings: [],
  unlisted: 0,
}

/** Says the same always and remembers what it was asked. */
export class ScriptedControl implements NodeControl {
  readonly calls: [name: string, argument: unknown][] = []
  readonly receiptBytes = Uint8Array.of(0, 255, 10, 13)
  statement: UsageStatement = STATEMENT
  audit: AuditReport = AUDIT
  membership: MembershipView | undefined = MEMBERSHIP

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
      ledger: { state: 'current', epoch: 1, seq: 7n, knownEpoch: 1, knownSeq: 7n },
      models: ['tiny'],
      connectedPeers: 1,
      runningRequests: 0,
      admittedRequests: 0,
      engines: [],
    })
  }

  createCoop(options: Parameters<NodeControl['createCoop']>[0]): Promise<MembershipView> {
    this.calls.push(['createCoop', options])
    return Promise.resolve(MEMBERSHIP)
  }

  prices(): PricesView {
    const toCome = { ...TABLE, version: 2, effectiveAtMs: Date.UTC(2026, 11, 1), isFreeInsideOrganisation: false }
    return { inForce: TABLE, toCome: [toCome] }
  }

  setPrices(change: Parameters<NodeControl['setPrices']>[0]): Promise<PricesView> {
    this.calls.push(['setPrices', change])
    return Promise.resolve(this.prices())
  }

  invite(options: Parameters<NodeControl['invite']>[0]): Promise<Invite> {
    this.calls.push(['invite', options])
    return Promise.resolve({ code: 'sov1-abc', expiresAtMs: Date.UTC(2026, 10, 2) })
  }

  join(code: string): Promise<MembershipView> {
    this.calls.push(['join', code])
    return Promise.resolve(MEMBERSHIP)
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

  decide(decision: Parameters<NodeControl['decide']>[0]): ReturnType<NodeControl['decide']> {
    this.calls.push(['decide', decision])
    return Promise.resolve({ peers: [PEER] })
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
