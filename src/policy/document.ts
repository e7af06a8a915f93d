import { z } from 'zod'
import { MAX_CONSTRAINT_NAMES, MAX_NAME_CHARACTERS, MAX_OUTPUT_TOKENS, MAX_POLICY_RULES } from '../limits.js'
import { isJurisdiction } from '../membership/index.js'

const MAX_EVIDENCE_LEVEL = 3
const MAX_CONCURRENT = 100_000
const MAX_REQUESTS_PER_MINUTE = 1_000_000

const DATA_CLASS = /^[a-z0-9][a-z0-9._-]{0,63}$/

/** True for a name of a data class: lower-case letters, digits, `.`, `_` and `-`, at most 64. */
export function isDataClass(text: string): boolean {
  return DATA_CLASS.test(text)
}

const list = <T extends z.ZodType>(item: T): z.ZodReadonly<z.ZodArray<T>> =>
  z.array(item).min(1, 'names nobody; leave it out').max(MAX_CONSTRAINT_NAMES).readonly()

const label = z.string().min(1).max(MAX_NAME_CHARACTERS)
const dataClass = z.string().regex(DATA_CLASS, 'expected lower-case letters, digits, ".", "_" and "-", at most 64')
const model = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}(?::[a-z0-9._-]{1,64})?$/, 'expected name, name:quantisation or a whole digest')
const jurisdiction = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{1,15}$/, 'expected an ISO 3166-1 alpha-2 code or the name of a group, in capitals')
const group = jurisdiction.refine((name) => !isJurisdiction(name), 'is a jurisdiction; put it into "any"')
const coop = z.string().min(1).max(MAX_NAME_CHARACTERS)
const organisation = z
  .string()
  .regex(/^(?:.{1,64}\/)?[a-z0-9-]{1,64}$/, 'expected the id of an organisation, or co-op/organisation')
const peer = z.string().regex(/^12D3KooW[1-9A-HJ-NP-Za-km-z]{44}$/, 'expected a whole peer id')

const requirements = z.strictObject({
  jurisdiction: z
    .strictObject({ group: group.exactOptional(), any: list(jurisdiction).exactOptional() })
    .refine(({ group, any }) => (group === undefined) !== (any === undefined), 'expected either "group" or "any"')
    .exactOptional(),
  jurisdictions_deny: list(jurisdiction).exactOptional(),
  coops: list(coop).exactOptional(),
  orgs: list(organisation).exactOptional(),
  evidence_at_least: z.int().min(0).max(MAX_EVIDENCE_LEVEL).exactOptional(),
  no_prompt_logging: z.boolean().exactOptional(),
  same_org: z.boolean().exactOptional(),
})

const rule = z
  .strictObject({
    name: label.exactOptional(),
    when: z
      .strictObject({ data_class: list(dataClass).exactOptional(), models: list(model).exactOptional() })
      .refine(isSaid, 'says nothing; leave it out')
      .exactOptional(),
    require: requirements.exactOptional(),
    deny: z.literal(true).exactOptional(),
  })
  .refine(
    ({ require, deny }) => (require === undefined) !== (deny === undefined),
    'expected either "require" or "deny"',
  )

const serveRule = z
  .strictObject({
    name: label.exactOptional(),
    to: z
      .strictObject({
        coops: list(coop).exactOptional(),
        orgs: list(organisation).exactOptional(),
        peers: list(peer).exactOptional(),
      })
      .refine(isSaid, 'names nobody; leave it out for every member')
      .exactOptional(),
    models: list(model).exactOptional(),
    deny: z.literal(true).exactOptional(),
    max_concurrent: z.int().min(1).max(MAX_CONCURRENT).exactOptional(),
    max_output_tokens: z.int().min(1).max(MAX_OUTPUT_TOKENS).exactOptional(),
    requests_per_minute: z.int().min(1).max(MAX_REQUESTS_PER_MINUTE).exactOptional(),
  })
  .refine(
    ({ deny, max_concurrent, max_output_tokens, requests_per_minute }) =>
      deny === undefined || !isSaid({ max_concurrent, max_output_tokens, requests_per_minute }),
    '"deny" leaves nothing to limit',
  )

/** What a policy file holds; unknown keys are errors, since a rule that we do not know must not be passed over. */
export const policyDocument = z.strictObject({
  version: z.literal(1),
  assume_data_class: dataClass.exactOptional(),
  coops: z.record(coop, z.union([z.literal('any'), list(jurisdiction)], 'expected "any" or a list')).exactOptional(),
  rules: z.array(rule).max(MAX_POLICY_RULES).readonly(),
  serve: z.array(serveRule).max(MAX_POLICY_RULES).readonly().exactOptional(),
  default: z.literal('deny'),
})

/** A policy as its file says it, in the words of the file. See docs/POLICY.md. */
export type PolicyDocument = Readonly<z.infer<typeof policyDocument>>
/** One rule of whom this node asks: the first whose `when` holds decides. */
export type PolicyRule = Readonly<z.infer<typeof rule>>
/** What a rule demands; what is left out is not demanded. */
export type Requirements = Readonly<z.infer<typeof requirements>>
/** One rule of whom this node serves: the first that names the peer and the model decides. */
export type ServeRule = Readonly<z.infer<typeof serveRule>>

function isSaid(object: object): boolean {
  return Object.values(object).some((value) => value !== undefined)
}
