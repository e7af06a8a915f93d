import { InvalidArgumentError, type Command } from 'commander'

/** For flags that may be given more than once. */
export function collect(value: string, previous: readonly string[] | false | undefined): readonly string[] {
  return [...(previous === undefined || previous === false ? [] : previous), value]
}

/** `EU,NO` → `['EU', 'NO']`. */
function list(value: string): readonly string[] {
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

/** Flags that say who may answer; the API's `provider`. */
export interface ProviderFlags {
  readonly jurisdictions?: readonly string[]
  readonly tier?: string
  readonly only?: readonly string[]
  readonly ignore?: readonly string[]
}

export function addProviderFlags(command: Command): Command {
  return command
    .option('--jurisdictions <codes>', 'allowed countries and groups, e.g. EU,NO', list)
    .option('--tier <tier>', 'local, mesh or any')
    .option('--only <names>', 'peer ids or organisation ids that may answer', list)
    .option('--ignore <names>', 'peer ids or organisation ids that may not answer', list)
}

/** The API validates the values, so that there is one judge of them. */
export function providerOf({ jurisdictions, tier, only, ignore }: ProviderFlags): object {
  return { jurisdictions, tier, only, ignore }
}
