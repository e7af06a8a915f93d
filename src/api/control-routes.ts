import { isAbsolute } from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { MAX_LISTED_RECEIPTS } from '../limits.js'
import type { NodeControl } from './control.js'
import { parseBody, units } from './validation.js'

const backup = z.strictObject({ folder: z.string().max(4_096).refine(isAbsolute, 'expected an absolute path') })
const availability = z.discriminatedUnion('state', [
  z.strictObject({ state: z.enum(['paused', 'draining']), forMs: z.int().min(1_000).exactOptional() }),
  z.strictObject({ state: z.literal('open') }),
])
const audit = z.strictObject({ peer: z.string().min(1).max(100).exactOptional() })
const milliseconds = z.coerce.number().int().min(0).exactOptional()
const compliance = z.strictObject({ sinceMs: milliseconds, untilMs: milliseconds })
const ledgerExport = z.strictObject({ from: units.exactOptional() })
// the node judges their values, so that there is one judge of them
const apiKey = z.strictObject({
  name: z.string(),
  policy: z.string().exactOptional(),
  dataClass: z.string().exactOptional(),
  requestsPerMinute: z.number().exactOptional(),
  maxConcurrent: z.number().exactOptional(),
  expiresInMs: z.number().exactOptional(),
})
const keyId = z.strictObject({ id: z.string().max(64) })
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
  app.post('/sov/v1/availability', ({ body }) => control.setAvailability(parseBody(availability, body)))
  app.get('/sov/v1/peers', () => control.peers())
  app.get('/sov/v1/ledger', () => control.ledger())
  app.get('/sov/v1/audit/compliance', ({ query }) => control.auditCompliance(parseBody(compliance, query)))
  app.get('/sov/v1/ledger/audit', ({ query }) => control.auditLedger(parseBody(audit, query)))
  app.get('/sov/v1/ledger/export', ({ query }, reply) => {
    const pieces = control.exportLedger({ fromSeq: parseBody(ledgerExport, query).from })
    return reply.type('application/octet-stream').send(Readable.from(pieces, { objectMode: false }))
  })
  app.post('/sov/v1/ledger/rebuild', () => control.rebuildLedger())
  app.get('/sov/v1/keys', () => control.keys())
  app.post('/sov/v1/keys', ({ body }) => control.createKey(parseBody(apiKey, body)))
  app.post('/sov/v1/keys/revoke', ({ body }) => control.revokeKey(parseBody(keyId, body).id))
  app.get('/sov/v1/usage', ({ query }) => control.usage(parseBody(usage, query)))
  app.post('/sov/v1/backups', ({ body }) => control.backup(parseBody(backup, body).folder))
  app.get('/sov/v1/receipts', ({ query }) => control.receipts(parseBody(listing, query)))
  app.get('/sov/v1/receipts/damaged', async ({ query }) => ({
    damaged: await control.damagedReceipts(parseBody(listing, query)),
  }))
  app.get<{ Params: { id: string } }>('/sov/v1/receipts/:id', async ({ params }, reply) =>
    reply.type('application/octet-stream').send(Buffer.from(await control.receipt(params.id))),
  )
}
