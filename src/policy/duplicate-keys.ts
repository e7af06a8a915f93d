const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g

/**
 * The first key that one object of a JSON text has twice. `JSON.parse` keeps the last one without a word: a policy could
 * say something else than what its reader sees first.
 *
 * @param text - valid JSON.
 */
export function duplicateKey(text: string): string | undefined {
  // keys of the objects that are open; undefined stands for an array
  const open: (Set<string> | undefined)[] = []
  let string = ''
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(undefined)
    else if (token === '}' || token === ']') open.pop()
    else if (token === ':') {
      // written in two ways, "a" and "\u0061" are one key
      const key = JSON.parse(string) as string
      if (open.at(-1)?.has(key) === true) return key
      open.at(-1)?.add(key)
    } else string = token
  }
  return undefined
}
