import { isAbsolute } from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { MAX_LISTED_RECEIPTS } from '../limits.js'
import type { NodeControl } from './control.js'
import { parseBody } from './validation.js'

const organisation = {
  orgName: z.string().min(1).max(64),
  jurisdiction: z
    .string()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, 'expected an ISO 3166-1 alpha-2 code such as NO'),
}
const coop = z.strictObject({ name: z.string().min(1).max(64), ...organisation })
const invite = z.strictObject({
  ...organisation,
  expiresInMs: z.int().min(1_000).exactOptional(),
  addresses: z.array(z.string()).exactOptional(),
})
const units = z
  .string()
  .regex(/^\d{1,20}$/, 'expected a whole number')
  .transform(BigInt)
const prices = z.strictObject({
  promptRate: z.number().exactOptional(),
  outputRate: z.number().exactOptional(),
  contextRate: z.number().exactOptional(),
  isFreeInsideOrganisation: z.boolean().exactOptional(),
  creditLimit: units.exactOptional(),
  startingLine: units.exactOptional(),
  effectiveMs: z.int().exactOptional(),
})
const peerId = z.string().min(1).max(100)
const decision = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('epoch'), peer: peerId }),
  z.strictObject({
    kind: z.literal('award'),
    debtor: peerId,
    creditor: peerId,
    amount: units,
    statement: z.string().regex(/^[0-9a-f]{64}$/i, 'expected 64 hexadecimal digits'),
  }),
  z.strictObject({ kind: z.literal('succession'), predecessor: peerId, successor: peerId }),
])
const backup = z.strictObject({ folder: z.string().max(4_096).refine(isAbsolute, 'expected an absolute path') })
const join = z.strictObject({ code: z.string().min(1).max(4_096) })
const audit = z.strictObject({ peer: z.string().min(1).max(100).exactOptional() })
const ledgerExport = z.strictObject({ from: units.exactOptional() })
const listing = z.strictObject({ limit: z.coerce.number().int().min(1).max(MAX_LISTED_RECEIPTS).exactOptional() })
// the ledger judges them, so that there is one judge of them
const usage = z.strictObject({
  from: z.string(),
  to: z.string(),
  timeZone: z.string().exactOptional(),
  organisation: z.string().exactOptional(),
})

/** What the owner of the node may do; never mounted on a TCP port. */
export function addControlRoutes(app: FastifyInstance, control: NodeControl): void {
  app.get('/sov/v1/id', () => control.id())
  app.get('/sov/v1/status', () => control.status())
  app.post('/sov/v1/coop', ({ body }) => control.createCoop(parseBody(coop, body)))
  app.get('/sov/v1/prices', () => control.prices())
  app.post('/sov/v1/prices', ({ body }) => control.setPrices(parseBody(prices, body)))
  app.post('/sov/v1/decisions', ({ body }) => control.decide(parseBody(decision, body)))
  app.post('/sov/v1/invites', ({ body }) => control.invite(parseBody(invite, body)))
  app.post('/sov/v1/join', ({ body }) => control.join(parseBody(join, body).code))
  app.get('/sov/v1/peers', () => control.peers())
  app.get('/sov/v1/ledger', () => control.ledger())
  app.get('/sov/v1/ledger/audit', ({ query }) => control.auditLedger(parseBody(audit, query)))
  app.get('/sov/v1/ledger/export', ({ query }, reply) => {
    const pieces = control.exportLedger({ fromSeq: parseBody(ledgerExport, query).from })
    return reply.type('application/octet-stream').send(Readable.from(pieces, { objectMode: false }))
  })
  app.post('/sov/v1/ledger/rebuild', () => control.rebuildLedger())
  app.get('/sov/v1/usage', ({ query }) => control.usage(parseBody(usage, query)))
  app.post('/sov/v1/backups', ({ body }) => control.backup(parseBody(backup, body).folder))
  app.get('/sov/v1/receipts', ({ query }) => control.receipts(parseBody(listing, query)))
  app.get<{ Params: { id: string } }>('/sov/v1/receipts/:id', async ({ params }, reply) =>
    reply.type('application/octet-stream').send(Buffer.from(await control.receipt(params.id))),
  )
}
