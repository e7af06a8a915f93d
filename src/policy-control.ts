import type { PolicyControl, PolicyView } from './api/index.js'
import type { Directory } from './directory/index.js'
import type { Membership } from './membership/index.js'
import { checkNames, coopNames, parsePolicy, type BlockList, type Policy } from './policy/index.js'
import type { Scheduler } from './scheduler/index.js'

/** The end of a peer id as people copy it from a table. */
const PEER_END = /^[1-9A-HJ-NP-Za-km-z]{8,}$/

export interface PolicyControlComponents {
  readonly membership: Pick<Membership, 'coop' | 'federated' | 'groups'>
  readonly directory: Pick<Directory, 'peers'>
  readonly scheduler: Pick<Scheduler, 'explain'>
  readonly blocked: BlockList
  /** The node's own, as it is in force now. */
  readonly policy: () => Policy
}

/** What the owner can ask about policies and blocked peers, answered by the rooms of the node. */
export function createPolicyControl(components: PolicyControlComponents): PolicyControl {
  const { membership, directory, scheduler, blocked, policy } = components
  const hasKnownNames = (): boolean => membership.coop !== undefined
  const check = (text: string): Policy => {
    const parsed = parsePolicy(text)
    if (hasKnownNames()) checkNames(parsed, { groups: membership.groups(), coops: coopNames(membership) })
    return parsed
  }
  return {
    policy: () => view(policy(), hasKnownNames()),
    checkPolicy: (text) => view(check(text), hasKnownNames()),
    explainPolicy: (bounds, text) => scheduler.explain(bounds, text === undefined ? undefined : check(text)),
    blocked: () => blocked.names(),
    async block(name) {
      await blocked.block(wholeName(name, directory))
      return blocked.names()
    },
    async allow(name) {
      await blocked.allow(blocked.names().find((known) => known === name) ?? wholeName(name, directory))
      return blocked.names()
    },
  }
}

function view({ digest, document }: Policy, hasKnownNames: boolean): PolicyView {
  const { rules, serve, assume_data_class: assumesDataClass } = document
  return { digest, rules: rules.length, serveRules: serve?.length, assumesDataClass, hasKnownNames }
}

/** The id of the one connected peer whose id ends so; else the name as it is. */
function wholeName(name: string, directory: Pick<Directory, 'peers'>): string {
  const ids = PEER_END.test(name) ? directory.peers().flatMap(({ peer }) => (peer.endsWith(name) ? [peer] : [])) : []
  const [first, ...others] = ids
  return first === undefined || others.length > 0 ? name : first
}
