/** A named set of jurisdictions as the root signs it when a co-op is made. */
export interface Group {
  readonly name: string
  /** Day from which the list holds, Unix epoch, milliseconds. */
  readonly effectiveMs: number
  /** ISO 3166-1 alpha-2 codes, ascending. */
  readonly jurisdictions: readonly string[]
}

// The 27 since the United Kingdom left. Greece is GR here, although the EU writes EL.
const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')
const SINCE_MS = Date.UTC(2020, 1, 1)

/** European Union (27) and European Economic Area (30: with Iceland, Liechtenstein and Norway). */
export const FOUNDING_GROUPS: readonly Group[] = [
  { name: 'EU', effectiveMs: SINCE_MS, jurisdictions: EU },
  { name: 'EEA', effectiveMs: SINCE_MS, jurisdictions: [...EU, 'IS', 'LI', 'NO'].sort() },
]
