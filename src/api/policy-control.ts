import type { RouteBounds, RouteExplanation } from '../scheduler/index.js'

/** What the owner can ask about policies and about whom this node has nothing to do with. */
export interface PolicyControl {
  /** The node's own, as it is in force. */
  policy(): PolicyView
  /**
   * Reads a policy and holds the names in it against what this node knows; nothing of it is used.
   *
   * @throws {SovError} ERR_SOV_POLICY_INVALID
   */
  checkPolicy(text: string): PolicyView
  /**
   * What each node's standing is under the policies, with every rule that spoke; asks nobody.
   *
   * @param text - a policy in place of the node's own, to try it. @default the node's own
   * @throws {SovError} ERR_SOV_POLICY_INVALID, ERR_SOV_MODEL_NOT_FOUND, ERR_SOV_MODEL_AMBIGUOUS
   */
  explainPolicy(bounds: Omit<RouteBounds, 'allowFallbacks'>, text?: string): RouteExplanation
  /** Peer ids and organisation ids, in the order in which they were blocked. */
  blocked(): readonly string[]
  /**
   * Neither serves nor asks a peer, or any node of an organisation, from now on; what runs goes on.
   *
   * @param name - a peer id, the end of one as `peers` prints it, or an organisation id.
   * @throws {SovError} ERR_SOV_BAD_REQUEST
   */
  block(name: string): Promise<readonly string[]>
  /** Takes a name off the block list. @throws {SovError} ERR_SOV_BAD_REQUEST when it is not on it. */
  allow(name: string): Promise<readonly string[]>
}

/** A policy in short. */
export interface PolicyView {
  /** SHA-256 of its text, 64 hexadecimal digits: what decisions and audits name it by. */
  readonly digest: string
  readonly rules: number
  /** Undefined: it has none, and the members of the own co-op are served. */
  readonly serveRules: number | undefined
  readonly assumesDataClass: string | undefined
  /** False while this node is in no co-op: nobody has told it what the names of groups stand for. */
  readonly hasKnownNames: boolean
}
