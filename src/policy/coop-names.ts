import type { Membership } from '../membership/index.js'
import { toHex } from '../wire/index.js'
import type { CoopNames } from './index.js'

/** Co-ops by the names that the operator knows them by; the own one's is its own, whatever others are called. */
export function coopNames(membership: Pick<Membership, 'coop' | 'federated'>): CoopNames {
  const { coop } = membership
  const names = new Map(membership.federated().map(({ name, networkId }) => [name, networkId]))
  return coop === undefined ? names : names.set(coop.name, toHex(coop.networkId))
}
