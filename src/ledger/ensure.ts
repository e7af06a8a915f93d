/** Names what is wrong with evidence; who checks it wraps the reason in an error with a code. */
export function ensure(isRight: boolean, reason: string): asserts isRight {
  if (!isRight) throw new Error(reason)
}
