import { deadline, type Clock } from '../clock.js'
import { SovError } from '../errors.js'
import { peerIdFromBytes, type PeerIdString } from '../identity/index.js'
import { RENEWAL_TIMEOUT_MS } from '../limits.js'
import type { Network } from '../network/index.js'
import type { MembershipFrame } from '../wire/index.js'
import type { Coop } from './coop.js'
import { askMembership, type Frame } from './membership-protocol.js'
import { isIssuerRevoked } from './revocations.js'

export interface IssuerNodesComponents {
  readonly network: Pick<Network, 'connected' | 'open' | 'peerId'>
  readonly clock: Clock
  /** From 0 to below 1. */
  readonly chance: () => number
}

/** The other nodes that issue for the co-op, and for this node's organisation its delegate. */
export class IssuerNodes {
  readonly #components: IssuerNodesComponents

  constructor(components: IssuerNodesComponents) {
    this.#components = components
  }

  /** Those that are connected first; among these by chance, so that not everybody asks the same one. */
  of({ bundle, verified }: Coop): readonly PeerIdString[] {
    const { network, clock, chance } = this.#components
    const nowMs = clock.nowMs()
    const inForce = bundle.issuerCertificates.filter(
      ({ value }) =>
        value.notAfterMs > BigInt(nowMs) && !isIssuerRevoked(peerIdFromBytes(value.issuer), bundle.revocations, nowMs),
    )
    const delegate = verified.delegation?.value.delegate ?? new Uint8Array()
    const nodes = [...inForce.map(({ value }) => value.node), delegate].filter(({ length }) => length > 0)
    const others = new Set(nodes.map(peerIdFromBytes))
    others.delete(network.peerId)
    const connected = new Set(network.connected())
    return [...others]
      .map((peer) => ({ peer, rank: chance() - (connected.has(peer) ? 1 : 0) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ peer }) => peer)
  }

  /**
   * Asks one after the other until one answers.
   *
   * @throws {SovError} ERR_SOV_RENEWAL with the reason of the last one as cause; or the reason of `signal`.
   */
  async ask(coop: Coop, request: Frame, signal: AbortSignal): Promise<MembershipFrame> {
    let cause: unknown
    for (const node of this.of(coop)) {
      try {
        return await this.#askNode(node, request, signal)
      } catch (error) {
        signal.throwIfAborted()
        cause = error
      }
    }
    const reason = SovError.isInstance(cause) ? cause.details?.['peerMessage'] : undefined
    throw new SovError('ERR_SOV_RENEWAL', 'no issuer of the co-op has done what this node asked for', {
      cause,
      remedy: 'See that a node which `sov-node coop show` lists as an issuer runs and can be reached.',
      details: { code: SovError.isInstance(cause) ? cause.code : null, reason: reason ?? null },
    })
  }

  async #askNode(node: PeerIdString, request: Frame, signal: AbortSignal): Promise<MembershipFrame> {
    const { network, clock } = this.#components
    const reason = (): Error => new SovError('ERR_SOV_JOIN_TIMEOUT', 'the issuer did not answer in time')
    const limit = deadline(clock, RENEWAL_TIMEOUT_MS, reason, signal)
    try {
      return await askMembership(network, node, request, limit)
    } finally {
      limit.clear()
    }
  }
}
