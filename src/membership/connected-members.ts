import { repeat } from '../clock.js'
import { SovError } from '../errors.js'
import type { PeerIdString } from '../identity/index.js'
import { MAX_CONTROL_STREAMS_PER_PEER, MEMBER_SWEEP_INTERVAL_MS } from '../limits.js'
import type { Authorize } from '../network/index.js'
import { fromHex, type CoopBundle } from '../wire/index.js'
import { openBundle, type VerifiedBundle } from './bundle.js'
import { BundleExchange } from './bundle-exchange.js'
import { isExpired } from './chain.js'
import type { Federation } from './federation.js'
import { FederationRefresh } from './federation-refresh.js'
import { createGate } from './gate.js'
import { Greeter } from './greeter.js'
import { HELLO_PROTOCOL, HelloProtocol } from './hello.js'
import type { Member, MembershipComponents, MembershipInit } from './index.js'
import { MemberTable } from './member-table.js'
import { MemberWatch } from './member-watch.js'
import type { OwnCoop } from './own-coop.js'

/** The members that are connected: their hellos, the gate before everything they open, and what is exchanged with them. */
export class ConnectedMembers {
  readonly authorize: Authorize
  readonly table: MemberTable
  readonly watch: MemberWatch
  readonly bundles: BundleExchange
  readonly #init: MembershipInit
  readonly #components: MembershipComponents
  readonly #own: OwnCoop
  readonly #refresh: FederationRefresh
  readonly #onLearned: () => void
  readonly #hello: HelloProtocol
  readonly #greeter: Greeter
  #release: readonly (() => void)[] = []

  /** @param onLearned - told when the co-op's bundle has changed by what a member knew. */
  constructor(
    init: MembershipInit,
    components: MembershipComponents,
    { own, federation }: { readonly own: OwnCoop; readonly federation: Federation },
    onLearned: () => void,
  ) {
    const { clock, network, signer, bootNonce } = components
    const { onHelloFailed = () => undefined, onBundleFailed = () => undefined } = init
    this.#init = init
    this.#components = components
    this.#own = own
    this.#onLearned = onLearned
    const table = new MemberTable(clock)
    const watch = new MemberWatch({ clock, members: table, network, coop: () => own.current, federation })
    this.table = table
    this.watch = watch
    this.authorize = createGate(clock, table, [watch.rule, ...(init.rules ?? [])])
    this.bundles = new BundleExchange({
      network,
      clock,
      members: table,
      own: () => own.current?.bundle,
      merge: (bundle, peer) => this.#merge(bundle, peer),
      onFailed: onBundleFailed,
    })
    this.#refresh = new FederationRefresh({
      network,
      clock,
      members: table,
      federation,
      onLearned: () => watch.enforce(),
      onFailed: onBundleFailed,
    })
    this.#hello = new HelloProtocol(
      { agent: init.agent, features: init.features ?? [], bootNonce },
      {
        network,
        signer,
        clock,
        members: table,
        federation,
        watch,
        onFailed: onHelloFailed,
        onUnfinished: (peer) => {
          if (network.connected().includes(peer)) this.#greeter.connected(peer, true)
        },
        onToldRevoked: (peer) => this.bundles.pull(peer),
        onBundle: ({ peer, isOwnCoop, credential }, bundle) => {
          if (isOwnCoop) this.bundles.greeted(peer, bundle)
          else this.#refresh.greeted(peer, credential.networkId, bundle)
        },
        own: () =>
          own.current && {
            networkId: own.current.verified.networkId,
            chain: own.current.record.chain,
            bundle: fromHex(own.current.bundle.digest),
          },
      },
    )
    this.#greeter = new Greeter({ hello: this.#hello, members: table, network, clock, onHelloFailed })
  }

  start(stopped: AbortSignal): void {
    const { network, clock } = this.#components
    const options = { purpose: 'hello', maxStreamsPerPeer: MAX_CONTROL_STREAMS_PER_PEER } as const
    network.handle(HELLO_PROTOCOL, options, (channel) => this.#hello.answer(channel, stopped))
    this.bundles.start(stopped)
    this.#refresh.start(stopped)
    this.#release = [
      network.onPeer((peer, isConnected) => this.#onPeer(peer, isConnected)),
      repeat(clock, MEMBER_SWEEP_INTERVAL_MS, () => this.#cutExpired()),
    ]
    this.entered()
  }

  /** Call when the signal given to `start` has fired. */
  async stop(): Promise<void> {
    for (const release of this.#release) release()
    this.#release = []
    await this.#greeter.stop()
    await this.bundles.stop()
    await this.#refresh.stop()
  }

  /** Call after `stop`, when nothing changes the co-op any more. */
  clear(): void {
    this.watch.stop()
    this.table.clear()
  }

  member(peer: PeerIdString): Member | undefined {
    const member = this.table.get(peer)
    return member === undefined || isExpired(member.credential, this.#components.clock.nowMs()) ? undefined : member
  }

  hello(peer: PeerIdString, stopped: AbortSignal): Promise<Member> {
    return this.#hello.greet(peer, stopped)
  }

  /** This node has another membership than before, which it shows to everybody; or none any more. */
  entered(): void {
    const { network } = this.#components
    if (this.#own.current === undefined) this.table.clear()
    // While it is stopped, nobody is greeted.
    if (this.#release.length === 0) return
    for (const peer of network.connected()) {
      if (this.#own.current !== undefined) {
        this.#greeter.connected(peer, true)
        continue
      }
      this.#greeter.disconnected(peer)
      void network.disconnect(peer).catch(() => undefined)
    }
  }

  /** Takes in what a member has of the co-op's bundle; gives back what that was. */
  #merge(published: CoopBundle, peer: PeerIdString): Promise<VerifiedBundle> {
    return this.#own.change(async () => {
      const coop = this.#own.require()
      const theirs = openBundle(published, coop.record.chain, coop.verified)
      const { conflicts } = await this.#own.merge(theirs)
      for (const what of conflicts) {
        this.#init.onBundleFailed?.(peer, new SovError('ERR_SOV_CREDENTIAL', `the co-op has signed another ${what}`))
      }
      this.#onLearned()
      return theirs
    })
  }

  #onPeer(peer: PeerIdString, isConnected: boolean): void {
    if (!isConnected) {
      this.#greeter.disconnected(peer)
      this.watch.disconnected(peer)
      this.table.remove(peer)
    } else if (this.#own.current !== undefined) {
      this.#greeter.connected(peer)
    }
  }

  async #cutExpired(): Promise<void> {
    for (const { peer } of this.table.expired()) {
      this.table.remove(peer)
      await this.#components.network.disconnect(peer)
    }
  }
}
