import { SovError } from '../errors.js'
import type { Signer } from '../identity/index.js'
import {
  MAX_MEMBERSHIP_LIFE_MS,
  MEMBERSHIP_LIFE_MS,
  MIN_MEMBERSHIP_LIFE_MS,
  MIN_RENEWAL_AGE_MS,
  MIN_REVOCATION_AGE_MS,
  RENEWAL_AGE_MS,
  REVOCATION_AGE_MS,
} from '../limits.js'
import { LIFETIMES, signStatement } from '../wire/index.js'
import type { StatementOf } from './chain.js'
import type { CoopLifetimes } from './root-actions.js'

export type SignedLifetimes = StatementOf<typeof LIFETIMES>

/** Those of a co-op whose root has not chosen any. */
const DEFAULT_LIFETIMES: CoopLifetimes = {
  membershipMs: MEMBERSHIP_LIFE_MS,
  renewalMs: RENEWAL_AGE_MS,
  revocationMs: REVOCATION_AGE_MS,
}

/** Those in force at `atMs`: of the highest version whose date has come. */
export function lifetimesInForce(lifetimes: readonly SignedLifetimes[], atMs: number): CoopLifetimes {
  const inForce = lifetimes
    .filter(({ value }) => value.effectiveMs <= BigInt(atMs))
    .reduce<SignedLifetimes | undefined>(
      (highest, statement) => (statement.value.version > (highest?.value.version ?? 0) ? statement : highest),
      undefined,
    )?.value
  if (inForce === undefined) return DEFAULT_LIFETIMES
  return {
    membershipMs: Number(inForce.membershipMs),
    renewalMs: Number(inForce.renewalMs),
    revocationMs: Number(inForce.revocationMs),
  }
}

/**
 * Signs the next lifetimes of a co-op, in force at once; what the change leaves out stays.
 *
 * @throws {SovError} ERR_SOV_BAD_REQUEST
 */
export function signNextLifetimes(
  lifetimes: readonly SignedLifetimes[],
  change: Partial<CoopLifetimes>,
  { networkId, nowMs, root }: { readonly networkId: Uint8Array; readonly nowMs: number; readonly root: Signer },
): SignedLifetimes {
  const next = { ...lifetimesInForce(lifetimes, nowMs), ...change }
  checkRange('membershipMs', next.membershipMs, MIN_MEMBERSHIP_LIFE_MS, MAX_MEMBERSHIP_LIFE_MS)
  checkRange('renewalMs', next.renewalMs, MIN_RENEWAL_AGE_MS, next.membershipMs / 2)
  checkRange('revocationMs', next.revocationMs, MIN_REVOCATION_AGE_MS, MAX_MEMBERSHIP_LIFE_MS)
  return signStatement(
    LIFETIMES,
    {
      networkId,
      version: Math.max(0, ...lifetimes.map(({ value }) => value.version)) + 1,
      effectiveMs: BigInt(nowMs),
      membershipMs: BigInt(next.membershipMs),
      renewalMs: BigInt(next.renewalMs),
      revocationMs: BigInt(next.revocationMs),
    },
    root,
  )
}

function checkRange(param: string, valueMs: number, leastMs: number, mostMs: number): void {
  if (Number.isSafeInteger(valueMs) && valueMs >= leastMs && valueMs <= mostMs) return
  throw new SovError(
    'ERR_SOV_BAD_REQUEST',
    `${param} must be from ${String(leastMs)} to ${String(Math.floor(mostMs))} milliseconds`,
    { param },
  )
}
