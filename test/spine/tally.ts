import type { Ended } from './requests.js'

/** What became of the requests of a run. */
export class Tally {
  readonly #ended: Ended[] = []

  add(ended: Ended): void {
    this.#ended.push(ended)
  }

  get total(): number {
    return this.#ended.length
  }

  count(kind: Ended['kind']): number {
    return this.#ended.filter((ended) => ended.kind === kind).length
  }

  /** How many ended for each reason, the most frequent first. */
  reasons(kind: 'error' | 'fault'): readonly (readonly [why: string, count: number])[] {
    const counts = new Map<string, number>()
    for (const { why } of this.#ended.filter((ended) => ended.kind === kind))
      counts.set(why, (counts.get(why) ?? 0) + 1)
    return [...counts].sort(([, a], [, b]) => b - a)
  }

  /** Answers that a second node began, because the first gave nothing. */
  get retried(): number {
    return this.#answered().filter((given) => given.length > 1 && given.slice(0, -1).every((tokens) => tokens === 0))
      .length
  }

  /** Answers that one node began and another went on with, and how often that happened at most to one of them. */
  get continued(): { readonly answers: number; readonly most: number } {
    const breaks = this.#answered().map((given) => given.slice(0, -1).filter((tokens) => tokens > 0).length)
    return { answers: breaks.filter((count) => count > 0).length, most: Math.max(0, ...breaks) }
  }

  /** Answers whose nodes gave together more or fewer tokens than the client was told of. */
  get miscounted(): number {
    return this.#ended.filter(({ record, kind }) => {
      if (kind !== 'answered' || record?.usage === undefined) return false
      return record.attempts.reduce((sum, { outputTokens }) => sum + outputTokens, 0) !== record.usage.outputTokens
    }).length
  }

  /**
   * How long requests took that were not cancelled by their client.
   *
   * @param share - 0 to 1; 1 is the longest.
   */
  waitedMs(share: number): number {
    const waits = this.#ended.filter(({ kind }) => kind !== 'cancelled').map(({ waitedMs }) => waitedMs)
    return waits.sort((a, b) => a - b)[Math.ceil(share * waits.length) - 1] ?? 0
  }

  /** The tokens that each node in turn gave to an answer. */
  #answered(): readonly (readonly number[])[] {
    return this.#ended
      .filter(({ kind }) => kind === 'answered')
      .map(({ record }) => record?.attempts.map(({ outputTokens }) => outputTokens) ?? [])
  }
}
