import { deadline, type Clock } from '../clock.js'
import { SovError, toSovError } from '../errors.js'
import { peerIdFromBytes, peerIdToBytes, type PeerIdString, type Signer } from '../identity/index.js'
import { HELLO_TIMEOUT_MS, MAX_AGENT_BYTES, MAX_HELLO_FRAME_BYTES, MAX_HELLO_ITEMS } from '../limits.js'
import type { Channel, Network } from '../network/index.js'
import {
  cleanPeerText,
  equalBytes,
  ErrorCode,
  errorInFrame,
  HELLO_REFUSAL,
  helloFrame,
  openStatement,
  signStatement,
  toWireError,
  type CredentialChain,
  type Hello,
  type HelloFrame,
} from '../wire/index.js'
import { DIGEST_BYTES, ID_BYTES, openGenesis, verifyCredentialChain, type VerifiedChain } from './chain.js'
import { check } from './credential-check.js'
import type { Federation } from './federation.js'
import type { Member } from './index.js'
import type { Admitted, MemberTable } from './member-table.js'
import type { MemberWatch } from './member-watch.js'

export const HELLO_PROTOCOL = '/sov/hello/1'
const VERSION = 1

export interface HelloInit {
  readonly agent: string
  readonly features: readonly string[]
  readonly bootNonce: Uint8Array
}

export interface HelloComponents {
  readonly network: Pick<Network, 'open'>
  readonly signer: Signer
  readonly clock: Clock
  readonly members: Pick<MemberTable, 'announce' | 'withdraw'>
  /** Co-ops beside the own one whose members may say hello. */
  readonly federation: Pick<Federation, 'get'>
  /** Says who may be admitted. */
  readonly watch: Pick<MemberWatch, 'admit' | 'check'>
  /** Told when this node has refused a peer that opened the exchange. */
  readonly onFailed: (peer: PeerIdString, error: SovError) => void
  /** Told when an exchange that the peer opened broke off after this node had answered: it is for this node to ask now. */
  readonly onUnfinished: (peer: PeerIdString) => void
  /** Told when a peer says that the co-op has revoked the membership of this node. */
  readonly onToldRevoked: (peer: PeerIdString) => void
  /** Told what a new member has of its co-op's bundle; see Hello.bundle. */
  readonly onBundle: (member: Member, bundle: Uint8Array) => void
  /** This node's membership, undefined while it has none. */
  readonly own: () => OwnMembership | undefined
}

interface OwnMembership {
  readonly networkId: Uint8Array
  readonly chain: CredentialChain
  /** Digest of what this node has of the co-op's bundle. */
  readonly bundle: Uint8Array
}

/**
 * The exchange of credentials, one frame each way. The side that opened then closes when it accepts the answer, and
 * sends a refusal when not, so that each side knows when both have accepted. A refusal is signed: the refused node can
 * show it to its co-op.
 */
export class HelloProtocol {
  readonly #init: HelloInit
  readonly #components: HelloComponents

  constructor(init: HelloInit, components: HelloComponents) {
    this.#init = init
    this.#components = components
  }

  /** Opens the exchange with a connected peer. */
  async greet(peer: PeerIdString, stopped: AbortSignal): Promise<Member> {
    const { network, members, watch, onBundle } = this.#components
    const limit = this.#deadline(stopped)
    try {
      const own = this.#helloFrame()
      const channel = await network.open(peer, HELLO_PROTOCOL, limit)
      let answer: Hello | null
      try {
        await channel.send(own, limit)
        answer = this.#read(peer, await receive(channel, limit.signal)).hello
      } catch (error) {
        await channel.fail(toWireError(error))
        throw error
      }
      let admitted: Admitted
      try {
        admitted = this.#memberOf(peer, answer)
      } catch (error) {
        await this.#refuse(channel, error, limit)
        await channel.close()
        throw error
      }
      const { member } = admitted
      watch.admit(admitted)
      await channel.close()
      members.announce(member)
      onBundle(member, answer?.bundle ?? new Uint8Array())
      return member
    } finally {
      limit.clear()
    }
  }

  /** Answers an exchange. */
  async answer(channel: Channel, stopped: AbortSignal): Promise<void> {
    const { members, watch, onBundle, onFailed, onUnfinished } = this.#components
    const limit = this.#deadline(stopped)
    try {
      const { hello } = this.#read(channel.peer, await receive(channel, limit.signal))
      let admitted: Admitted
      try {
        admitted = this.#memberOf(channel.peer, hello)
      } catch (error) {
        await this.#refuse(channel, error, limit)
        onFailed(channel.peer, toSovError(error))
        return
      }
      const { member } = admitted
      watch.admit(admitted)
      try {
        await channel.send(this.#helloFrame(), limit)
        const last = await channel.receive({ maxBytes: MAX_HELLO_FRAME_BYTES, signal: limit.signal })
        if (last !== null) {
          this.#read(channel.peer, last)
          throw new SovError('ERR_SOV_PROTOCOL', 'after the hellos only a refusal may follow')
        }
      } catch (error) {
        members.withdraw(member)
        // The opener may think that it was accepted.
        if (!stopped.aborted && toSovError(error).isRetryable) onUnfinished(channel.peer)
        throw error
      }
      members.announce(member)
      onBundle(member, hello?.bundle ?? new Uint8Array())
    } finally {
      limit.clear()
    }
  }

  #memberOf(peer: PeerIdString, hello: Hello | null): Admitted {
    const own = this.#components.own()
    if (own === undefined) throw new SovError('ERR_SOV_NOT_A_MEMBER', 'this node has not joined a co-op')
    if (hello?.chain == null) throw new SovError('ERR_SOV_NOT_A_MEMBER', 'the peer has shown no credential')
    checkHello(hello)
    const verified = this.#verify(hello.chain, own)
    if (verified.subject !== peer) throw new SovError('ERR_SOV_CREDENTIAL', 'the credential belongs to another peer')
    this.#components.watch.check(verified)
    return {
      verified,
      member: {
        peer,
        credential: verified.credential,
        credentialDigest: verified.credentialDigest,
        chain: hello.chain,
        isOwnCoop: equalBytes(verified.networkId, own.networkId),
        bootNonce: hello.bootNonce,
        features: this.#init.features.filter((feature) => hello.features.includes(feature)),
        agent: cleanPeerText(hello.agent),
      },
    }
  }

  /** A chain of the own co-op or a federated one, each by its own root alone. */
  #verify(chain: CredentialChain, own: OwnMembership): VerifiedChain {
    const { federation, clock } = this.#components
    const { digest: networkId } = openGenesis(chain.genesis)
    const isKnown = equalBytes(networkId, own.networkId) || federation.get(networkId) !== undefined
    check(isKnown, 'it is of another co-op')
    return verifyCredentialChain(chain, { networkId, atMs: clock.nowMs() })
  }

  #helloFrame(): Uint8Array {
    const { chain, bundle } = this.#components.own() ?? noCoop()
    return helloFrame.encode({ hello: { versions: [VERSION], chain, bundle, ...this.#init } })
  }

  async #refuse(channel: Channel, error: unknown, options: { readonly signal: AbortSignal }): Promise<void> {
    const { signer, clock } = this.#components
    const { code, message: reason } = toWireError(error)
    const refusal = { peer: peerIdToBytes(channel.peer), code, reason, timeMs: BigInt(clock.nowMs()) }
    const { bytes } = signStatement(HELLO_REFUSAL, refusal, signer)
    await channel.send(helloFrame.encode({ refusal: bytes }), options)
  }

  /** @throws {SovError} when the frame says that the peer refuses or has failed. */
  #read(peer: PeerIdString, frame: Uint8Array): HelloFrame {
    const error = errorInFrame(frame)
    if (error !== undefined) throw error
    const message = helloFrame.decode(frame)
    // absent members of a oneof are null at run time
    const refusal = message.refusal
    if (refusal !== null) throw this.#refusedBy(peer, refusal)
    return message
  }

  #refusedBy(peer: PeerIdString, bytes: Uint8Array): SovError {
    const { value, signer } = openStatement(HELLO_REFUSAL, bytes)
    if (signer !== peer || peerIdFromBytes(value.peer) !== this.#components.signer.peerId) {
      return new SovError('ERR_SOV_PROTOCOL', 'the peer sent a refusal that is not its own or not for this node')
    }
    // One peer's word: what the co-op has signed decides.
    if (value.code === ErrorCode.ERROR_CODE_REVOKED) this.#components.onToldRevoked(peer)
    return new SovError('ERR_SOV_HELLO_REFUSED', 'the peer does not accept the membership of this node', {
      details: { code: ErrorCode[value.code], reason: cleanPeerText(value.reason) },
    })
  }

  #deadline(stopped: AbortSignal): ReturnType<typeof deadline> {
    const reason = (): Error => new SovError('ERR_SOV_HELLO_TIMEOUT', 'the peer did not finish its hello in time')
    return deadline(this.#components.clock, HELLO_TIMEOUT_MS, reason, stopped)
  }
}

function noCoop(): never {
  throw new SovError('ERR_SOV_NO_COOP', 'this node has not joined a co-op')
}

function checkHello({ versions, features, bootNonce, agent, bundle }: Hello): void {
  if (versions.length > MAX_HELLO_ITEMS || features.length > MAX_HELLO_ITEMS) {
    throw new SovError('ERR_SOV_PROTOCOL', 'the hello names too many versions or features')
  }
  if (!versions.includes(VERSION)) {
    throw new SovError('ERR_SOV_VERSION', `no common protocol version; this node speaks ${String(VERSION)}`)
  }
  if (bootNonce.length !== ID_BYTES) throw new SovError('ERR_SOV_PROTOCOL', 'the boot nonce has a wrong length')
  if (![0, DIGEST_BYTES].includes(bundle.length)) {
    throw new SovError('ERR_SOV_PROTOCOL', 'the digest of the bundle has a wrong length')
  }
  if (Buffer.byteLength(agent) > MAX_AGENT_BYTES) throw new SovError('ERR_SOV_PROTOCOL', 'the agent is too long')
}

async function receive(channel: Channel, signal: AbortSignal): Promise<Uint8Array> {
  const frame = await channel.receive({ maxBytes: MAX_HELLO_FRAME_BYTES, signal })
  if (frame === null) throw new SovError('ERR_SOV_CHANNEL_CLOSED', 'the peer closed its hello early')
  return frame
}
