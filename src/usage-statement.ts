import type { UsageStatement } from './api/index.js'
import type { Directory } from './directory/index.js'
import type { PeerIdString } from './identity/index.js'
import type { UsageReport } from './ledger/index.js'
import type { Membership } from './membership/index.js'
import type { ModelHost } from './models/index.js'

interface UsageStatementComponents {
  readonly peerId: PeerIdString
  readonly membership: Pick<Membership, 'coop' | 'credential'>
  readonly directory: Pick<Directory, 'peers'>
  readonly models: Pick<ModelHost, 'list'>
}

/** A report with the names that this node has for itself and for the models: those here, and those on offer now. */
export function usageStatement(report: UsageReport, components: UsageStatementComponents): UsageStatement {
  const { peerId, membership, directory, models } = components
  const offered = directory.peers().flatMap((peer) => peer.models)
  const names = new Map([...offered, ...models.list()].map(({ digest, name }) => [digest, name]))
  return {
    ...report,
    node: { peer: peerId, orgName: membership.credential?.orgName, coopName: membership.coop?.name },
    models: report.models.map((model) => ({ ...model, name: names.get(model.digest) })),
  }
}
