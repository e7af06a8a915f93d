import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { MAX_POLICY_BYTES } from '../limits.js'
import { demandsOf } from './bounds.js'
import { parseExplain } from './chat-request.js'
import type { PolicyControl } from './policy-control.js'
import { parseBody } from './validation.js'

// the policy judges its text, so that there is one judge of it; one character too many tells that it is too long
const text = z.string().max(MAX_POLICY_BYTES + 1)
const check = z.strictObject({ text })
const explain = z.strictObject({ request: z.unknown(), policy: text.exactOptional() })
const named = z.strictObject({ name: z.string().min(1).max(128) })

/** What the owner may ask about policies and blocked peers; beside the other routes of the owner. */
export function addPolicyRoutes(app: FastifyInstance, control: PolicyControl): void {
  app.get('/sov/v1/policy', () => control.policy())
  app.post('/sov/v1/policy/check', ({ body }) => control.checkPolicy(parseBody(check, body).text))
  app.post('/sov/v1/policy/explain', (request) => {
    const { request: asked, policy } = parseBody(explain, request.body)
    return control.explainPolicy(parseExplain(asked, demandsOf(request)), policy)
  })
  app.get('/sov/v1/peers/blocked', () => control.blocked())
  app.post('/sov/v1/peers/block', ({ body }) => control.block(parseBody(named, body).name))
  app.post('/sov/v1/peers/allow', ({ body }) => control.allow(parseBody(named, body).name))
}
