import type { Clock } from '../clock.js'
import { coopBundle, equalBytes } from '../wire/index.js'
import { delegationOf, isOver } from './authority.js'
import { groupsInForce, type SignedPriceTable } from './bundle.js'
import { coopDetails, type CoopDetails } from './coop-details.js'
import type { Federation } from './federation.js'
import { groupViews } from './groups.js'
import type { GroupView, Membership } from './index.js'
import type { OwnCoop } from './own-coop.js'
import { acceptedPriceTables, comingPriceTables, priceTableInForce } from './price-tables.js'

export interface PublishedComponents {
  readonly own: OwnCoop
  readonly federation: Pick<Federation, 'get'>
  readonly clock: Clock
}

/** What the co-op has published, as it stands now; see `Membership`. */
export class Published {
  readonly #components: PublishedComponents

  constructor(components: PublishedComponents) {
    this.#components = components
  }

  details(): CoopDetails {
    return coopDetails(this.#components.own.require(), this.#nowMs)
  }

  exportBundle(): Uint8Array {
    return coopBundle.encode(this.#components.own.require().record.bundle)
  }

  groups(): ReadonlyMap<string, readonly string[]> {
    const coop = this.#components.own.current
    return coop === undefined ? new Map() : groupsInForce(coop.bundle, this.#nowMs)
  }

  groupDefinitions(): readonly GroupView[] {
    return groupViews(this.#components.own.current?.bundle.groups ?? [], this.#nowMs)
  }

  organisationCredit(orgId: string): ReturnType<Membership['organisationCredit']> {
    const coop = this.#components.own.current
    const delegated = coop && delegationOf(coop.bundle, orgId)
    return delegated === undefined || isOver(delegated, this.#nowMs) ? undefined : delegated.delegation.value
  }

  priceTable(): SignedPriceTable | undefined {
    return priceTableInForce(this.#priceTables, this.#nowMs)
  }

  priceTableOf(networkId: Uint8Array): SignedPriceTable | undefined {
    const { own, federation } = this.#components
    const isOwn = own.current !== undefined && equalBytes(own.current.verified.networkId, networkId)
    const bundle = isOwn ? own.current.bundle : federation.get(networkId)?.bundle
    return bundle && priceTableInForce(bundle.priceTables, this.#nowMs)
  }

  acceptedPriceTables(): readonly SignedPriceTable[] {
    return acceptedPriceTables(this.#priceTables, this.#nowMs)
  }

  comingPriceTables(): readonly SignedPriceTable[] {
    return comingPriceTables(this.#priceTables, this.#nowMs)
  }

  get #priceTables(): readonly SignedPriceTable[] {
    return this.#components.own.current?.bundle.priceTables ?? []
  }

  get #nowMs(): number {
    return this.#components.clock.nowMs()
  }
}
