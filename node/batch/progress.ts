import { Presets, SingleBar } from 'cli-progress'
import { repeat, type Clock } from '../../src/clock.js'
import type { Cli } from '../cli.js'
import type { BatchRun } from './run.js'

const LINE_INTERVAL_MS = 2_000
const BAR_INTERVAL_MS = 250

/**
 * Tells how far a batch has come, and how long the rest will take at the speed so far: with a bar on a terminal, elsewhere
 * with a line every two seconds.
 *
 * @returns ends it.
 */
export function showProgress(run: BatchRun, clock: Clock, cli: Pick<Cli, 'err' | 'errorTerminal'>): () => void {
  const startedMs = clock.monotonicMs()
  const tell = (): string => rest(run, clock.monotonicMs() - startedMs)
  if (cli.errorTerminal === undefined) {
    return repeat(clock, LINE_INTERVAL_MS, () => {
      const { lines, done } = counts(run)
      cli.err(`${String(done)} of ${String(lines)} lines (${String(Math.floor((100 * done) / lines))} %)${tell()}\n`)
    })
  }
  const format = '{bar} {percentage} %, {value} of {total} lines{rest}'
  const stream = cli.errorTerminal
  const bar = new SingleBar({ format, stream, hideCursor: true, gracefulExit: false }, Presets.rect)
  const { lines, done } = counts(run)
  bar.start(lines, done, { rest: '' })
  const show = (): void => bar.update(counts(run).done, { rest: tell() })
  const end = repeat(clock, BAR_INTERVAL_MS, show)
  return () => {
    end()
    show()
    bar.stop()
  }
}

function counts({ progress: { lines, before, answered } }: BatchRun): {
  readonly lines: number
  readonly done: number
} {
  return { lines, done: before + answered }
}

function rest(run: BatchRun, elapsedMs: number): string {
  const { answered, failed } = run.progress
  const { lines, done } = counts(run)
  const perSecond = (answered * 1_000) / elapsedMs
  const speed = perSecond > 0 ? `, ${perSecond.toFixed(1)} a second, ${duration((lines - done) / perSecond)} left` : ''
  return `${speed}${failed === 0 ? '' : `, ${String(failed)} with an error`}`
}

function duration(seconds: number): string {
  if (seconds < 90) return `${String(Math.ceil(seconds))} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90 ? `${String(minutes)} min` : `${(minutes / 60).toFixed(1)} h`
}
