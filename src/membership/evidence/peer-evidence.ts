import type { Clock } from '../../clock.js'
import { SovError } from '../../errors.js'
import type { PeerIdString } from '../../identity/index.js'
import { CLOCK_SKEW_MS } from '../../limits.js'
import type { Network } from '../../network/index.js'
import { loadAddressData, type AddressData, type AddressDataInit } from './address-data.js'
import { evidenceOf, type Evidence } from './evidence.js'

export interface PeerEvidenceComponents {
  readonly network: Pick<Network, 'hosts'>
  readonly clock: Clock
}

/** Holds the addresses of connected peers against an address file; without one, every jurisdiction is attested and no more. */
export class PeerEvidence {
  readonly #init: AddressDataInit | undefined
  readonly #components: PeerEvidenceComponents
  #data: AddressData | undefined

  constructor(init: AddressDataInit | undefined, components: PeerEvidenceComponents) {
    this.#init = init
    this.#components = components
  }

  /** @throws {SovError} ERR_SOV_ADDRESS_DATA when the file is not the one that was pinned, malformed, or of the future. */
  async load(): Promise<void> {
    if (this.#init === undefined) return
    const data = await loadAddressData(this.#init)
    if (data.dateMs > this.#components.clock.nowMs() + CLOCK_SKEW_MS) {
      throw new SovError('ERR_SOV_ADDRESS_DATA', 'the address file is dated in the future', {
        remedy: 'Correct the date in [evidence], which is in UTC, or the clock of this machine.',
      })
    }
    this.#data = data
  }

  /**
   * What the connections of a peer say of its jurisdiction now; see {@link evidenceOf}.
   *
   * @param jurisdiction - ISO 3166-1 alpha-2.
   */
  of(peer: PeerIdString, jurisdiction: string): Evidence {
    const { network, clock } = this.#components
    return evidenceOf(this.#data, network.hosts(peer), jurisdiction, clock.nowMs())
  }
}
