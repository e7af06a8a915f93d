import { parsePolicy, readDecision, type DecisionDocument, type Policy } from '../policy/index.js'
import { sha256, toHex } from '../wire/index.js'

/** What is archived of decisions and policies, by digest in hexadecimal. */
export class Documents {
  readonly #sinceMs: number
  readonly #bytes = new Map<string, Uint8Array>()
  readonly #policies = new Map<string, Policy | undefined>()

  /** @param sinceMs - decisions before are not kept: no order that is looked at can name them. */
  constructor(sinceMs: number) {
    this.#sinceMs = sinceMs
  }

  add(document: Uint8Array): void {
    const decision = readDecision(document)
    if (decision !== undefined && decision.decidedAtMs < this.#sinceMs) return
    this.#bytes.set(toHex(sha256(document)), document)
  }

  has(digest: string): boolean {
    return this.#bytes.has(digest)
  }

  /** Undefined when there is none, or when it was the owner who chose. */
  decision(digest: string): DecisionDocument | undefined {
    const bytes = this.#bytes.get(digest)
    return bytes && readDecision(bytes)
  }

  /** Undefined when it is not there, or is none. */
  policy(digest: string): Policy | undefined {
    if (!this.#policies.has(digest)) this.#policies.set(digest, policyOf(this.#bytes.get(digest)))
    return this.#policies.get(digest)
  }
}

function policyOf(bytes: Uint8Array | undefined): Policy | undefined {
  if (bytes === undefined) return undefined
  try {
    return parsePolicy(Buffer.from(bytes).toString())
  } catch {
    return undefined
  }
}
