/** Eight nodes of three co-ops in five countries, as their operators set them up. */
export const MAP = {
  oslo: { coop: 'North', jurisdiction: 'NO', serves: [] },
  lund: { coop: 'North', jurisdiction: 'SE', serves: ['fake'], policy: 'border' },
  bergen: { coop: 'North', jurisdiction: 'NO', serves: ['fake', 'sov-demo'] },
  hamburg: { coop: 'North', jurisdiction: 'DE', org: 'Hansa', serves: ['fake', 'sov-demo'] },
  kiel: { coop: 'North', jurisdiction: 'DE', org: 'Hansa', serves: [], policy: 'asking' },
  lyon: { coop: 'South', jurisdiction: 'FR', serves: ['fake', 'sov-demo'], policy: 'serving' },
  freiburg: { coop: 'South', jurisdiction: 'DE', serves: ['fake'], policy: 'serving' },
  austin: { coop: 'West', jurisdiction: 'US', serves: ['fake'], policy: 'serving' },
} as const satisfies Record<string, Home>

export type City = keyof typeof MAP
type Model = 'fake' | 'sov-demo'

/** Where a node is and what it does. */
export interface Home {
  readonly coop: 'North' | 'South' | 'West'
  readonly jurisdiction: string
  /** @default an organisation of its own */
  readonly org?: string
  readonly serves: readonly Model[]
  readonly policy?: keyof typeof POLICIES
}

export const CITIES = Object.keys(MAP) as readonly City[]
export const NORTH = CITIES.filter((city) => MAP[city].coop === 'North')
/** The first of each co-op: its root and issuer. Lund is the second issuer of North. */
export const FOUNDERS = ['oslo', 'lyon', 'austin'] as const satisfies readonly City[]
/** Those of North that recognise the other co-ops, and are recognised by them. */
export const BORDER = ['lund', 'kiel'] as const satisfies readonly City[]
export const ABROAD = CITIES.filter((city) => MAP[city].coop !== 'North')

const REQUIRE_KNOWN = { coops: ['own', 'south'] }
/** South speaks for France here, and not for its node in Germany. */
const COOPS = { own: 'any', south: ['FR'] }

export const POLICIES = {
  /** What leaves Kiel. */
  asking: {
    version: 1,
    coops: COOPS,
    rules: [{ require: { ...REQUIRE_KNOWN, jurisdiction: { any: ['DE', 'FR', 'SE'] } } }],
    default: 'deny',
  },
  border: { version: 1, coops: COOPS, rules: [{ require: REQUIRE_KNOWN }], default: 'deny' },
  /** Abroad: asks its own co-op and serves North as well. */
  serving: {
    version: 1,
    rules: [{ require: { coops: ['own'] } }],
    serve: [{ to: { coops: ['own', 'north'] } }],
    default: 'deny',
  },
} as const
