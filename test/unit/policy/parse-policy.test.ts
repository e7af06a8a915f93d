import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { SovError } from '../../../src/errors.js'
import { MAX_CONSTRAINT_NAMES, MAX_POLICY_BYTES, MAX_POLICY_RULES } from '../../../src/limits.js'
import { isDataClass, parsePolicy, resolveDataClass } from '../../../src/policy/index.js'
import { policy } from './policies.js'

const PEER = '12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp'

function failure(text: string): SovError {
  try {
    parsePolicy(text)
  } catch (error) {
    if (SovError.isInstance(error, 'ERR_SOV_POLICY_INVALID')) return error
    throw error
  }
  throw new Error('a wrong policy was accepted')
}

/** Path and reason of everything that is wrong with a policy of these parts. */
function problems(parts: object): readonly (readonly [path: string, reason: string])[] {
  const { details } = failure(JSON.stringify({ version: 1, rules: [], default: 'deny', ...parts }))
  return (details?.['problems'] as { path: string; reason: string }[]).map(({ path, reason }) => [path, reason])
}

describe('a policy', () => {
  it('is kept as it was written, with its digest', () => {
    const text = ' {"version":1, "rules":[], "default":"deny"}\n'
    expect(parsePolicy(text)).toEqual({
      text,
      digest: createHash('sha256').update(text).digest('hex'),
      document: { version: 1, rules: [], default: 'deny' },
    })
  })

  it('may use all that there is', () => {
    const document = {
      version: 1,
      assume_data_class: 'personal',
      coops: { own: ['NO', 'EEA'], 'uni-pool': 'any' },
      rules: [
        {
          name: 'patients',
          when: { data_class: ['personal', 'research-restricted'], models: ['tiny', 'tiny:q8_0', 'ab'.repeat(32)] },
          require: {
            jurisdiction: { group: 'EU' },
            jurisdictions_deny: ['HU'],
            coops: ['own', 'uni-pool', 'ab'.repeat(32)],
            orgs: ['uni-koeln', 'uni-pool/uni-koeln'],
            evidence_at_least: 2,
            no_prompt_logging: true,
            same_org: false,
          },
        },
        { when: { data_class: ['public'] }, require: { jurisdiction: { any: ['EU', 'CH'] } } },
        { when: { models: ['big'] }, deny: true },
      ],
      serve: [
        { name: 'blocked', to: { orgs: ['x'] }, deny: true },
        {
          to: { coops: ['own'], orgs: ['uni-koeln'], peers: [PEER] },
          models: ['tiny'],
          max_concurrent: 1,
          max_output_tokens: 1,
          requests_per_minute: 1,
        },
        {},
      ],
      default: 'deny',
    }
    expect(parsePolicy(JSON.stringify(document)).document).toEqual(document)
  })

  it.each([
    ['', 'it is not JSON'],
    ['{"version":1,"rules":[],"default":"deny"', 'it is not JSON'],
    ['# rules', 'it is not JSON'],
  ])('is JSON: %s', (text, reason) => {
    const { message, remedy, cause } = failure(text)
    expect(message).toContain(`the policy is not valid: ${reason}: `)
    expect(remedy).toContain('sov-node policy check FILE')
    expect(cause).toBeInstanceOf(SyntaxError)
  })

  it('is no longer than its cap, in bytes', () => {
    const padded = (bytes: number): string => JSON.stringify({ version: 1, rules: [], default: 'deny' }).padEnd(bytes)
    expect(parsePolicy(padded(MAX_POLICY_BYTES)).text).toHaveLength(MAX_POLICY_BYTES)
    expect(failure(padded(MAX_POLICY_BYTES + 1)).message).toContain('it is longer than 65536 bytes')
    expect(failure(padded(MAX_POLICY_BYTES - 1) + 'é').message).toContain('it is longer')
  })

  it.each([
    ['{"version":1,"rules":[],"rules":[],"default":"deny"}', 'rules'],
    ['{"version":1,"rules":[],"rul\\u0065s":[],"default":"deny"}', 'rules'],
    ['{"version":1,"rules":[{"require":{"coops":["a"],"orgs":["b"],"coops":["c"]}}],"default":"deny"}', 'coops'],
    ['{"version":1,"rules":[{"name":"{\\"","require":{},"name":"b"}],"default":"deny"}', 'name'],
  ])('says nothing twice: %s', (text, key) => {
    expect(failure(text).details).toEqual({ problems: [{ path: key, reason: 'is there twice in one object' }] })
  })

  it('may use a key in several objects, and words that look like keys', () => {
    const rules = [
      { name: 'name', require: { orgs: ['name', 'name'] } },
      { name: 'a":"', require: {} },
    ]
    expect(policy({ rules }).document.rules).toHaveLength(2)
  })

  it.each([
    [{ audit: {} }, 'audit'],
    [JSON.parse('{"__proto__":{}}') as object, '__proto__'],
    [{ rules: [{ when: { dataclass: ['x'] }, require: {} }] }, 'rules[0].when.dataclass'],
    [{ rules: [{ require: { jurisdiction: { all: ['EU'] } } }] }, 'rules[0].require.jurisdiction.all'],
    [{ rules: [{ require: {} }, { require: { coop: ['x'] } }] }, 'rules[1].require.coop'],
    [{ rules: [{ require: {}, audit: {} }] }, 'rules[0].audit'],
    [{ serve: [{ whom: {} }] }, 'serve[0].whom'],
    [{ serve: [{ to: { org: ['x'] } }] }, 'serve[0].to.org'],
  ])('has no unknown key: %j', (parts, path) => {
    expect(problems(parts)).toContainEqual([path, 'is no key of a policy'])
  })

  it.each<[object, string, string | RegExp]>([
    [{ version: 2 }, 'version', /expected 1/],
    [{ default: 'allow' }, 'default', /expected "deny"/],
    [{ rules: undefined }, 'rules', /expected array/],
    [{ default: undefined }, 'default', /expected "deny"/],
    [{ assume_data_class: 'Personal' }, 'assume_data_class', /lower-case/],
    [{ rules: [{}] }, 'rules[0]', 'expected either "require" or "deny"'],
    [{ rules: [{ require: {}, deny: true }] }, 'rules[0]', 'expected either "require" or "deny"'],
    [{ rules: [{ deny: false }] }, 'rules[0].deny', /expected true/],
    [{ rules: [{ when: {}, deny: true }] }, 'rules[0].when', 'says nothing; leave it out'],
    [{ rules: [{ when: { data_class: [] }, deny: true }] }, 'rules[0].when.data_class', /names nobody/],
    [{ rules: [{ when: { data_class: ['a b'] }, deny: true }] }, 'rules[0].when.data_class[0]', /expected lower-case/],
    [{ rules: [{ when: { models: ['Tiny'] }, deny: true }] }, 'rules[0].when.models[0]', /expected name/],
    [{ rules: [{ when: { models: ['tiny@abc'] }, deny: true }] }, 'rules[0].when.models[0]', /expected name/],
    [{ rules: [{ name: '', deny: true }] }, 'rules[0].name', /./],
    [{ rules: [{ name: 'x'.repeat(65), deny: true }] }, 'rules[0].name', /./],
    [
      { rules: [{ require: { jurisdiction: {} } }] },
      'rules[0].require.jurisdiction',
      'expected either "group" or "any"',
    ],
    [
      { rules: [{ require: { jurisdiction: { group: 'EU', any: ['NO'] } } }] },
      'rules[0].require.jurisdiction',
      'expected either "group" or "any"',
    ],
    [
      { rules: [{ require: { jurisdiction: { group: 'DE' } } }] },
      'rules[0].require.jurisdiction.group',
      'is a jurisdiction; put it into "any"',
    ],
    [
      { rules: [{ require: { jurisdiction: { any: ['de'] } } }] },
      'rules[0].require.jurisdiction.any[0]',
      /in capitals/,
    ],
    [{ rules: [{ require: { jurisdictions_deny: ['D'] } }] }, 'rules[0].require.jurisdictions_deny[0]', /in capitals/],
    [{ rules: [{ require: { orgs: ['Uni Köln'] } }] }, 'rules[0].require.orgs[0]', /the id of an organisation/],
    [{ rules: [{ require: { orgs: ['/uni'] } }] }, 'rules[0].require.orgs[0]', /the id of an organisation/],
    [{ rules: [{ require: { coops: [''] } }] }, 'rules[0].require.coops[0]', /./],
    [{ rules: [{ require: { evidence_at_least: 4 } }] }, 'rules[0].require.evidence_at_least', /./],
    [{ rules: [{ require: { evidence_at_least: -1 } }] }, 'rules[0].require.evidence_at_least', /./],
    [{ rules: [{ require: { evidence_at_least: 1.5 } }] }, 'rules[0].require.evidence_at_least', /./],
    [{ rules: [{ require: { no_prompt_logging: 'yes' } }] }, 'rules[0].require.no_prompt_logging', /./],
    [{ coops: { own: [] } }, 'coops.own', 'names nobody; leave it out'],
    [{ coops: { own: 'EU' } }, 'coops.own', 'expected "any" or a list'],
    [{ coops: { '': 'any' } }, 'coops.', /./],
    [{ serve: [{ to: {} }] }, 'serve[0].to', 'names nobody; leave it out for every member'],
    [{ serve: [{ to: { peers: ['12D3KooWPeer'] } }] }, 'serve[0].to.peers[0]', 'expected a whole peer id'],
    [{ serve: [{ deny: true, max_concurrent: 1 }] }, 'serve[0]', '"deny" leaves nothing to limit'],
    [{ serve: [{ deny: true, max_output_tokens: 1 }] }, 'serve[0]', '"deny" leaves nothing to limit'],
    [{ serve: [{ deny: true, requests_per_minute: 1 }] }, 'serve[0]', '"deny" leaves nothing to limit'],
    [{ serve: [{ max_concurrent: 0 }] }, 'serve[0].max_concurrent', /./],
    [{ serve: [{ max_output_tokens: 0 }] }, 'serve[0].max_output_tokens', /./],
    [{ serve: [{ requests_per_minute: 0 }] }, 'serve[0].requests_per_minute', /./],
    [{ rules: Array.from({ length: MAX_POLICY_RULES + 1 }, () => ({ deny: true })) }, 'rules', /./],
    [{ serve: Array.from({ length: MAX_POLICY_RULES + 1 }, () => ({})) }, 'serve', /./],
    [
      { rules: [{ require: { coops: Array.from({ length: MAX_CONSTRAINT_NAMES + 1 }, () => 'x') } }] },
      'rules[0].require.coops',
      /./,
    ],
  ])('names path and reason: %j', (parts, path, reason) => {
    const found = problems(parts).find(([where]) => where === path)
    expect(found, JSON.stringify(problems(parts))).toBeDefined()
    if (typeof reason === 'string') expect(found![1]).toBe(reason)
    else expect(found![1]).toMatch(reason)
  })

  it('may be as long as its limits', () => {
    const coops = Array.from({ length: MAX_CONSTRAINT_NAMES }, () => 'x')
    const rules = Array.from({ length: MAX_POLICY_RULES }, () => ({ deny: true }))
    expect(policy({ rules: [{ require: { coops } }] }).document.rules).toHaveLength(1)
    expect(policy({ rules }).document.rules).toHaveLength(MAX_POLICY_RULES)
  })

  it('tells all that is wrong in the details and the first five in its message', () => {
    const rules = Array.from({ length: 7 }, () => ({ deny: false }))
    const { message, details } = failure(JSON.stringify({ version: 1, rules, default: 'deny' }))
    expect(details?.['problems']).toHaveLength(7)
    expect(message.match(/rules\[\d\]\.deny: [^;]+/g)).toHaveLength(5)
    expect(message).toMatch(/^the policy is not valid: rules\[0\]\.deny: .*; and 2 more$/)
    const { message: one } = failure(JSON.stringify({ version: 1, rules: [{ deny: 1 }], default: 'deny' }))
    expect(one).toMatch(/^the policy is not valid: rules\[0\]\.deny: [^;]*expected true$/)
    const five = failure(JSON.stringify({ version: 1, rules: rules.slice(2), default: 'deny' }))
    expect(five.message).not.toContain('more')
  })

  it('does not take a key of an object for a co-op', () => {
    expect(() => parsePolicy('{"version":1,"coops":{"__proto__":"any"},"rules":[],"default":"deny"}')).not.toThrow(
      TypeError,
    )
    expect(({} as Record<string, unknown>)['any']).toBeUndefined()
  })
})

describe('a data class', () => {
  it.each(['public', 'research-restricted', 'a', '1', 'eu.health_v2', 'x'.repeat(64)])('may be called %s', (name) => {
    expect(isDataClass(name)).toBe(true)
  })
  it.each(['', 'Public', '-a', 'a b', 'x'.repeat(65), 'é', 'a\n', '\na'])('may not be called %j', (name) => {
    expect(isDataClass(name)).toBe(false)
  })

  it('is what the request says, else what the key assumes, else the node', () => {
    const node = policy({ assume_data_class: 'of-node' })
    const key = policy({ assume_data_class: 'of-key' })
    const silent = policy({})
    expect(resolveDataClass({ node, key, requests: [{ tier: 'any' }, { tier: 'any', dataClass: 'said' }] })).toBe(
      'said',
    )
    expect(resolveDataClass({ node, key, requests: [{ tier: 'any' }] })).toBe('of-key')
    expect(resolveDataClass({ node, key: silent, requests: [] })).toBe('of-node')
    expect(resolveDataClass({ node, requests: [] })).toBe('of-node')
    expect(resolveDataClass({ node: silent, requests: [] })).toBeUndefined()
  })
})
