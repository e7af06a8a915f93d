import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NodeProcess } from '../../node/demo/node-process.js'
import type { NodeStatus, PeerView } from '../../src/api/index.js'
import type { Jsonified } from '../../src/json.js'
import type { CandidateView } from '../../src/scheduler/index.js'
import { ask, type Answer, type Question } from './chat.js'
import type { Scene } from './check.js'
import { ABROAD, BORDER, CITIES, FOUNDERS, MAP, POLICIES, type City, type Home } from './coops-map.js'
import { until } from './patience.js'
import { sameReceipt } from './same-receipt.js'
import type { Place, Underlay } from './underlay.js'
import { WallClock } from './wall-clocks.js'

const MAIN = join(import.meta.dirname, '../../node/main.js')
/** Of every node that serves it: an answer of several minutes, unless the question wants less. */
const FAKE_ENGINE = { outputTokens: 3_000, outputMsPerToken: 50 }
const SHORT_TOKENS = 8

interface Resident {
  readonly process: NodeProcess
  readonly place: Place
  readonly clock: WallClock | undefined
  peer: string
}

/** The nodes of `MAP`, each a process of its own that is told what to do by commands of the CLI. */
export class Coops implements Scene {
  readonly signal: AbortSignal
  /** Why the clocks of the nodes cannot be set; undefined where they can. */
  noClocks: string | undefined
  readonly #folder = mkdtempSync(join(tmpdir(), 'sov-coops-'))
  readonly #underlay: Underlay
  readonly #residents = new Map<City, Resident>()
  /** Where the underlay cannot be split: nodes that stand still instead. */
  readonly #frozen = new Set<City>()

  constructor(underlay: Underlay, signal: AbortSignal) {
    this.#underlay = underlay
    this.signal = signal
  }

  async form(): Promise<void> {
    await this.#settle()
    await this.#each(FOUNDERS, (city) =>
      this.command(city, 'coop', 'create', MAP[city].coop, '--no-passphrase', ...membershipOf(city)),
    )
    await this.#each(CITIES, async (city) => {
      const { peerId } = await this.json<{ peerId: string }>(city, 'id')
      this.#at(city).peer = peerId
    })
    await this.start(FOUNDERS)
    const others = CITIES.filter((city) => !isFounder(city))
    await this.#each(others, async (city) => {
      const issuer = FOUNDERS.find((founder) => MAP[founder].coop === MAP[city].coop)!
      const { code } = await this.json<{ code: string }>(issuer, 'invite', ...membershipOf(city))
      await this.command(city, 'join', code)
    })
    await this.command('oslo', 'coop', 'issuer', 'add', this.peer('lund'))
    await this.#federate()
    await this.start(others)
    await this.met()
  }

  /** Resolves when every node that runs can ask all that it may meet. */
  async met(among: readonly City[] = CITIES): Promise<void> {
    await this.#each(among, (city) => {
      const met = among.filter((other) => other !== city && mayMeet(city, other))
      return this.knows(city, met)
    })
  }

  /** Resolves when a node is connected to these, and knows what they serve. */
  async knows(city: City, others: readonly City[]): Promise<void> {
    await until(`${city} meets ${others.join(', ')}`, this.signal, async () => {
      const peers = await this.#at(city).process.control.get<readonly PeerView[]>('/sov/v1/peers')
      return others.every((other) =>
        peers.some(
          ({ peer, state, models, rttMs }) =>
            peer === this.peer(other) &&
            state === 'connected' &&
            rttMs !== undefined &&
            models.length === MAP[other].serves.length,
        ),
      )
    })
  }

  /** Resolves when a node has none of these any more. */
  async forgets(city: City, others: readonly City[]): Promise<void> {
    const gone = others.map((other) => this.peer(other))
    await until(`${city} has none of ${others.join(', ')}`, this.signal, async () => {
      const peers = await this.#at(city).process.control.get<readonly PeerView[]>('/sov/v1/peers')
      return peers.every(({ peer, state }) => state !== 'connected' || !gone.includes(peer))
    })
  }

  peer(city: City): string {
    return this.#at(city).peer
  }

  cityOf(peer: string): City {
    const city = CITIES.find((other) => this.peer(other) === peer)
    if (city === undefined) throw new Error(`no city has the peer ${peer}`)
    return city
  }

  command(city: City, ...args: readonly string[]): Promise<string> {
    this.signal.throwIfAborted()
    return this.#at(city).process.command(...args)
  }

  async json<T>(city: City, ...args: readonly string[]): Promise<Jsonified<T>> {
    return JSON.parse(await this.command(city, ...args, '--json')) as Jsonified<T>
  }

  status(city: City): Promise<Jsonified<NodeStatus>> {
    return this.json<NodeStatus>(city, 'status')
  }

  /** A client asks the API of a node. */
  ask(city: City, question: Question, onText?: (text: string) => void): Promise<Answer> {
    return ask(this.#at(city).process, question, this.signal, onText)
  }

  /** A client of one node has a short answer of another node, and both have the same receipt. */
  async served(city: City, by: City): Promise<void> {
    let answer = await this.ask(city, this.shortQuestion(by))
    // Clients come again when they are told to, e.g. since a node that was just started still confirms its ledger.
    await until(`${by} is free for ${city}`, this.signal, async () => {
      if (answer.error?.code !== 'ERR_SOV_BUSY') return true
      answer = await this.ask(city, this.shortQuestion(by))
      return false
    })
    if (answer.error !== undefined) throw new Error(`${city} asks ${by}: ${answer.error.code}: ${answer.error.message}`)
    await this.settled(answer, city, by)
  }

  /**
   * What a client of one node is told who wants an answer of another node: the code, and where nobody was asked the rules
   * that kept the other node from being asked.
   */
  async refusal(city: City, of: City): Promise<readonly string[]> {
    const { error } = await this.ask(city, this.shortQuestion(of))
    if (error === undefined) throw new Error(`${of} has answered ${city}`)
    const candidates = (error.details?.['candidates'] ?? []) as readonly CandidateView[]
    const refused = candidates.find(({ peer }) => peer === this.peer(of))
    return [error.code, ...(refused?.removals.map(({ rule }) => rule) ?? [])]
  }

  /** To the one node, and the best that it serves. */
  shortQuestion(to: City): Question {
    const model = MAP[to].serves.at(-1)
    if (model === undefined) throw new Error(`${to} serves nothing`)
    return { model, content: `Hello ${to}`, maxTokens: SHORT_TOKENS, provider: { only: [this.peer(to)] } }
  }

  /** Resolves when both have the same settled receipt of an answer. */
  async settled({ facts }: Answer, consumer: City, provider: City): Promise<void> {
    await this.sameReceipt(facts?.receipt, consumer, provider)
  }

  async sameReceipt(orderId: string | null | undefined, consumer: City, provider: City): Promise<void> {
    await sameReceipt(orderId, [this.#at(consumer).process, this.#at(provider).process], this.signal)
  }

  async start(cities: readonly City[]): Promise<void> {
    await this.#each(cities, async (city) => {
      const { process, place } = this.#at(city)
      const { serves, policy }: Home = MAP[city]
      const known = CITIES.filter((other) => other !== city && mayMeet(city, other))
      await process.start(
        ...['--port', '0', '--no-mdns', '--threads', '1', '--gpu', 'off', ...place.flags],
        ...known.flatMap((other) => ['--bootstrap', `${this.#at(other).place.address}/p2p/${this.peer(other)}`]),
        ...(serves.includes('sov-demo') ? [] : ['--no-model']),
        ...(policy === undefined ? [] : ['--policy', this.#policyFile(policy)]),
      )
    })
  }

  async stop(cities: readonly City[]): Promise<void> {
    await this.#each(cities, (city) => this.#at(city).process.stop())
  }

  /** Sets the wall clocks of nodes, running ones too. */
  setClocks(cities: readonly City[], aheadMs: number): void {
    for (const city of cities) {
      const { clock } = this.#at(city)
      if (clock === undefined) throw new Error(this.noClocks)
      clock.aheadMs = aheadMs
    }
  }

  /** Cuts the nodes of an island off from the others; returns whether the others go on meanwhile. */
  async partition(island: readonly City[]): Promise<boolean> {
    if (this.#underlay.split !== undefined) {
      await this.#underlay.split(island.map((city) => CITIES.indexOf(city)))
      return true
    }
    for (const city of CITIES.filter((other) => !island.includes(other))) {
      this.#signalTo(city, 'SIGSTOP')
      this.#frozen.add(city)
    }
    return false
  }

  async heal(): Promise<void> {
    await this.#underlay.heal()
    for (const city of this.#frozen) this.#signalTo(city, 'SIGCONT')
    this.#frozen.clear()
  }

  async recover(): Promise<void> {
    await this.heal()
    // A new start makes the issuers sign what is due, and everybody dial the others anew.
    await this.stop(CITIES.filter((city) => this.#at(city).process.isRunning))
    await this.start(CITIES)
    await this.met()
  }

  async remove(): Promise<void> {
    await Promise.all(
      [...this.#residents.values()].map(async ({ process }) => {
        await process.kill()
        await process.close()
      }),
    )
    await rm(this.#folder, { recursive: true, force: true })
  }

  /** Gives every node its folder, its place and, where that can be had, a wall clock. */
  async #settle(): Promise<void> {
    const clockIn = await WallClock.maker(this.#folder).catch((error: unknown) => {
      this.noClocks = error instanceof Error ? error.message : String(error)
      return undefined
    })
    for (const [index, city] of CITIES.entries()) {
      const place = this.#underlay.places[index]
      if (place === undefined) throw new RangeError('the underlay has too few places')
      const folder = join(this.#folder, city)
      mkdirSync(folder)
      const clock = clockIn?.(folder)
      const serves: Home['serves'] = MAP[city].serves
      const fake = serves.includes('fake') ? { SOV_DEBUG_FAKE_ENGINE: JSON.stringify(FAKE_ENGINE) } : {}
      const node = new NodeProcess({
        self: [...place.prefix, process.execPath, MAIN],
        folder,
        env: { ...process.env, ...fake, ...clock?.env },
        // Not the signal of the test: a command that is given up would go on in a folder that is being removed.
        signal: new AbortController().signal,
      })
      this.#residents.set(city, { process: node, place, clock, peer: '' })
    }
  }

  /** Puts the co-ops on the lists of each other's nodes, as far as they work together. */
  async #federate(): Promise<void> {
    const file = (city: City): string => join(this.#folder, `${MAP[city].coop}.coop`)
    await this.#each(FOUNDERS, (city) => this.command(city, 'coop', 'export', file(city)))
    const add = (city: City, founder: City, jurisdictions: string): Promise<string> => {
      const name = MAP[founder].coop.toLowerCase()
      return this.command(city, 'federate', 'add', file(founder), '--name', name, '--jurisdictions', jurisdictions)
    }
    await this.#each(BORDER, async (city) => {
      await add(city, 'lyon', 'DE,FR')
      await add(city, 'austin', 'US')
    })
    await this.#each(ABROAD, (city) => add(city, 'oslo', 'DE,NO,SE'))
  }

  #policyFile(name: keyof typeof POLICIES): string {
    const path = join(this.#folder, `${name}.json`)
    writeFileSync(path, JSON.stringify(POLICIES[name]))
    return path
  }

  #signalTo(city: City, signal: NodeJS.Signals): void {
    const { pid } = this.#at(city).process
    if (pid !== undefined) process.kill(pid, signal)
  }

  async #each(cities: readonly City[], task: (city: City) => Promise<unknown>): Promise<void> {
    this.signal.throwIfAborted()
    await Promise.all(cities.map(task))
  }

  #at(city: City): Resident {
    const resident = this.#residents.get(city)
    if (resident === undefined) throw new Error(`nobody lives in ${city}`)
    return resident
  }
}

/** Whether two nodes are of one co-op, or both of a border that recognises the other side. */
function mayMeet(one: City, other: City): boolean {
  if (MAP[one].coop === MAP[other].coop) return true
  const isAtBorder = (city: City): boolean => BORDER.some((border) => border === city)
  return (isAtBorder(one) && ABROAD.includes(other)) || (isAtBorder(other) && ABROAD.includes(one))
}

function isFounder(city: City): boolean {
  return FOUNDERS.some((founder) => founder === city)
}

function membershipOf(city: City): readonly string[] {
  const { org = city, jurisdiction }: Home = MAP[city]
  return ['--org', org, '--jurisdiction', jurisdiction]
}
