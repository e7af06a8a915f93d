import { SovError } from '../errors.js'

/** What is wrong where. */
export interface Problem {
  /** E.g. `rules[0].require.coops`; empty = the whole policy. */
  readonly path: string
  readonly reason: string
}

/** Problems that the message tells; all are in the details. */
const MAX_TOLD = 5

/** @param problems - at least one. */
export function invalidPolicy(problems: readonly Problem[], cause?: unknown): SovError {
  const told = problems.slice(0, MAX_TOLD).map(({ path, reason }) => (path === '' ? reason : `${path}: ${reason}`))
  const more = problems.length - told.length
  return new SovError(
    'ERR_SOV_POLICY_INVALID',
    `the policy is not valid: ${told.join('; ')}${more > 0 ? `; and ${String(more)} more` : ''}`,
    {
      details: { problems },
      remedy: 'Correct it as docs/POLICY.md says; `sov-node policy check FILE` tells whether it is right.',
      ...(cause === undefined ? {} : { cause }),
    },
  )
}
