import type { Policy } from './index.js'
import { parsePolicy } from './parse-policy.js'

/** What holds where the operator has written no policy: this node and every member of its co-op, for any data. */
export const BUILT_IN_POLICY: Policy = parsePolicy(
  '{"version":1,"rules":[{"name":"own co-op","require":{"coops":["own"]}}],"default":"deny"}',
)
