import countries from 'i18n-iso-countries/index.js'
import { SovError } from '../errors.js'

// The library lists XK among the 249 codes of ISO 3166-1 alpha-2: it is user-assigned and attests no country.
const CODES: ReadonlySet<string> = new Set(Object.keys(countries.getAlpha2Codes()).filter((code) => code !== 'XK'))

// What people type for a country whose code is another one.
const HINTS: Readonly<Record<string, string>> = {
  EL: 'Greece is GR (EL is used by the EU only).',
  UK: 'The United Kingdom is GB.',
  XK: 'Kosovo has no official ISO 3166-1 code yet, so it cannot be attested.',
  EU: 'The EU is a group of jurisdictions; name the country of the node.',
  EN: 'EN is a language; England is in GB.',
}

/** True for an officially assigned ISO 3166-1 alpha-2 code in upper case. */
export function isJurisdiction(code: string): boolean {
  return CODES.has(code)
}

/**
 * An ISO 3166-1 alpha-2 code as a person typed it, in upper case.
 *
 * @throws {SovError} ERR_SOV_BAD_REQUEST with a hint for codes that are often mistaken, such as EL and UK.
 */
export function normaliseJurisdiction(text: string): string {
  const code = text.trim().toUpperCase()
  if (isJurisdiction(code)) return code
  throw new SovError('ERR_SOV_BAD_REQUEST', 'the jurisdiction is not an ISO 3166-1 alpha-2 code', {
    param: 'jurisdiction',
    remedy: HINTS[code] ?? 'Give two letters, such as NO, DE or FR.',
  })
}
