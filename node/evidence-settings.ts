import { resolve } from 'node:path'
import { z } from 'zod'
import type { AddressDataInit } from '../src/membership/index.js'

// a date without quotes is a date in TOML
const date = z.union([z.date().transform((day) => day.toISOString().slice(0, 10)), z.string()]).pipe(z.iso.date())

/** The table `[evidence]` of the configuration file: all of it or nothing, since data without hash and date prove nothing. */
export const evidenceSettings = z.strictObject({
  address_file: z.string().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/i, 'expected 64 hexadecimal digits'),
  date,
  attribution: z.string().min(1).max(1_000),
})

type EvidenceSettings = z.infer<typeof evidenceSettings>

/** The table with its path as it is meant in a folder. */
export function resolveEvidence(settings: EvidenceSettings, folder: string): EvidenceSettings {
  return { ...settings, address_file: resolve(folder, settings.address_file) }
}

/** The table as the library takes it. */
export function toAddressData({ address_file, sha256, date, attribution }: EvidenceSettings): AddressDataInit {
  return { path: address_file, sha256, dateMs: Date.parse(date), attribution }
}
