/**
 * LevelDB: one database a node, tables by prefix, group commit. The only importer of level.
 *
 * @packageDocumentation
 */
export { openStore } from './store.js'
export type { Store, Table, WriteOperation } from './store.js'
