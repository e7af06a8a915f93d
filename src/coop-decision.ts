import type { CoopDecision, DecisionView } from './api/index.js'
import { SovError } from './errors.js'
import { checkPeerKey, type PeerIdString } from './identity/index.js'
import type { Ledger } from './ledger/index.js'
import type { Membership, RootKeyOptions } from './membership/index.js'
import { fromHex } from './wire/index.js'

/**
 * Signs what the co-op decides with its root key.
 *
 * @throws {SovError} ERR_SOV_NO_COOP, ERR_SOV_NOT_ISSUER, ERR_SOV_ROOT_PASSPHRASE, ERR_SOV_BAD_REQUEST
 */
export async function decide(
  decision: CoopDecision,
  {
    ledger,
    membership,
    rootKey,
  }: { readonly ledger: Ledger; readonly membership: Membership; readonly rootKey?: RootKeyOptions | undefined },
): Promise<DecisionView> {
  const root = await membership.root(rootKey)
  const { coop, credentialDigest } = membership
  if (coop === undefined || credentialDigest === undefined) {
    throw new SovError('ERR_SOV_NO_COOP', 'this node belongs to no co-op')
  }
  const decider = { root, coop, credential: credentialDigest }
  const peers = peersOf(decision)
  for (const peer of peers) checkPeer(peer)
  if (new Set(peers).size < peers.length) throw badRequest('the two peers of a decision must differ')
  switch (decision.kind) {
    case 'epoch':
      await ledger.grantEpoch(decision.peer, decider)
      return { peers }
    case 'award':
      if (decision.amount === 0n) throw badRequest('an award moves at least one work unit')
      await ledger.award({ ...decision, statement: fromHex(decision.statement) }, decider)
      return { peers }
    case 'succession':
      await ledger.succeed(decision, decider)
      return { peers: [decision.successor] }
  }
}

function peersOf(decision: CoopDecision): readonly PeerIdString[] {
  switch (decision.kind) {
    case 'epoch':
      return [decision.peer]
    case 'award':
      return [decision.debtor, decision.creditor]
    case 'succession':
      return [decision.predecessor, decision.successor]
  }
}

function checkPeer(peer: PeerIdString): void {
  try {
    checkPeerKey(peer)
  } catch (cause) {
    throw badRequest(`not a peer id: ${peer}`, cause)
  }
}

function badRequest(message: string, cause?: unknown): SovError {
  return new SovError('ERR_SOV_BAD_REQUEST', message, {
    cause,
    remedy: 'See `sov-node peers` and `sov-node ledger list --json` for ids and digests.',
  })
}
