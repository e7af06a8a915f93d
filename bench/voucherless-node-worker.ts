/** As node-worker, with vouchers so rare that no answer here has one before the final one. */
import { register } from 'node:module'

/** Replaces the limit while the module is loaded, since a node has no switch for it. */
const hooks = `
export async function load(url, context, next) {
  const loaded = await next(url, context)
  if (!url.endsWith('/src/limits.js')) return loaded
  const before = String(loaded.source)
  const source = before.replace(/^(export const VOUCHER_TOKENS = ).*/m, '$1${String(2 ** 30)};')
  if (source === before) throw new Error('the limit is not there')
  return { ...loaded, source }
}`
register(`data:text/javascript,${encodeURIComponent(hooks)}`)
await import('./node-worker.js')
