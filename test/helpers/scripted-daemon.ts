import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { createControlApi } from '../../src/api/index.js'
import { systemClock } from '../../src/clock.js'
import { dataDirPaths } from '../../src/data-dir.js'
import { ScriptedControl } from '../unit/api/scripted-control.js'
import { ScriptedScheduler } from '../unit/api/scripted-scheduler.js'
import { runTestCli, type CliRun, type CliRunOptions } from '../unit/node/test-cli.js'

/** A data directory, and what a daemon in it says. */
export interface ScriptedDaemon {
  readonly folder: string
  readonly control: ScriptedControl
}

/** Runs a command of the CLI in that data directory. */
export type RunCommand = (args: readonly string[], options?: CliRunOptions) => Promise<CliRun>

/**
 * Gives each test of a `describe` a fresh data directory with a daemon whose control is scripted.
 *
 * @param assign - told of it before each test.
 */
export function usesScriptedDaemon(assign: (daemon: ScriptedDaemon) => unknown): RunCommand {
  let folder: string
  let stop: () => Promise<void>
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-cli-'))
    const control = new ScriptedControl()
    const daemon = createControlApi(
      { socketPath: dataDirPaths(folder).controlSocket },
      { control, scheduler: new ScriptedScheduler(), clock: systemClock },
    )
    await daemon.start()
    stop = () => daemon.stop()
    assign({ folder, control })
  })
  afterEach(async () => {
    await stop()
    await rm(folder, { recursive: true })
  })
  return (args, options = {}) =>
    runTestCli([...args, '--data-dir', folder], { ...options, env: { XDG_CONFIG_HOME: folder, ...options.env } })
}
