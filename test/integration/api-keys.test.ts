import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI, { type APIError } from 'openai'
import { Agent, request } from 'undici'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.js'
import { createFakeEngine } from '../../src/engine/fake/index.js'
import { createSovNode, type SovNode, type SovNodeConfig } from '../../src/index.js'
import { writeCertificate } from '../helpers/certificate.js'
import { TestMesh, type TestNode, type TestNodeOptions } from '../helpers/mesh.js'
import { until } from '../helpers/until.js'

const QUESTION = {
  model: 'fake',
  messages: [{ role: 'user' as const, content: 'One question, the same for all who ask' }],
  max_completion_tokens: 4,
}

/** Only this node itself, and others in a country. */
function onlyIn(country: string): string {
  const require = { coops: ['own'], jurisdiction: { any: [country] } }
  return JSON.stringify({ version: 1, rules: [{ name: `in ${country}`, require }], default: 'deny' })
}

describe('API keys on a mesh', () => {
  let folder: string
  let mesh: TestMesh
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-policy-'))
    mesh = new TestMesh()
  })
  afterEach(async () => {
    await mesh.stop()
    await rm(folder, { recursive: true })
  })

  function pair(asking: Partial<TestNodeOptions> = {}): Promise<readonly TestNode[]> {
    const engine = createFakeEngine({ clock: systemClock, outputMsPerToken: 1 })
    return mesh.form([
      { org: 'Asking', jurisdiction: 'NO', ...asking },
      { org: 'Serving', jurisdiction: 'DE', engines: [engine] },
    ])
  }

  function client({ apiAddress }: SovNode, apiKey: string): OpenAI {
    return new OpenAI({ baseURL: `${apiAddress!}/v1`, apiKey, maxRetries: 0 })
  }

  async function outcome(asking: SovNode, apiKey: string, provider: object = {}): Promise<string> {
    try {
      const { choices } = await client(asking, apiKey).chat.completions.create({
        ...QUESTION,
        provider,
      } as typeof QUESTION)
      return choices[0]!.finish_reason
    } catch (error) {
      return String((error as APIError).code)
    }
  }

  async function cachedTokens(asking: SovNode, apiKey: string, sensitivity?: string): Promise<number> {
    const { usage } = await client(asking, apiKey).chat.completions.create(
      QUESTION,
      sensitivity === undefined ? {} : { headers: { 'x-sov-sensitivity': sensitivity } },
    )
    return usage!.prompt_tokens_details!.cached_tokens!
  }

  it('narrow with their policy, and requests narrow further', async () => {
    const [{ node }] = (await pair()) as [TestNode, TestNode]
    const german = await node.control.createKey({ name: 'german', policy: onlyIn('DE') })
    const swedish = await node.control.createKey({ name: 'swedish', policy: onlyIn('SE') })
    expect(await outcome(node, 'none')).toBe('length')
    expect(await outcome(node, german.key)).toBe('length')
    expect(await outcome(node, swedish.key)).toBe('jurisdiction_denied')
    expect(await outcome(node, swedish.key, { jurisdictions: ['DE'] })).toBe('jurisdiction_denied')
    expect(await outcome(node, german.key, { jurisdictions: ['SE'] })).toBe('jurisdiction_denied')
    expect(await outcome(node, german.key, { trust: 'organisation', tier: 'mesh' })).toBe('policy_denied')
    const { id } = node.control.keys()[1]!
    await node.control.revokeKey(id)
    expect(await outcome(node, swedish.key)).toBe('invalid_api_key')
  })

  it('cannot widen what the policy file of the node allows', async () => {
    const policyPath = join(folder, 'policy.json')
    await writeFile(policyPath, onlyIn('NO'))
    const [{ node }] = (await pair({ policyPath })) as [TestNode, TestNode]
    const german = await node.control.createKey({ name: 'german', policy: onlyIn('DE') })
    expect(await outcome(node, 'none')).toBe('policy_denied')
    expect(await outcome(node, german.key)).toBe('jurisdiction_denied')
    expect(await outcome(node, 'none', { jurisdictions: ['DE'] })).toBe('jurisdiction_denied')
  })

  it('say what kind of data their requests hold, which these cannot unsay', async () => {
    const policyPath = join(folder, 'policy.json')
    const rule = { when: { data_class: ['public'] }, require: { coops: ['own'] } }
    await writeFile(policyPath, JSON.stringify({ version: 1, rules: [rule], default: 'deny' }))
    const [{ node }] = (await pair({ policyPath })) as [TestNode, TestNode]
    const open = await node.control.createKey({ name: 'open data', dataClass: 'public' })
    const personal = await node.control.createKey({ name: 'ward', dataClass: 'personal' })
    expect(await outcome(node, 'none')).toBe('policy_denied')
    expect(await outcome(node, 'none', { sensitivity: 'public' })).toBe('length')
    expect(await outcome(node, open.key)).toBe('length')
    expect(await outcome(node, personal.key)).toBe('policy_denied')
    expect(await outcome(node, personal.key, { sensitivity: 'public' })).toBe('policy_denied')
    expect(await outcome(node, open.key, { sensitivity: 'personal' })).toBe('policy_denied')
  })

  it.each(['here', 'at a peer'])('share no KV cache %s, unless the data are public', async (where) => {
    const engines = [createFakeEngine({ clock: systemClock })]
    const [{ node }] = (await (where === 'here'
      ? mesh.form([{ org: 'Alone', jurisdiction: 'NO', engines }])
      : pair())) as [TestNode]
    const [first, second] = await Promise.all(['a', 'b'].map((name) => node.control.createKey({ name })))
    expect(await cachedTokens(node, first!.key)).toBe(0)
    expect(await cachedTokens(node, first!.key)).toBeGreaterThan(0)
    expect(await cachedTokens(node, second!.key)).toBe(0)
    expect(await cachedTokens(node, 'none')).toBe(0)
    expect(await cachedTokens(node, 'none')).toBeGreaterThan(0)
    expect(await cachedTokens(node, first!.key, 'public')).toBe(0)
    expect(await cachedTokens(node, second!.key, 'public')).toBeGreaterThan(0)
  })

  it('end answers of a peer when they are revoked, and what was delivered is settled', async () => {
    const engine = createFakeEngine({ clock: systemClock, outputMsPerToken: 5, outputTokens: 4_000 })
    const [{ node }] = (await mesh.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'Serving', jurisdiction: 'DE', engines: [engine] },
    ])) as [TestNode, TestNode]
    const { id, key } = await node.control.createKey({ name: 'ward' })
    const stream = await client(node, key).chat.completions.create({
      ...QUESTION,
      max_completion_tokens: 4_000,
      stream: true,
    })
    let chunks = 0
    const read = (async () => {
      for await (const { choices } of stream) {
        chunks += choices.length
        if (chunks === 3) await node.control.revokeKey(id)
      }
    })()
    await expect(read).rejects.toMatchObject({ code: 'invalid_api_key' })
    await until('the slot of the peer is free', () => engine.running === 0)
    await until('what was delivered is settled', async () => {
      const [receipt] = await node.control.receipts({ limit: 1 })
      return receipt?.state === 'settled' && receipt.outputTokens! < 4_000
    })
  })
})

describe('a node with a policy file', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-policy-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  async function start(policyPath: string): Promise<unknown> {
    const node = await createSovNode({ dataDir: join(folder, 'data'), apiPort: 0, mdns: false, policyPath })
    try {
      return await node.start().catch((error: unknown) => error)
    } finally {
      await node.stop()
    }
  }

  it('does not start when it is missing or broken, and says why and where', async () => {
    const path = join(folder, 'policy.json')
    expect(await start(path)).toMatchObject({
      code: 'ERR_SOV_CONFIG',
      message: `the policy ${path}: there is no such file`,
    })
    await writeFile(path, '{"version":1,"rules":[{"requires":{}}],"default":"deny"}')
    expect(await start(path)).toMatchObject({
      code: 'ERR_SOV_POLICY_INVALID',
      message: expect.stringMatching(new RegExp(`^${path}: .*rules\\[0\\].requires`)) as string,
      remedy: expect.any(String) as string,
    })
    await writeFile(path, onlyIn('NO'))
    expect(await start(path)).toBeUndefined()
  })
})

describe('a node for other machines', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-elsewhere-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const config = (): SovNodeConfig => ({ dataDir: join(folder, 'data'), apiHost: '0.0.0.0', apiPort: 0, mdns: false })

  it('is not made without TLS or a proxy, and leaves nothing open', async () => {
    await expect(createSovNode(config())).rejects.toMatchObject({ code: 'ERR_SOV_CONFIG', param: 'host' })
    const node = await createSovNode({ ...config(), apiBehindProxy: 'ai.example.org' })
    await node.stop()
  })

  it('serves over TLS, to those with a key', async () => {
    const { cert, ...apiTls } = await writeCertificate(folder, 'node', { addresses: ['127.0.0.1'] })
    const engines = [createFakeEngine({ clock: systemClock })]
    const node = await createSovNode({ ...config(), apiTls, engines })
    const agent = new Agent({ connect: { ca: cert } })
    try {
      await node.start()
      const url = node.apiAddress!.replace('0.0.0.0', '127.0.0.1')
      expect(url).toMatch(/^https:/)
      const { key } = await node.control.createKey({ name: 'ward' })
      const ask = async (headers: Record<string, string>): Promise<number> => {
        const { statusCode, body } = await request(`${url}/v1/models`, { dispatcher: agent, headers })
        await body.dump()
        return statusCode
      }
      expect(await ask({})).toBe(401)
      expect(await ask({ authorization: `Bearer ${key}` })).toBe(200)
    } finally {
      await agent.destroy()
      await node.stop()
    }
  })
})
