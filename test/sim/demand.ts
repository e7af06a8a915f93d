import type { Constraints } from '../../src/policy/index.js'
import { LogPolicy, type MembershipCredential } from '../../src/wire/index.js'
import type { Random } from '../spine/random.js'
import { exponential, skewed } from './draws.js'
import { SATURATED } from './geography.js'
import type { Question } from './virtual-model.js'

/** Of every consumer. */
export const NODE_POLICY = JSON.stringify({
  version: 1,
  rules: [
    {
      when: { data_class: ['personal'] },
      require: { jurisdiction: { group: 'EU' }, evidence_at_least: 1, no_prompt_logging: true },
    },
    { require: { jurisdictions_deny: ['SG'] } },
  ],
  default: 'deny',
})

/** A kind of request, and in plain words, without any of the code under test, who may answer it. */
export interface Demand {
  readonly name: string
  /** Part of all requests. */
  readonly share: number
  readonly constraints: Constraints
  readonly allows: (credential: MembershipCredential) => boolean
}

const EU = ['DE', 'FR', 'PL', 'SE']

export const DEMANDS: readonly Demand[] = [
  {
    name: 'anywhere',
    share: 0.25,
    constraints: { tier: 'any' },
    allows: ({ jurisdiction }) => jurisdiction !== 'SG',
  },
  {
    name: 'personal data',
    share: 0.15,
    constraints: { tier: 'any', dataClass: 'personal' },
    allows: ({ jurisdiction, evidenceLevel, logPolicy }) =>
      EU.includes(jurisdiction) && evidenceLevel >= 1 && logPolicy === LogPolicy.LOG_POLICY_NO_PROMPTS,
  },
  {
    name: 'not there',
    share: 0.1,
    constraints: { tier: 'any', jurisdictionsDeny: ['US'], ignore: ['org-3'], noPromptLogging: true },
    allows: ({ jurisdiction, orgId, logPolicy }) =>
      jurisdiction !== 'SG' &&
      jurisdiction !== 'US' &&
      orgId !== 'org-3' &&
      logPolicy === LogPolicy.LOG_POLICY_NO_PROMPTS,
  },
  {
    name: SATURATED.name,
    share: 0.5,
    constraints: { tier: 'any', jurisdictions: [SATURATED.jurisdiction] },
    allows: ({ jurisdiction }) => jurisdiction === SATURATED.jurisdiction,
  },
]

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** The day begins at its mean, rises by so much of it, and falls by as much at night. */
const SWING = 0.4
const ANSWER_TOKENS = { median: 400, spread: 1.8, least: 16, most: 2_000 }
const PROMPT_TOKENS = { median: 400, spread: 2.5, least: 20, most: 5_000 }

/** One request of the trace. */
export interface Asked extends Question {
  readonly demand: Demand
  readonly maxOutputTokens: number
}

/** Requests as they come, whatever becomes of them: the same for every way to choose who answers. */
export class Trace {
  readonly #random: Random
  readonly #perMs: number
  #count = 0

  /** @param perSecond - of the whole day on average. */
  constructor(random: Random, perSecond: number) {
    this.#random = random
    this.#perMs = perSecond / 1_000
  }

  /** @returns after how long the next request comes, milliseconds. */
  wait(nowMs: number): number {
    // Like arrivals at the highest rate of the day, of which the others do not come.
    for (let ms = 0; ; ) {
      ms += exponential(this.#random, 1 / (this.#perMs * (1 + SWING)))
      const rate = 1 + SWING * Math.sin((2 * Math.PI * (nowMs + ms)) / DAY_MS)
      if (this.#random.next() * (1 + SWING) < rate) return ms
    }
  }

  next(): Asked {
    const random = this.#random
    this.#count += 1
    return {
      number: this.#count,
      demand: this.#demand(),
      promptTokens: whole(random, PROMPT_TOKENS),
      answerTokens: whole(random, ANSWER_TOKENS),
      maxOutputTokens: random.pick([256, 1_024, 2_048]),
    }
  }

  #demand(): Demand {
    let left = this.#random.next()
    return DEMANDS.find(({ share }) => (left -= share) < 0) ?? DEMANDS[0]!
  }
}

function whole(random: Random, { median, spread, least, most }: typeof ANSWER_TOKENS): number {
  return Math.round(Math.min(most, Math.max(least, skewed(random, median, spread))))
}
