import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { byRoot } from './coop-routes.js'
import type { FederationControl } from './federation-control.js'
import { parseBody } from './validation.js'

// the membership judges names, codes and bytes, so that there is one judge of them
const text = z.string().max(256)
const codes = z.array(z.string().max(16)).max(300)

const group = z.strictObject({
  name: text,
  jurisdictions: codes,
  effectiveMs: z.int().exactOptional(),
  ...byRoot,
})
const federation = z.strictObject({
  bundle: z.base64(),
  jurisdictions: z.union([z.literal('any'), codes]),
  name: text.exactOptional(),
})
const removal = z.strictObject({ name: text })

/** What the owner may ask about groups and other co-ops; beside the other routes of the owner. */
export function addFederationRoutes(app: FastifyInstance, control: FederationControl): void {
  app.get('/sov/v1/groups', () => control.groups())
  app.post('/sov/v1/groups', ({ body }) => {
    const { rootKey, ...change } = parseBody(group, body)
    return control.setGroup(change, rootKey)
  })
  app.get('/sov/v1/federation', () => control.federated())
  app.post('/sov/v1/federation', ({ body }) => {
    const { bundle, ...options } = parseBody(federation, body)
    return control.federate({ ...options, bundle: Buffer.from(bundle, 'base64') })
  })
  app.post('/sov/v1/federation/remove', ({ body }) => control.unfederate(parseBody(removal, body).name))
}
