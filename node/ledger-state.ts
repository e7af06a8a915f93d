import type { NodeStatus } from '../src/api/index.js'
import type { Jsonified } from '../src/json.js'

/** Where the ledger of this node stands, in words, and below it what helps when nothing can be signed. */
export function ledgerState({ ledger, peerId, state }: Jsonified<NodeStatus>): readonly string[] {
  const entries = `${ledger.seq} ${ledger.seq === '1' ? 'entry' : 'entries'}`
  switch (ledger.state) {
    case 'current':
      return [`up to date, ${entries}`]
    case 'unconfirmed':
      return state === 'offline'
        ? [`${entries}; when the node runs, others are asked whether they know more`]
        : [
            `${entries}; nobody has said yet whether there are more, so nothing is signed`,
            'wait until another member is connected: sov-node peers',
          ]
    case 'behind':
      return [
        `${missing(ledger)} missing here, so nothing is signed`,
        'start the nodes that this one has worked with: what they hold is fetched back by itself',
        `if they are gone for good, ask the holder of the root key for: sov-node coop grant-epoch ${peerId}`,
      ]
    case 'forked':
      return [
        'forked: this key has signed two chains, so nobody works with it',
        'stop every other node that runs with this key',
        `then ask the holder of the root key for: sov-node coop grant-epoch ${peerId}`,
      ]
  }
}

function missing({ epoch, seq, knownEpoch, knownSeq }: Jsonified<NodeStatus>['ledger']): string {
  // how many an epoch had before the next one began is not known
  if (knownEpoch !== epoch) return 'entries of a later epoch are'
  const count = BigInt(knownSeq) - BigInt(seq)
  return count === 1n ? '1 entry is' : `${String(count)} entries are`
}
