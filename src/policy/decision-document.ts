import { z } from 'zod'
import type { Facts, Layers, PolicyCandidate } from './index.js'

const hex = (bytes: number): z.ZodString => z.string().regex(new RegExp(`^[0-9a-f]{${String(2 * bytes)}}$`))
const names = z.array(z.string()).readonly().exactOptional()

const document = z.object({
  /** 16 random bytes, without which the digest of the rest could be guessed. */
  salt: hex(16),
  /** Unix epoch, milliseconds. */
  decidedAtMs: z.number(),
  /** Digest of the model's manifest. */
  model: hex(32),
  /** Names that the model went by. */
  models: z.array(z.string()).readonly(),
  /** Digests of the policies; their texts are archived under them. */
  policies: z.object({ node: hex(32), key: hex(32).exactOptional() }),
  dataClass: z.string().exactOptional(),
  constraints: z
    .array(
      z.object({
        tier: z.enum(['local', 'mesh', 'any']),
        jurisdictions: names,
        jurisdictionsDeny: names,
        only: names,
        ignore: names,
        order: names,
        trust: z.enum(['organisation', 'coop', 'federated']).exactOptional(),
        dataClass: z.string().exactOptional(),
        noPromptLogging: z.boolean().exactOptional(),
        evidenceAtLeast: z.number().exactOptional(),
      }),
    )
    .readonly(),
  /** What the names of groups in policies and constraints stood for. */
  groups: z.record(z.string(), z.array(z.string()).readonly()),
  /** Network ids that the names of co-ops stood for. */
  coops: z.record(z.string(), hex(32)),
  chosen: z.object({
    peer: z.string(),
    coop: hex(32).exactOptional(),
    orgId: z.string().exactOptional(),
    jurisdiction: z.string().exactOptional(),
    evidenceLevel: z.number().exactOptional(),
    credentialDigest: hex(32).exactOptional(),
  }),
})

/**
 * What proves later that a peer was allowed to be asked: an order names the digest of this, which because of the salt
 * cannot be guessed. With the archived policies and the credentials in the receipt it can be judged again.
 */
export type DecisionDocument = Readonly<z.infer<typeof document>>

export interface Decided {
  readonly salt: string
  /** Digest of the model's manifest, 64 hexadecimal digits. */
  readonly model: string
  readonly layers: Layers
  readonly facts: Facts
  readonly chosen: PolicyCandidate
}

/** The document of a decision, as JSON in UTF-8. */
export function decisionDocument({ salt, model, layers, facts, chosen }: Decided): Uint8Array {
  const { node, key, requests } = layers
  const { peer, coop, orgId, jurisdiction, evidenceLevel, credentialDigest } = chosen
  const said = JSON.stringify([node.document, key?.document, requests])
  const written = {
    salt,
    decidedAtMs: facts.nowMs,
    model,
    models: facts.models,
    policies: { node: node.digest, key: key?.digest },
    dataClass: facts.dataClass,
    constraints: requests,
    groups: Object.fromEntries([...facts.groups].filter(([name]) => said.includes(`"${name}"`))),
    coops: Object.fromEntries(facts.coops),
    chosen: { peer, coop, orgId, jurisdiction, evidenceLevel, credentialDigest },
  }
  return Buffer.from(JSON.stringify(written))
}

/**
 * Reads what {@link decisionDocument} wrote.
 *
 * @returns undefined when it is something else, e.g. the choice of an owner, who asks one peer past all policies.
 */
export function readDecision(bytes: Uint8Array): DecisionDocument | undefined {
  try {
    return document.safeParse(JSON.parse(Buffer.from(bytes).toString())).data
  } catch {
    return undefined
  }
}
