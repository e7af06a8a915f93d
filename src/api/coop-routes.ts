import { isAbsolute } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { CoopControl } from './coop-control.js'
import { parseBody, units } from './validation.js'

const name = z.string().min(1).max(64)
const jurisdiction = z
  .string()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'expected an ISO 3166-1 alpha-2 code such as NO')
const peerId = z.string().min(1).max(100)
const roles = z.array(z.enum(['provider', 'consumer', 'auditor']))
const life = z.int().min(1_000)
const rootKey = z.strictObject({
  path: z.string().max(4_096).refine(isAbsolute, 'expected an absolute path').exactOptional(),
  passphrase: z.string().max(1_024).exactOptional(),
})
/** Of whatever the root decides: where its key is. */
export const byRoot = { rootKey: rootKey.exactOptional() }

const coop = z.strictObject({ name, orgName: name, jurisdiction, ...byRoot })
const invite = z.strictObject({
  orgName: name,
  jurisdiction,
  uses: z.int().min(1).exactOptional(),
  expiresInMs: life.exactOptional(),
  roles: roles.exactOptional(),
  promisesNoPromptLogging: z.boolean().exactOptional(),
  isSelfDeclared: z.boolean().exactOptional(),
  needsApproval: z.boolean().exactOptional(),
  addresses: z.array(z.string()).exactOptional(),
})
const delegation = z.strictObject({
  orgName: name,
  jurisdictions: z.array(jurisdiction).min(1),
  roles: roles.exactOptional(),
  maxNodes: z.int().min(1),
  creditLimit: units.exactOptional(),
  creditCap: units.exactOptional(),
  delegate: peerId.exactOptional(),
  expiresInMs: life.exactOptional(),
})
const prices = z.strictObject({
  promptRate: z.number().exactOptional(),
  outputRate: z.number().exactOptional(),
  contextRate: z.number().exactOptional(),
  isFreeInsideOrganisation: z.boolean().exactOptional(),
  creditLimit: units.exactOptional(),
  startingLine: units.exactOptional(),
  effectiveMs: z.int().exactOptional(),
  ...byRoot,
})
const lifetimes = z.strictObject({
  membershipMs: z.int().exactOptional(),
  renewalMs: z.int().exactOptional(),
  revocationMs: z.int().exactOptional(),
  ...byRoot,
})
const issuer = z.strictObject({ peer: peerId, ...byRoot })
const rotation = z.strictObject({ revokesOld: z.boolean().exactOptional(), ...byRoot })
const decision = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('epoch'), peer: peerId, ...byRoot }),
  z.strictObject({
    kind: z.literal('award'),
    debtor: peerId,
    creditor: peerId,
    amount: units,
    statement: z.string().regex(/^[0-9a-f]{64}$/i, 'expected 64 hexadecimal digits'),
    ...byRoot,
  }),
  z.strictObject({ kind: z.literal('succession'), predecessor: peerId, successor: peerId, ...byRoot }),
])
const waiting = z.strictObject({ id: z.string().min(1).max(64) })
const join = z.strictObject({ code: z.string().min(1).max(4_096) })
const leave = z.strictObject({ isForced: z.boolean().exactOptional() })
const revocation = z.union([
  z.strictObject({ who: z.string().min(1).max(100) }),
  z.strictObject({ issuer: peerId, ...byRoot }),
])

/** What the owner may ask about the co-op; beside the other routes of the owner. */
export function addCoopRoutes(app: FastifyInstance, control: CoopControl): void {
  app.get('/sov/v1/coop', () => control.coop())
  app.post('/sov/v1/coop', ({ body }) => control.createCoop(parseBody(coop, body)))
  app.get('/sov/v1/coop/bundle', (_request, reply) =>
    reply.type('application/octet-stream').send(Buffer.from(control.exportCoop())),
  )
  app.get('/sov/v1/prices', () => control.prices())
  app.post('/sov/v1/prices', ({ body }) => {
    const { rootKey, ...change } = parseBody(prices, body)
    return control.setPrices(change, rootKey)
  })
  app.post('/sov/v1/coop/lifetimes', ({ body }) => {
    const { rootKey, ...change } = parseBody(lifetimes, body)
    return control.setLifetimes(change, rootKey)
  })
  app.post('/sov/v1/coop/issuers', ({ body }) => {
    const { rootKey, peer } = parseBody(issuer, body)
    return control.addIssuer(peer, rootKey)
  })
  app.post('/sov/v1/coop/issuers/rotate', ({ body }) => {
    const { rootKey, ...options } = parseBody(rotation, body)
    return control.rotateIssuer(options, rootKey)
  })
  app.post('/sov/v1/coop/delegations', ({ body }) => control.delegate(parseBody(delegation, body)))
  app.post('/sov/v1/decisions', ({ body }) => {
    const { rootKey, ...decided } = parseBody(decision, body)
    return control.decide(decided, rootKey)
  })
  app.post('/sov/v1/invites', ({ body }) => control.invite(parseBody(invite, body)))
  app.get('/sov/v1/coop/requests', () => control.waitingNodes())
  app.post('/sov/v1/coop/requests/approve', ({ body }) => control.approve(parseBody(waiting, body).id))
  app.post('/sov/v1/coop/requests/deny', ({ body }) => control.deny(parseBody(waiting, body).id))
  app.post('/sov/v1/join', ({ body }) => control.join(parseBody(join, body).code))
  app.post('/sov/v1/leave', ({ body }) => control.leave(parseBody(leave, body)))
  app.get('/sov/v1/members', () => control.members())
  app.post('/sov/v1/revocations', ({ body }) => {
    const target = parseBody(revocation, body)
    return 'issuer' in target ? control.revoke({ issuer: target.issuer }, target.rootKey) : control.revoke(target)
  })
}
