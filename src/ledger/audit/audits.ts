import type { Clock } from '../../clock.js'
import { SovError } from '../../errors.js'
import type { PeerIdString, Signer } from '../../identity/index.js'
import type { Store } from '../../store/index.js'
import { Role } from '../../wire/index.js'
import { auditItems } from './audit.js'
import { auditPeer } from './audit-peer.js'
import type { AuditReport } from './audit-report.js'
import { LEDGER_PROTOCOL } from '../exchange/exchange.js'
import { exportItems } from './export.js'
import { writeExport } from './export-format.js'
import type { ExchangeComponents } from '../exchange/late-settlement.js'
import { Questions } from '../exchange/questions.js'
import type { Witness } from '../chain/witness.js'

interface AuditsComponents {
  readonly store: Store
  readonly signer: Signer
  readonly clock: Clock
  readonly witness: Witness
}

/** Audits and exports of the ledger, each of one moment of the store while settling goes on. */
export class Audits {
  readonly #components: AuditsComponents
  #others: Pick<ExchangeComponents, 'network' | 'membership'> | undefined

  constructor(components: AuditsComponents) {
    this.#components = components
  }

  connect(others: Pick<ExchangeComponents, 'network' | 'membership'>): void {
    this.#others = others
  }

  /** See `Ledger.export`. */
  async *export(fromSeq?: bigint): AsyncGenerator<Uint8Array> {
    const { store, signer } = this.#components
    const view = store.snapshot()
    try {
      yield* writeExport(exportItems(view, signer.peerId, fromSeq), signer)
    } finally {
      await view.close()
    }
  }

  /** See `Ledger.audit`. */
  async audit(peer: PeerIdString | undefined): Promise<AuditReport> {
    if (peer !== undefined) return this.#auditPeer(peer)
    const { store, signer } = this.#components
    const view = store.snapshot()
    try {
      return await auditItems(exportItems(view, signer.peerId))
    } finally {
      await view.close()
    }
  }

  async #auditPeer(peer: PeerIdString): Promise<AuditReport> {
    const { store, signer, clock, witness } = this.#components
    const { network, membership } = this.#others ?? {}
    const chain = membership?.chain
    if (network === undefined || chain === undefined || membership?.member(peer) === undefined) {
      throw new SovError('ERR_SOV_PEER_DISCONNECTED', 'the peer is not connected as a member', {
        remedy: 'See `sov-node peers`; a peer is audited while both nodes run.',
      })
    }
    const questions = new Questions(() => network.open(peer, LEDGER_PROTOCOL))
    const before = store.snapshot()
    try {
      const report = await auditPeer(peer, {
        now: store,
        before,
        self: signer.peerId,
        clock,
        genesis: chain.genesis,
        isAuditor: membership.credential?.roles.includes(Role.ROLE_AUDITOR) ?? false,
        ask: (question) => questions.ask(question),
        onFork: (proof) => witness.takeProof(proof),
      })
      await questions.close()
      return report
    } catch (error) {
      await questions.fail()
      throw error
    } finally {
      await before.close()
    }
  }
}
