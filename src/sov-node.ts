import { randomBytes } from 'node:crypto'
import { freemem } from 'node:os'
import { createApi, createControlApi, type Api, type NodeControl, type NodeStatus } from './api/index.js'
import { createApiKeys, type ApiKeys } from './api-keys/index.js'
import { createAvailability, systemProbes, type Availability } from './availability/index.js'
import { systemClock, type Clock } from './clock.js'
import { dataDirPaths, makeDataDir } from './data-dir.js'
import { createDirectory, type Directory, type Supply } from './directory/index.js'
import type { Engine } from './engine/index.js'
import { toSovError } from './errors.js'
import { loadOrCreateKey, shortPeerId, type PeerIdString } from './identity/index.js'
import { createInference, type Inference } from './inference/index.js'
import { createLedger, type Ledger, type LedgerExchange } from './ledger/index.js'
import { startRetention } from './ledger-retention.js'
import { DRAIN_TIMEOUT_MS } from './limits.js'
import { createMembership, createPeerEvidence, type Membership, type PeerEvidence } from './membership/index.js'
import { createModelHost, type ModelHost } from './models/index.js'
import { createNetwork, type Network } from './network/index.js'
import { createNodeControl } from './node-control.js'
import {
  BUILT_IN_POLICY,
  checkNames,
  coopNames,
  createBlockList,
  createServeRules,
  type BlockList,
  type Policy,
} from './policy/index.js'
import { readPolicy } from './policy-file.js'
import { createScheduler, type Scheduler } from './scheduler/index.js'
import type { SovNodeConfig } from './sov-node-config.js'
import { openStore } from './store/index.js'
import { toHex } from './wire/index.js'

const DEFAULT_PEER_PORT = 11_436

/** A node as its owner holds it. */
export interface SovNode {
  readonly control: NodeControl
  readonly scheduler: Scheduler
  /** Base URL of the API without `/v1`, e.g. `http://127.0.0.1:11435`; undefined before start and while offline. */
  readonly apiAddress: string | undefined
  /** One connected member as an engine, past the scheduler and its policy; every answer is ordered and settled. */
  remote(peer: PeerIdString): Engine
  /**
   * Starts the node. With `offline` only key and database are opened: no engine, no API, no control socket, and the
   * network only for as long as `control.join` needs it.
   *
   * @throws {SovError} ERR_SOV_CONFIG, ERR_SOV_POLICY_INVALID, ERR_SOV_PORT_IN_USE, ERR_SOV_ALREADY_RUNNING,
   * ERR_SOV_STORE_LOCKED, ERR_SOV_MODEL_*, …
   */
  start(options?: { readonly offline?: boolean }): Promise<void>
  /** Refuses new requests, waits for running ones (at most DRAIN_TIMEOUT_MS), closes everything. Safe to call twice. */
  stop(): Promise<void>
}

/**
 * Puts the rooms together. Opens key and database and checks the ledger; the rest waits for `start`.
 *
 * ```ts
 * const node = await createSovNode({ dataDir: './data', models: ['model.gguf'] })
 * await node.start()
 * ```
 *
 * @throws {SovError} ERR_SOV_DATA_DIR, ERR_SOV_DISK_*, ERR_SOV_KEY_FILE, ERR_SOV_STORE_*, ERR_SOV_LEDGER_DAMAGED,
 *   ERR_SOV_CONFIG
 */
export async function createSovNode(config: SovNodeConfig): Promise<SovNode> {
  const { dataDir, clock = systemClock } = config
  await makeDataDir(dataDir)
  const paths = dataDirPaths(dataDir)
  const key = await loadOrCreateKey(paths.key)
  const store = await openStore({
    path: paths.database,
    clock,
    onFailure: ({ code, message, remedy }) => config.logger?.error({ code, remedy }, message),
  })
  try {
    const ledger = createLedger({ store, signer: key, clock })
    await ledger.start()
    return new ComposedNode(config, { key, store, clock, ledger })
  } catch (error) {
    await store.close()
    throw error
  }
}

interface Foundation {
  readonly key: Awaited<ReturnType<typeof loadOrCreateKey>>
  readonly store: Awaited<ReturnType<typeof openStore>>
  readonly clock: Clock
  readonly ledger: Ledger
}

class ComposedNode implements SovNode {
  readonly control: NodeControl
  readonly scheduler: Scheduler
  readonly #config: SovNodeConfig
  readonly #foundation: Foundation
  readonly #network: Network
  readonly #evidence: PeerEvidence
  readonly #membership: Membership
  readonly #models: ModelHost
  readonly #availability: Availability
  readonly #inference: Inference
  readonly #exchange: LedgerExchange
  readonly #directory: Directory
  readonly #keys: ApiKeys
  readonly #blocked: BlockList
  readonly #api: Api
  readonly #controlApi: { start(): Promise<void>; stop(): Promise<void> }
  #policy: Policy = BUILT_IN_POLICY
  #state: NodeStatus['state'] = 'offline'
  #startedAtMs: number | undefined
  #endRetention = (): void => undefined
  #stopping: Promise<void> | undefined

  constructor(config: SovNodeConfig, foundation: Foundation) {
    const { key, store, clock, ledger } = foundation
    const { logger, version = 'unknown' } = config
    const paths = dataDirPaths(config.dataDir)
    this.#config = config
    this.#foundation = foundation
    this.#network = createNetwork(
      {
        listen: () => config.listen ?? this.#defaultListen(),
        ...(config.announce === undefined ? {} : { announce: config.announce }),
        bootstrap: config.bootstrap ?? [],
        usesMdns: config.mdns ?? true,
        agent: `sov-node/${version}`,
        ...(config.tap === undefined ? {} : { tap: config.tap }),
      },
      {
        key,
        store,
        clock,
        authorize: (peer, purpose) => this.#membership.authorize(peer, purpose),
        onHandlerError: (peer, purpose, { code }) =>
          logger?.debug({ peer: shortPeerId(peer), purpose, code }, 'stream of a peer failed'),
        onUnreachable: (peer, { code }) =>
          logger?.warn(
            { peer: shortPeerId(peer), code },
            'a bootstrap peer is not reached; it is tried again and again',
          ),
      },
    )
    this.#evidence = createPeerEvidence(config.addressData, { network: this.#network, clock })
    this.#blocked = createBlockList({ store })
    const serveRules = createServeRules({
      membership: () => this.#membership,
      policy: () => this.#policy,
      blocked: () => this.#blocked.names(),
      clock,
    })
    this.#membership = createMembership(
      {
        agent: `sov-node/${version}`,
        rules: [serveRules.rule],
        onHelloFailed: (peer, { code }) => logger?.info({ peer: shortPeerId(peer), code }, 'hello failed'),
        onBundleFailed: (peer, { code, message }) =>
          logger?.warn({ peer: shortPeerId(peer), code }, `exchange of what the co-op publishes: ${message}`),
        onRenewalFailed: ({ code, details }) => logger?.warn({ code, ...details }, 'the membership was not renewed'),
        evidenceOf: (peer, jurisdiction) => {
          const evidence = this.#evidence.of(peer, jurisdiction)
          for (const { address, country } of evidence.contradictions) {
            logger?.warn(
              { peer: shortPeerId(peer), jurisdiction, address, country },
              'an address is registered elsewhere',
            )
          }
          return evidence
        },
      },
      {
        store,
        network: this.#network,
        signer: key,
        clock,
        dataDir: config.dataDir,
        bootNonce: ledger.bootNonce,
        random: randomBytes,
      },
    )
    this.#models = createModelHost({
      clock,
      hashCachePath: paths.modelHashes,
      ...(config.environment === undefined ? {} : { environment: config.environment }),
    })
    const availability = createAvailability(config.availability ?? {}, {
      store,
      clock,
      probes: systemProbes(clock, config.environment ?? {}),
      onChange: () => this.#directory.supplyChanged(),
    })
    this.#availability = availability
    this.#directory = createDirectory({
      network: this.#network,
      membership: this.#membership,
      signer: key,
      clock,
      bootNonce: ledger.bootNonce,
      supply: () => this.#supply(),
    })
    this.#inference = createInference(
      { deadlines: config.deadlines ?? {} },
      {
        network: this.#network,
        membership: this.#membership,
        directory: this.#directory,
        ledger,
        signer: key,
        engine: this.#models,
        sharing: {
          state: () => availability.state(),
          slotsForOthers: availability.slotsForOthers,
          models: () => this.#models.within(availability.memoryForOthersBytes),
        },
        serveRules,
        clock,
        random: randomBytes,
        onFailed: (peer, { code }) => logger?.info({ peer: shortPeerId(peer), code }, 'request with a peer failed'),
        onLoad: () => this.#directory.supplyChanged(),
      },
    )
    this.#exchange = ledger.connect({
      network: this.#network,
      membership: this.#membership,
      onFailed: (peer, { code }) => logger?.info({ peer: shortPeerId(peer), code }, 'late settlement failed'),
    })
    this.scheduler = createScheduler({
      inference: this.#inference,
      directory: this.#directory,
      membership: this.#membership,
      policy: () => this.#policy,
      blocked: () => this.#blocked.names(),
      isDraining: () => availability.state() === 'draining',
      isLoading: () => this.#state === 'starting',
      peerId: key.peerId,
      clock,
      random: randomBytes,
    })
    this.#keys = createApiKeys({ store, clock, random: randomBytes })
    this.control = createNodeControl({
      config,
      peerId: key.peerId,
      store,
      clock,
      ledger,
      network: this.#network,
      membership: this.#membership,
      evidence: this.#evidence,
      directory: this.#directory,
      models: this.#models,
      availability,
      inference: this.#inference,
      scheduler: this.scheduler,
      keys: this.#keys,
      policy: () => this.#policy,
      blocked: this.#blocked,
      lifetime: () => ({ state: this.#state, startedAtMs: this.#startedAtMs, api: this.#api.address }),
    })
    this.#api = createApi(
      {
        host: config.apiHost,
        port: config.apiPort,
        tls: config.apiTls,
        behindProxy: config.apiBehindProxy,
        names: config.apiNames,
        requireKey: config.apiRequiresKey,
      },
      { scheduler: this.scheduler, keys: this.#keys, clock, logger },
    )
    this.#controlApi = createControlApi(
      { socketPath: paths.controlSocket },
      { control: this.control, scheduler: this.scheduler, clock, logger },
    )
  }

  get apiAddress(): string | undefined {
    return this.#api.address
  }

  remote(peer: PeerIdString): Engine {
    const inference = this.#inference
    const rootOrder = (): Parameters<Inference['remote']>[1] => ({
      rootOrderId: randomBytes(16),
      shardIndex: 0,
      shardCount: 1,
      continuation: 0,
      policyDecision: Buffer.from(
        JSON.stringify({ salt: toHex(randomBytes(16)), chosenBy: 'owner', chosen: { peer } }),
      ),
      policies: [],
      credentialDigest: undefined,
    })
    return {
      name: `peer ${shortPeerId(peer)}`,
      models: () => inference.remote(peer, rootOrder()).models(),
      generate: (request, options) => inference.remote(peer, rootOrder()).generate(request, options),
      embed: (request, options) => inference.remote(peer, rootOrder()).embed(request, options),
    }
  }

  async start({ offline = false }: { readonly offline?: boolean } = {}): Promise<void> {
    await this.#membership.start()
    await this.#keys.start()
    await this.#blocked.start()
    await this.#availability.start()
    if (offline) return
    this.#state = 'starting'
    try {
      if (this.#config.policyPath !== undefined) {
        this.#policy = await readPolicy(this.#config.policyPath)
        this.#warnOfUnknownNames()
      }
      await this.#evidence.load()
      // What can be refused at once comes first: another node here, a taken port. Then what takes time.
      await this.#controlApi.start()
      await this.#api.start()
      this.#models.onChange(() => this.#directory.supplyChanged())
      for (const engine of this.#config.engines ?? []) this.#models.add(engine)
      for (const path of this.#config.models ?? []) await this.#load(path)
      await this.#availability.watch()
      await this.#directory.start()
      this.#exchange.start()
      await this.#network.start()
      this.#state = 'running'
      this.#startedAtMs = this.#foundation.clock.nowMs()
      this.#endRetention = startRetention(this.#config, this.#foundation)
    } catch (error) {
      await this.stop()
      throw error
    }
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  async #stop(): Promise<void> {
    this.#state = 'stopping'
    this.#endRetention()
    this.#availability.stop()
    this.#inference.drain()
    // Both wait for their clients' answers; what peers have running is waited for below.
    await Promise.all([this.#api.stop(), this.#controlApi.stop()])
    await this.#inference.idle(AbortSignal.timeout(DRAIN_TIMEOUT_MS))
    this.#exchange.stop()
    await this.#directory.stop()
    await this.#membership.stop()
    await this.#network.stop()
    await this.#models.stop()
    await this.#foundation.ledger.stop()
    await this.#foundation.store.close()
  }

  async #load(path: string): Promise<void> {
    const { engine } = this.#config
    const { name } = await this.#models.load({ path, ...(engine === undefined ? {} : { options: engine }) })
    this.#config.logger?.info({ model: name }, 'model loaded')
  }

  /** Not a reason to stay down: a group may be defined, or a co-op added, while the node runs. Until then it denies. */
  #warnOfUnknownNames(): void {
    const membership = this.#membership
    if (membership.coop === undefined) return
    try {
      checkNames(this.#policy, { groups: membership.groups(), coops: coopNames(membership) })
    } catch (error) {
      const { code, message } = toSovError(error)
      this.#config.logger?.warn({ code }, message)
    }
  }

  /** A node alone has nobody to listen to but its own machine, where its owner may try things out. */
  #defaultListen(): readonly string[] {
    return this.#membership.coop === undefined
      ? ['/ip4/127.0.0.1/tcp/0']
      : [`/ip4/0.0.0.0/tcp/${String(DEFAULT_PEER_PORT)}`]
  }

  #supply(): Supply {
    const { memoryForOthersBytes } = this.#availability
    const devices = this.#models.list().flatMap(({ process }) => (process === undefined ? [] : [process.device]))
    return {
      models: this.#models
        .within(memoryForOthersBytes)
        .map((model) => ({ ...model, ...this.#inference.forOthers(model) })),
      queued: this.#inference.queued(),
      isDraining: this.#state === 'stopping' || this.#availability.state() !== 'open',
      deviceClass: devices.find((device) => device !== 'cpu') ?? 'cpu',
      memoryFreeBytes: Math.min(freemem(), memoryForOthersBytes),
    }
  }
}
