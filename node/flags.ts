import { InvalidArgumentError, type Command } from 'commander'

/** For flags that may be given more than once. */
export function collect(value: string, previous: readonly string[] | false | undefined): readonly string[] {
  return [...(previous === undefined || previous === false ? [] : previous), value]
}

/** `EU,NO` → `['EU', 'NO']`. */
export function list(value: string): readonly string[] {
  return value.split(',').map((item) => item.trim())
}

export function number(value: string): number {
  const parsed = Number(value)
  if (value.trim() === '' || Number.isNaN(parsed)) throw new InvalidArgumentError('Expected a number.')
  return parsed
}

const UNIT_MS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `30m`, `24h`, `7d` in milliseconds. */
export function duration(value: string): number {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(value) ?? []
  const unitMs = unit === undefined ? undefined : UNIT_MS[unit]
  if (unitMs === undefined) throw new InvalidArgumentError('Expected a number and s, m, h or d, such as 24h.')
  return Number(amount) * unitMs
}

/** A day or a moment of ISO 8601 as Unix epoch in milliseconds; without a time zone it is UTC. */
export function date(value: string): number {
  const [, day, time = 'T00:00', zone = 'Z'] =
    /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2})?)?(Z|[+-]\d{2}:\d{2})?$/.exec(value) ?? []
  const ms = day === undefined ? NaN : Date.parse(`${day}${time}${zone}`)
  if (Number.isNaN(ms)) throw new InvalidArgumentError('Expected a date such as 2026-11-01 or 2026-11-01T08:00Z.')
  return ms
}

/** Flags that say who may answer; the API's `provider`. */
export interface ProviderFlags {
  readonly jurisdictions?: readonly string[]
  readonly jurisdictionsDeny?: readonly string[]
  readonly tier?: string
  readonly trust?: string
  readonly sensitivity?: string
  readonly zdr?: boolean
  readonly only?: readonly string[]
  readonly ignore?: readonly string[]
  readonly order?: readonly string[]
}

export function addProviderFlags(command: Command): Command {
  return command
    .option('--jurisdictions <codes>', 'allowed countries and groups, e.g. EU,NO', list)
    .option('--jurisdictions-deny <codes>', 'countries and groups that are not', list)
    .option('--tier <tier>', 'local, mesh or any')
    .option('--trust <distance>', 'organisation, coop or federated: the farthest that may answer')
    .option('--sensitivity <class>', 'data class of the request, e.g. personal; policies say what may happen to it')
    .option('--zdr', 'only nodes whose organisation has promised to keep no prompts')
    .option('--only <names>', 'peer ids or organisation ids that may answer', list)
    .option('--ignore <names>', 'peer ids or organisation ids that may not answer', list)
    .option('--order <names>', 'peer ids or organisation ids that come first', list)
}

/** The API validates the values, so that there is one judge of them. */
export function providerOf(flags: ProviderFlags): object {
  const { jurisdictions, jurisdictionsDeny, tier, trust, sensitivity, zdr, only, ignore, order } = flags
  return { jurisdictions, jurisdictions_deny: jurisdictionsDeny, tier, trust, sensitivity, zdr, only, ignore, order }
}
