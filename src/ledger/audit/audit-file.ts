import { auditItems, type AuditOptions } from './audit.js'
import type { AuditReport } from './audit-report.js'
import { readExport } from './export-format.js'

/**
 * Audits an exported ledger from its bytes alone: no store, no network, no clock.
 *
 * @param pieces - the file, in pieces of any size.
 * @returns what was found; a file that cannot be read is a finding as well.
 */
export function auditExport(
  pieces: AsyncIterable<Uint8Array>,
  options: Pick<AuditOptions, 'trust'> = {},
): Promise<AuditReport> {
  return auditItems(readExport(pieces), options)
}
