import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../clock.js'
import { ACTIVE_CPU_SHARE } from '../limits.js'
import { CpuLoad } from './cpu-load.js'

const PSEUDO_TERMINALS = '/dev/pts'
const CONSOLES = '/dev'

interface UserProbeInit {
  readonly clock: Clock
  /** Folder of the pseudo terminals, one for each remote login and terminal window. @default '/dev/pts' */
  readonly terminals?: string
  /** Share of the processors that others have used since it was asked last, 0 to 1. @default that of this machine */
  readonly load?: () => Promise<number>
}

/**
 * Whether somebody works on this machine: types into a terminal, or has programs at work. Mouse and keyboard of a
 * graphical session cannot be seen without the session's help; what its programs compute can.
 */
export class UserProbe {
  readonly #clock: Clock
  readonly #terminals: string
  readonly #load: () => Promise<number>

  constructor({ clock, terminals = PSEUDO_TERMINALS, load }: UserProbeInit) {
    const ownLoad = new CpuLoad()
    this.#clock = clock
    this.#terminals = terminals
    this.#load = load ?? (() => ownLoad.others())
  }

  /** See {@link Probe}; throws only when neither can be told. */
  async idleMs(): Promise<number> {
    const signs = await Promise.allSettled([this.#inputIdleMs(), this.#loadIdleMs()])
    const known = signs.flatMap((sign) => (sign.status === 'fulfilled' ? [sign.value] : []))
    if (known.length === 0) throw new Error('this system shows neither terminals nor load')
    return Math.min(...known)
  }

  /** A terminal is read when something was typed, and its time of access says when; the kernel rounds it to 8 s. */
  async #inputIdleMs(): Promise<number> {
    const paths = await Promise.all([devices(this.#terminals, /^\d+$/), devices(CONSOLES, /^tty[1-9]\d*$/)])
    const facts = await Promise.allSettled(paths.flat().map((path) => stat(path)))
    const lastInputMs = facts.map((fact) => (fact.status === 'fulfilled' ? fact.value.atimeMs : -Infinity))
    return Math.max(0, this.#clock.nowMs() - Math.max(-Infinity, ...lastInputMs))
  }

  async #loadIdleMs(): Promise<number> {
    return (await this.#load()) >= ACTIVE_CPU_SHARE ? 0 : Infinity
  }
}

async function devices(folder: string, name: RegExp): Promise<readonly string[]> {
  return (await readdir(folder)).filter((entry) => name.test(entry)).map((entry) => join(folder, entry))
}
