import type { PeerIdString } from '../../identity/index.js'
import { organisationIn } from '../../membership/index.js'
import type { Terms } from '../settlement/settlement.js'

/** Which side of the work this node was on. */
export type Role = 'consumer' | 'provider'

/** The other side of some work, as accounts know it. */
export interface Counterparty {
  readonly peer: PeerIdString
  /** In the own co-op its id; in another one `<id>@<network id in hexadecimal>`. */
  readonly orgId: string
  readonly orgName: string
}

/** What work was with, seen by the node that was in `role`. */
export function counterparty({ consumer, provider }: Pick<Terms, 'consumer' | 'provider'>, role: Role): Counterparty {
  const [own, other] = role === 'consumer' ? [consumer, provider] : [provider, consumer]
  return {
    peer: other.peer,
    orgId: organisationIn(own.credential.networkId, other.credential),
    orgName: other.credential.orgName,
  }
}
