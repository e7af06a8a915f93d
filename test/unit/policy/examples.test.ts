import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  checkNames,
  judge,
  judgeServe,
  parsePolicy,
  type Facts,
  type PolicyCandidate,
} from '../../../src/policy/index.js'
import { candidate, facts, foreigner } from './policies.js'

const DOCS = join(import.meta.dirname, '../../../docs')
const TEXT = readFileSync(join(DOCS, 'POLICY.md'), 'utf8')
const FILES = readdirSync(join(DOCS, 'policies'))
const BLOCKS = [...TEXT.matchAll(/```json\n(.*?)```/gs)].map(([, block]) => block!)
const EUROPE = {
  groups: new Map([
    ['EU', ['DE', 'ES', 'FR', 'HU']],
    ['EEA', ['DE', 'ES', 'FR', 'HU', 'NO']],
  ]),
}

function load(name: string): ReturnType<typeof parsePolicy> {
  return parsePolicy(readFileSync(join(DOCS, 'policies', name), 'utf8'))
}

/** The rules that remove a node under an example. */
function rules(name: string, who: PolicyCandidate, about: Partial<Facts>): readonly string[] {
  const { removals } = judge({ node: load(name), requests: [] }, who, facts({ ...EUROPE, ...about }))
  return removals.map(({ rule }) => rule)
}

describe('the policies in docs/POLICY.md', () => {
  it.each(BLOCKS.map((block, index) => [index, block] as const))('are valid, number %i', (_index, block) => {
    checkNames(parsePolicy(block), { ...EUROPE, coops: facts().coops })
  })

  it.each(FILES)('has %s as it is, with a link', (name) => {
    expect(BLOCKS).toContain(readFileSync(join(DOCS, 'policies', name), 'utf8'))
    expect(TEXT).toContain(`](policies/${name})`)
  })
})

describe('the hospital', () => {
  const here = candidate({ isOwnOrganisation: true, orgId: 'hospital' })
  const research = { dataClass: 'research' }

  it('keeps patients on its own machines', () => {
    expect(rules('hospital.json', here, { dataClass: 'patient' })).toEqual([])
    expect(rules('hospital.json', candidate(), { dataClass: 'patient' })).toEqual(['not_own_organisation'])
    expect(load('hospital.json').document.assume_data_class).toBe('patient')
  })

  it('believes the other co-op about two countries', () => {
    const there = foreigner({ evidenceLevel: 2, jurisdiction: 'FR' })
    expect(rules('hospital.json', there, research)).toEqual([])
    expect(rules('hospital.json', { ...there, jurisdiction: 'ES' }, research)).toEqual(['jurisdiction_unknown'])
    expect(rules('hospital.json', { ...there, evidenceLevel: 1 }, research)).toEqual(['evidence_too_weak'])
    expect(rules('hospital.json', there, { dataClass: 'secret' })).toEqual(['no_rule_applies'])
  })
})

describe('the university', () => {
  it('asks by class, model and co-op', () => {
    expect(rules('university.json', candidate({ jurisdiction: 'HU' }), { dataClass: 'personal' })).toEqual([
      'jurisdiction_denied',
    ])
    expect(rules('university.json', foreigner({ jurisdiction: 'NO' }), { dataClass: 'personal' })).toEqual([])
    const large = { dataClass: undefined, models: ['llama-3.3-70b'] }
    expect(rules('university.json', foreigner(), large)).toEqual([])
    expect(rules('university.json', candidate(), large)).toEqual(['organisation_not_allowed'])
    expect(rules('university.json', candidate(), { dataClass: undefined })).toEqual([])
  })

  it('serves partners more than others', () => {
    const served = (who: PolicyCandidate, model: string): ReturnType<typeof judgeServe> =>
      judgeServe(load('university.json'), who, { coops: facts().coops, models: [model], blocked: [] })
    expect(served(foreigner(), 'big')).toMatchObject({ rule: 'serve[1] partners', limits: { maxConcurrent: 4 } })
    expect(served(candidate(), 'big')).toMatchObject({ isAllowed: false })
    expect(served(candidate(), 'sov-demo')).toMatchObject({ isAllowed: true, limits: { maxOutputTokens: 1_024 } })
  })
})

describe('the public co-op', () => {
  it('refuses what is personal', () => {
    expect(rules('public-coop.json', candidate(), { dataClass: 'personal' })).toEqual(['denied_by_rule'])
    expect(rules('public-coop.json', candidate(), { dataClass: 'public' })).toEqual([])
    expect(rules('public-coop.json', foreigner(), { dataClass: 'public' })).toEqual(['coop_not_allowed'])
  })
})
