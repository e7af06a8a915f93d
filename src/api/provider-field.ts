import { z } from 'zod'
import { MAX_CONSTRAINT_NAMES } from '../limits.js'
import { isDataClass, type Constraints } from '../policy/index.js'

const names = z.array(z.string().min(1).max(128)).max(MAX_CONSTRAINT_NAMES).optional()
const places = z
  .array(
    z
      .string()
      .toUpperCase()
      .regex(/^[A-Z][A-Z0-9]{1,15}$/, 'expected a country code or the name of a group'),
  )
  .max(MAX_CONSTRAINT_NAMES)
  .optional()

/** The field `provider` of a body: who may answer. Strict, since a bound that we do not know must not be passed over. */
export const provider = z.strictObject({
  tier: z.enum(['local', 'mesh', 'any']).default('any'),
  jurisdictions: places,
  jurisdictions_deny: places,
  trust: z.enum(['organisation', 'coop', 'federated']).optional(),
  sensitivity: z.string().refine(isDataClass, 'expected the name of a data class, in lower case').optional(),
  only: names,
  ignore: names,
  order: names,
  zdr: z.boolean().optional(),
  data_collection: z.enum(['allow', 'deny']).optional(),
  allow_fallbacks: z.boolean().default(true),
})

export type ProviderField = z.infer<typeof provider>

/** What the field demands of whoever answers. */
export function constraintsOf(asked: ProviderField): Constraints {
  const { tier, jurisdictions, jurisdictions_deny, trust, sensitivity, only, ignore, order, zdr, data_collection } =
    asked
  return {
    tier,
    jurisdictions,
    jurisdictionsDeny: jurisdictions_deny,
    trust,
    dataClass: sensitivity,
    only,
    ignore,
    order,
    // others call it zero data retention, and data collection
    noPromptLogging: zdr === true || data_collection === 'deny' ? true : undefined,
  }
}
