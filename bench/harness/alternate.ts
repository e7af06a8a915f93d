import type { Path, Prompt, Run } from './answer.js'

/** So long a machine rests between two measurements: what a request leaves behind is not the next one's time. */
export const PAUSE_MS = 8

export interface AlternateInit {
  readonly paths: readonly Path[]
  /** Times that each path is measured. */
  readonly rounds: number
  /** Rounds before, which do not count. */
  readonly warmUp: number
  /** The prompts of a round, the same for all paths. */
  readonly prompts: () => readonly Prompt[]
  /** Ends the series between two measurements. */
  readonly signal: AbortSignal
}

/**
 * Measures the paths in turn, each round beginning with another, so that a change of the machine's mood meets all of
 * them. The pauses keep one consumer well below MEMBER_STREAMS_PER_SECOND.
 *
 * @returns the runs of each path, in the order of the paths; runs with the same index belong to the same round.
 */
export async function alternate(init: AlternateInit): Promise<readonly (readonly Run[])[]> {
  const { paths, rounds, warmUp, prompts, signal } = init
  const runs = paths.map((): Run[] => [])
  for (let round = -warmUp; round < rounds; round++) {
    const asked = prompts()
    for (let turn = 0; turn < paths.length; turn++) {
      const index = (round + warmUp + turn) % paths.length
      signal.throwIfAborted()
      const run = await paths[index]!.run(asked)
      if (round >= 0) runs[index]!.push(run)
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
  return runs
}
