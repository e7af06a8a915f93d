/**
 * sov-node as a library: a member of a compute co-op inside any Node.js process. Importing it has no side effect.
 *
 * @packageDocumentation
 */
export { createControlApi } from './api/index.js'
export type * from './api/index.js'
export { restoreBackup } from './backup/index.js'
export type { Backup, RestoreOptions } from './backup/index.js'
export { ERROR_CODES, SovError, toSovError } from './errors.js'
export type { SovErrorCode, SovErrorOptions } from './errors.js'
export { auditExport, verifyReceipt } from './ledger/index.js'
export type { AuditReport, ReceiptView } from './ledger/index.js'
export { createSovNode } from './sov-node.js'
export type { SovNode, SovNodeConfig } from './sov-node.js'
