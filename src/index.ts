/**
 * sov-node as a library: a member of a compute co-op inside any Node.js process. Importing it has no side effect.
 *
 * @packageDocumentation
 */
export type { AvailabilityInit, AvailabilityView } from './availability/index.js'
export { createControlApi } from './api/index.js'
export type * from './api/index.js'
export type { ApiKeyView, CreateApiKeyOptions, CreatedApiKey } from './api-keys/index.js'
export { restoreBackup } from './backup/index.js'
export type { Backup, RestoreOptions } from './backup/index.js'
export { auditCompliance } from './compliance/index.js'
export type { ComplianceOptions, ComplianceReport } from './compliance/index.js'
export { ERROR_CODES, SovError, toSovError } from './errors.js'
export type { SovErrorCode, SovErrorOptions } from './errors.js'
export { auditExport, verifyReceipt } from './ledger/index.js'
export type { AuditReport, ReceiptView } from './ledger/index.js'
export { readAddressFile } from './membership/index.js'
export type { AddressDataInit } from './membership/index.js'
export { createSovNode } from './sov-node.js'
export type { SovNode } from './sov-node.js'
export type { SovNodeConfig } from './sov-node-config.js'
