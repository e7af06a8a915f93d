import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { promisify } from 'node:util'
import type { Place, Underlay } from './underlay.js'

const SWITCH = join(import.meta.dirname, '../../../test/netns/delay-switch.py')
const PORT = 4_001
/** State of an established connection in /proc/net/tcp. */
const ESTABLISHED = '01'
/** 10.77.0.0/24 as /proc/net/tcp writes it. */
const OWN_SUBNET = /^[0-9A-F]{2}004D0A:/

const run = promisify(execFile)

async function ip(...args: readonly string[]): Promise<void> {
  await run('ip', args)
}

function hostOf(place: number): string {
  return `10.77.0.${String(place + 1)}`
}

/** One network namespace for each place and one for the delay switch between them. Linux and root only. */
export class Namespaces implements Underlay {
  readonly kind = 'network namespaces with a delay switch'
  readonly places: readonly Place[]
  readonly #names: readonly string[]
  readonly #hub: string
  readonly #made: string[] = []
  #switch: ChildProcessByStdio<Writable, Readable, null> | undefined
  #answers: Interface | undefined

  private constructor(places: number) {
    const prefix = `sov-${String(process.pid)}`
    this.#hub = `${prefix}-hub`
    this.#names = Array.from({ length: places }, (_, place) => `${prefix}-${String(place)}`)
    this.places = this.#names.map((name, place) => {
      const address = `/ip4/${hostOf(place)}/tcp/${String(PORT)}`
      return { prefix: ['ip', 'netns', 'exec', name], flags: ['--listen', address], address }
    })
  }

  /** @throws {Error} when they cannot be had; nothing is left then. */
  static async lay(places: number): Promise<Namespaces> {
    if (process.getuid?.() !== 0) throw new Error('namespaces need root')
    const namespaces = new Namespaces(places)
    try {
      await namespaces.#lay()
      return namespaces
    } catch (error) {
      await namespaces.remove()
      throw error
    }
  }

  async setRoundTrip(roundTripMs: number): Promise<void> {
    await this.#command(`delay ${String(roundTripMs / 2)}`)
  }

  async cut(): Promise<void> {
    await this.#command('cut')
  }

  async split(island: readonly number[]): Promise<void> {
    await this.#command(`split ${island.join(' ')}`)
  }

  async heal(): Promise<void> {
    await this.#command('heal')
  }

  async connections(): Promise<string> {
    const [prefix = '', ...args] = this.places[0]?.prefix ?? []
    const { stdout } = await run(prefix, [...args, 'cat', '/proc/net/tcp'])
    return stdout
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , remote = '', state]) => state === ESTABLISHED && OWN_SUBNET.test(remote))
      .map(([, local = '', remote = '']) => `${local}-${remote}`)
      .sort()
      .join(' ')
  }

  async remove(): Promise<void> {
    const running = this.#switch
    this.#switch = undefined
    if (running?.exitCode === null && running.signalCode === null) {
      const exit = once(running, 'exit')
      running.kill('SIGKILL')
      await exit
    }
    // A veth goes with the namespace that holds either of its ends.
    for (const name of this.#made.splice(0)) await ip('netns', 'delete', name)
  }

  async #lay(): Promise<void> {
    for (const name of [this.#hub, ...this.#names]) {
      await ip('netns', 'add', name)
      this.#made.push(name)
    }
    for (const place of this.#names.keys()) await this.#layCable(`near${String(place)}`, `far${String(place)}`)
    await this.#startSwitch()
    for (const [place, name] of this.#names.entries()) await this.#plugIn(name, `far${String(place)}`, hostOf(place))
  }

  async #layCable(near: string, far: string): Promise<void> {
    await ip('-n', this.#hub, 'link', 'add', near, 'type', 'veth', 'peer', 'name', far)
    // without a link-local address nothing is sent but what the nodes send
    for (const end of [near, far]) await ip('-n', this.#hub, 'link', 'set', end, 'addrgenmode', 'none')
    await ip('-n', this.#hub, 'link', 'set', near, 'up')
  }

  async #plugIn(name: string, far: string, own: string): Promise<void> {
    await ip('-n', this.#hub, 'link', 'set', far, 'netns', name)
    await ip('-n', name, 'address', 'add', `${own}/24`, 'dev', far)
    await ip('-n', name, 'link', 'set', far, 'up')
    await ip('-n', name, 'link', 'set', 'lo', 'up')
  }

  async #startSwitch(): Promise<void> {
    const pairs = this.#names.map((_, place) => `near${String(place)}:far${String(place)}`)
    const child = spawn('ip', ['netns', 'exec', this.#hub, 'python3', SWITCH, ...pairs], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    this.#switch = child
    child.stdin.on('error', () => undefined)
    this.#answers = createInterface(child.stdout)
    await this.#answer('ready')
  }

  async #command(line: string): Promise<void> {
    const answer = this.#answer(line)
    this.#switch?.stdin.write(`${line}\n`)
    await answer
  }

  /** Resolves when the switch says that it has obeyed. */
  async #answer(expected: string): Promise<void> {
    if (this.#answers === undefined || this.#switch?.exitCode !== null || this.#switch.signalCode !== null)
      throw new Error('the delay switch does not run')
    const gone = new AbortController()
    const onExit = (): void => gone.abort()
    this.#switch.once('exit', onExit).once('error', onExit)
    try {
      const [line] = (await once(this.#answers, 'line', { signal: gone.signal })) as [string]
      if (line !== expected) throw new Error(`the delay switch answers ${line} instead of ${expected}`)
    } catch (error) {
      throw gone.signal.aborted ? new Error('the delay switch has ended', { cause: error }) : error
    } finally {
      this.#switch.off('exit', onExit).off('error', onExit)
    }
  }
}
