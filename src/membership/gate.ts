import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import {
  ALL_JOIN_ATTEMPTS_PER_MINUTE,
  BUNDLES_PER_MINUTE,
  HELLOS_PER_MINUTE,
  JOIN_ATTEMPTS_PER_MINUTE,
  MEMBER_STREAMS_PER_SECOND,
  ORGANISATION_BUNDLES_PER_MINUTE,
  ORGANISATION_STREAMS_PER_SECOND,
} from '../limits.js'
import type { Authorize, Purpose } from '../network/index.js'
import { RateLimiter } from '../rate-limiter.js'
import { toHex } from '../wire/index.js'
import { requireInForce } from './chain.js'
import type { AccessRule, Member } from './index.js'
import type { MemberTable } from './member-table.js'

const MINUTE_MS = 60_000
const SECOND_MS = 1_000
const OPEN_TO_STRANGERS: ReadonlySet<Purpose> = new Set(['hello', 'membership'])

/**
 * The gate: rules asked one after the other, each may throw. New rules are added here.
 *
 * @param members - those that have shown a credential, expired or not, and those that were expelled.
 */
export function createGate(
  clock: Clock,
  members: Pick<MemberTable, 'expelledFor' | 'get'>,
  rules: readonly AccessRule[],
): Authorize {
  const all = [credentialRule(clock, members), rateRule(clock), ...rules]
  return (peer, purpose) => {
    const member = members.get(peer)
    for (const rule of all) rule(peer, purpose, member)
  }
}

function credentialRule(clock: Clock, members: Pick<MemberTable, 'expelledFor'>): AccessRule {
  return (peer, purpose, member) => {
    if (OPEN_TO_STRANGERS.has(purpose)) return
    if (member !== undefined) {
      requireInForce(member.credential, clock.nowMs())
      return
    }
    const reason = members.expelledFor(peer)
    if (reason === undefined) throw new SovError('ERR_SOV_NOT_A_MEMBER', 'the peer has not shown a credential')
    // What was delivered before is settled while the connection lasts.
    if (purpose !== 'ledger') throw reason
  }
}

function rateRule(clock: Clock): AccessRule {
  const hellos = new RateLimiter(clock, HELLOS_PER_MINUTE, MINUTE_MS)
  const joins = new RateLimiter(clock, JOIN_ATTEMPTS_PER_MINUTE, MINUTE_MS)
  const allJoins = new RateLimiter(clock, ALL_JOIN_ATTEMPTS_PER_MINUTE, MINUTE_MS)
  const bundles = new RateLimiter(clock, BUNDLES_PER_MINUTE, MINUTE_MS)
  const bundlesOfOrganisation = new RateLimiter(clock, ORGANISATION_BUNDLES_PER_MINUTE, MINUTE_MS)
  const streams = new RateLimiter(clock, MEMBER_STREAMS_PER_SECOND, SECOND_MS)
  const ofOrganisation = new RateLimiter(clock, ORGANISATION_STREAMS_PER_SECOND, SECOND_MS)
  return (peer, purpose, member) => {
    switch (purpose) {
      case 'hello':
        hellos.use(peer)
        return
      case 'membership':
        // its own limit first, so that one peer alone cannot use up that of all
        if (member === undefined) {
          joins.use(peer)
          allJoins.use('')
        } else {
          bundles.use(peer)
          bundlesOfOrganisation.use(organisationOf(member))
        }
        return
      default:
        // as with joins: the limit of one first
        streams.use(peer)
        if (member !== undefined) ofOrganisation.use(organisationOf(member))
    }
  }
}

/** Organisations of two co-ops may have one id. */
function organisationOf({ credential: { networkId, orgId } }: Member): string {
  return `${orgId}@${toHex(networkId)}`
}
