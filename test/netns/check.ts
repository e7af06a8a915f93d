import type { Underlay } from './underlay.js'

/** One check. `run` returns what it measured and throws what is wrong. */
interface Check<Scene> {
  readonly name: string
  readonly run: (scene: Scene) => Promise<string>
}

/** What checks work on: node processes on an underlay. */
export interface Scene {
  form(): Promise<void>
  /** Makes good what a check that failed has left, for those after it. */
  recover(): Promise<void>
  /** Ends every process. Safe after a failed start. */
  remove(): Promise<void>
}

/** Checks that share one scene, in their order. */
export interface Suite<Own extends Scene> {
  /** Nodes that it needs. */
  readonly places: number
  readonly checks: readonly Check<Own>[]
  readonly scene: (underlay: Underlay, signal: AbortSignal) => Own
}

/** @returns whether every check passed. */
export async function runSuite<Own extends Scene>(
  { checks, scene: sceneOn }: Suite<Own>,
  underlay: Underlay,
  signal: AbortSignal,
): Promise<boolean> {
  say(underlay.kind)
  const width = Math.max(...checks.map(({ name }) => name.length))
  const scene = sceneOn(underlay, signal)
  try {
    await scene.form()
    let failed = 0
    for (const { name, run } of checks) {
      signal.throwIfAborted()
      try {
        say(`ok    ${name.padEnd(width)}  ${await run(scene)}`)
      } catch (error) {
        signal.throwIfAborted()
        failed += 1
        say(`FAIL  ${name.padEnd(width)}  ${error instanceof Error ? error.message : String(error)}`)
        await scene.recover()
      }
    }
    return failed === 0
  } finally {
    await scene.remove()
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
