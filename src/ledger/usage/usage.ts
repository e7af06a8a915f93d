import { SovError } from '../../errors.js'
import type { PeerIdString } from '../../identity/index.js'
import { MAX_USAGE_ROWS } from '../../limits.js'

/** `contributed`: this node did the work; `consumed`: it had the work done. */
export type Direction = 'contributed' | 'consumed'

/** Days of a report: those from `from` up to, and without, `to`. */
export interface UsagePeriod {
  /** `YYYY-MM-DD` */
  readonly from: string
  /** `YYYY-MM-DD`, after `from`. */
  readonly to: string
  /** Where days begin and end, e.g. `Europe/Berlin`. @default 'UTC' */
  readonly timeZone?: string
}

export interface UsageOptions extends UsagePeriod {
  /** Only work with this organisation: its id, or its name as in its credential. @default all */
  readonly organisation?: string
}

export interface UsageSums {
  readonly requests: number
  /** Those of them whose engine gave no token ids, so that the counts are the provider's word. */
  readonly attested: number
  readonly promptTokens: bigint
  /** Part of `promptTokens`; never charged. */
  readonly cachedTokens: bigint
  readonly outputTokens: bigint
  /** Work units. */
  readonly charge: bigint
}

/** Settled work of one day with one peer and one model. */
interface UsageRow extends UsageSums {
  /** `YYYY-MM-DD` in the time zone of the report; `YYYY-MM` in UTC where only totals remain. */
  readonly day: string
  readonly direction: Direction
  readonly orgId: string
  readonly orgName: string
  /** Undefined where only totals remain. */
  readonly peer: PeerIdString | undefined
  /** Digest of the manifest, 64 hexadecimal digits; described in {@link UsageReport.models}. */
  readonly model: string
}

interface UsageTotals {
  readonly contributed: UsageSums
  readonly consumed: UsageSums
  /** Charge contributed less charge consumed, work units. */
  readonly balance: bigint
}

interface OrganisationUsage extends UsageTotals {
  readonly orgId: string
  /** From the newest credential in the period. */
  readonly orgName: string
}

/** Work that was stated and is not settled: its charge is in no sum and in no balance. */
interface UnsettledUsage {
  readonly state: 'disputed' | 'unsigned'
  readonly direction: Direction
  readonly orgId: string
  readonly orgName: string
  readonly requests: number
  /** Work units that the providers state. */
  readonly charge: bigint
}

export interface UsageModel {
  /** Digest of the manifest, 64 hexadecimal digits. */
  readonly digest: string
  readonly architecture: string
  readonly quantisation: string
}

/** A month of which details were dropped. */
export interface ReducedMonth {
  /** `YYYY-MM`, in UTC. */
  readonly month: string
  /** False when the period has only a part of the month: totals cannot be divided, so they are left out. */
  readonly isCounted: boolean
}

/** Who did how much work for whom in a period, from settled receipts. */
export interface UsageReport {
  readonly period: Required<UsagePeriod>
  /** By day, direction, organisation, peer and model. */
  readonly rows: readonly UsageRow[]
  /** By name. */
  readonly organisations: readonly OrganisationUsage[]
  readonly total: UsageTotals
  readonly unsettled: readonly UnsettledUsage[]
  /** Those that occur in rows. */
  readonly models: readonly UsageModel[]
  readonly reducedMonths: readonly ReducedMonth[]
  /** False when totals of dropped months were damaged on the disk; balances are verified at every start. */
  readonly areTotalsWhole: boolean
}

/** Something to count. */
export interface Usage {
  readonly state: 'settled' | UnsettledUsage['state']
  readonly day: string
  readonly direction: Direction
  readonly orgId: string
  readonly orgName: string
  readonly peer: PeerIdString | undefined
  readonly model: UsageModel
  readonly sums: UsageSums
}

export const NO_USAGE: UsageSums = {
  requests: 0,
  attested: 0,
  promptTokens: 0n,
  cachedTokens: 0n,
  outputTokens: 0n,
  charge: 0n,
}

export function addUsage(a: UsageSums, b: UsageSums): UsageSums {
  return {
    requests: a.requests + b.requests,
    attested: a.attested + b.attested,
    promptTokens: a.promptTokens + b.promptTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    charge: a.charge + b.charge,
  }
}

type Counted = Pick<UsageReport, 'rows' | 'organisations' | 'total' | 'unsettled' | 'models'>

/** Adds up what it is shown, oldest first. Holds rows, never receipts. */
export class UsageTally {
  readonly #rows = new Map<string, UsageRow>()
  readonly #unsettled = new Map<string, UnsettledUsage>()
  readonly #models = new Map<string, UsageModel>()
  readonly #orgNames = new Map<string, string>()

  /** @throws {SovError} ERR_SOV_BAD_REQUEST when there are more than MAX_USAGE_ROWS rows. */
  add(usage: Usage): void {
    this.#orgNames.set(usage.orgId, usage.orgName)
    if (usage.state === 'settled') this.#addSettled(usage)
    else this.#addUnsettled(usage, usage.state)
  }

  counted(): Counted {
    const rows = [...this.#rows.values()].map((row) => ({ ...row, orgName: this.#orgName(row.orgId) }))
    const organisations = [...this.#orgNames.keys()].map((orgId) => ({
      orgId,
      orgName: this.#orgName(orgId),
      ...totalsOf(rows.filter((row) => row.orgId === orgId)),
    }))
    return {
      rows: rows.sort(
        byFields(({ day, direction, orgName, orgId, peer = '', model }) => [
          day,
          direction,
          orgName,
          orgId,
          peer,
          model,
        ]),
      ),
      organisations: organisations.sort(byFields(({ orgName, orgId }) => [orgName, orgId])),
      total: totalsOf(rows),
      unsettled: [...this.#unsettled.values()]
        .map((usage) => ({ ...usage, orgName: this.#orgName(usage.orgId) }))
        .sort(byFields(({ state, direction, orgName, orgId }) => [state, direction, orgName, orgId])),
      models: [...this.#models.values()].sort(byFields(({ digest }) => [digest])),
    }
  }

  #addSettled({ day, direction, orgId, orgName, peer, model, sums }: Usage): void {
    const key = [day, direction, orgId, peer ?? '', model.digest].join(' ')
    const row = this.#rows.get(key) ?? { day, direction, orgId, orgName, peer, model: model.digest, ...NO_USAGE }
    this.#rows.set(key, { ...row, ...addUsage(row, sums) })
    this.#models.set(model.digest, model)
    if (this.#rows.size > MAX_USAGE_ROWS) {
      throw new SovError('ERR_SOV_BAD_REQUEST', `the report would have more than ${String(MAX_USAGE_ROWS)} rows`, {
        remedy: 'Ask for a shorter period or for one organisation.',
      })
    }
  }

  #addUnsettled({ direction, orgId, orgName, sums }: Usage, state: UnsettledUsage['state']): void {
    const key = [state, direction, orgId].join(' ')
    const { requests, charge } = this.#unsettled.get(key) ?? NO_USAGE
    this.#unsettled.set(key, {
      state,
      direction,
      orgId,
      orgName,
      requests: requests + sums.requests,
      charge: charge + sums.charge,
    })
  }

  #orgName(orgId: string): string {
    return this.#orgNames.get(orgId) ?? orgId
  }
}

function totalsOf(rows: readonly UsageRow[]): UsageTotals {
  const sum = (wanted: Direction): UsageSums =>
    rows.filter(({ direction }) => direction === wanted).reduce(addUsage, NO_USAGE)
  const contributed = sum('contributed')
  const consumed = sum('consumed')
  return { contributed, consumed, balance: contributed.charge - consumed.charge }
}

function byFields<T>(fields: (item: T) => readonly string[]): (a: T, b: T) => number {
  return (a, b) => {
    const others = fields(b)
    for (const [index, field] of fields(a).entries()) {
      const other = others[index] ?? ''
      if (field !== other) return field < other ? -1 : 1
    }
    return 0
  }
}
