/**
 * Who may be given a request. Hard filters only: policy removes candidates and names the reason; it never ranks.
 *
 * @packageDocumentation
 */
export { judge } from './judge.js'
export type { Constraints, JurisdictionGroups, PolicyCandidate, Removal } from './judge.js'
