import { z } from 'zod'
import { MAX_CONSTRAINT_NAMES } from '../limits.js'
import type { Constraints } from '../policy/index.js'

const names = z.array(z.string().min(1).max(128)).max(MAX_CONSTRAINT_NAMES).optional()

/** The field `provider` of a body: who may answer. Strict, since a bound that we do not know must not be passed over. */
export const provider = z.strictObject({
  jurisdictions: z
    .array(
      z
        .string()
        .toUpperCase()
        .regex(/^[A-Z][A-Z0-9-]{1,31}$/, 'expected a country code or the name of a group'),
    )
    .max(MAX_CONSTRAINT_NAMES)
    .optional(),
  only: names,
  ignore: names,
  allow_fallbacks: z.boolean().default(true),
  tier: z.enum(['local', 'mesh', 'any']).default('any'),
})

/** What the field asks for; left out, everything is allowed. */
export function routeBounds(asked: z.infer<typeof provider> | null | undefined): {
  readonly constraints: Constraints
  readonly allowFallbacks: boolean
} {
  if (asked == null) return { constraints: { tier: 'any' }, allowFallbacks: true }
  const { jurisdictions, only, ignore, tier } = asked
  return { constraints: { jurisdictions, only, ignore, tier }, allowFallbacks: asked.allow_fallbacks }
}
