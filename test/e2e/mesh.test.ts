import OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Balances, ReceiptSummary } from '../../src/ledger/index.js'
import type { Jsonified } from '../../src/json.js'
import { Cluster, type ClusterNode } from '../helpers/cluster.js'
import { until } from '../helpers/until.js'

const IN_EU = { provider: { jurisdictions: ['EU'], tier: 'mesh' } }

function clientOf({ api }: ClusterNode): OpenAI {
  return new OpenAI({ baseURL: `${api}/v1`, apiKey: 'none', maxRetries: 0 })
}

interface Question {
  readonly model: string
  readonly messages: { role: 'user'; content: string }[]
  readonly temperature: number
  readonly provider: object
}

function question(model: string): Question {
  return { model, messages: [{ role: 'user', content: 'What is sov-node?' }], temperature: 0, ...IN_EU }
}

function balances({ process }: ClusterNode): Promise<Jsonified<Balances>> {
  return process.control.get<Balances>('/sov/v1/ledger')
}

function receipts({ process }: ClusterNode): Promise<readonly Jsonified<ReceiptSummary>[]> {
  return process.control.get<readonly ReceiptSummary[]>('/sov/v1/receipts?limit=100')
}

describe('node processes', () => {
  let cluster: Cluster

  beforeEach(() => {
    cluster = new Cluster()
  })

  afterEach(() => cluster.stop())

  it('answer the openai client through a peer with a real model, streaming and not', async () => {
    const [asking, serving] = await cluster.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'Serving', jurisdiction: 'DE', serves: 'demo-model' },
    ])
    const client = clientOf(asking!)
    expect((await client.models.list()).data.map(({ id }) => id)).toEqual(['sov-demo'])

    const answer = await client.chat.completions.create(question('sov-demo'))
    const text = answer.choices[0]?.message.content
    expect(text).toMatch(/^sov-node is an open-source peer-to-peer mesh/)
    expect(answer.choices[0]?.finish_reason).toBe('stop')

    const stream = client.chat.completions.stream({ ...question('sov-demo'), stream_options: { include_usage: true } })
    const streamed = await stream.finalChatCompletion()
    expect(streamed.choices[0]?.message.content).toBe(text)
    expect(streamed.usage?.completion_tokens).toBe(answer.usage?.completion_tokens)
    expect(streamed.usage).toMatchObject({
      sov: { route: 'mesh', peer: serving!.peerId, jurisdiction: 'DE', settlement: 'settled' },
    })

    await until('the provider has stored both receipts', async () => {
      const [account] = (await balances(serving!)).perPeer
      return account?.requests === 2
    })
    const mine = await balances(asking!)
    const theirs = await balances(serving!)
    expect(mine.perPeer).toMatchObject([{ peer: serving!.peerId, requests: 2 }])
    expect(BigInt(mine.perPeer[0]!.balance) + BigInt(theirs.perPeer[0]!.balance)).toBe(0n)
    expect(BigInt(theirs.perPeer[0]!.balance)).toBeGreaterThan(0n)
  })

  it('keep work inside the jurisdiction, and a stranger out', async () => {
    const [asking, american] = await cluster.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'American', jurisdiction: 'US', serves: {} },
    ])
    const refused = clientOf(asking!).chat.completions.create(question('fake'))
    await expect(refused).rejects.toMatchObject({ status: 403, code: 'jurisdiction_denied' })
    expect(await receipts(american!)).toEqual([])

    const code = await cluster.invite({ org: 'Once', jurisdiction: 'FR' })
    const first = cluster.add({ org: 'Once', jurisdiction: 'FR' })
    await first.process.command('join', code)
    const second = cluster.add({ org: 'Twice', jurisdiction: 'FR' })
    await expect(second.process.command('join', code)).rejects.toThrow(/invite/)

    const stranger = cluster.add({ org: 'Stranger', jurisdiction: 'DE', serves: {} })
    const [address] = (await asking!.process.status()).addresses
    await stranger.process.start(...stranger.flags, '--bootstrap', address!)
    await until('the stranger has been met and refused', async () => {
      const peers = await cluster.peers(stranger)
      return peers.length === 0
    })
    expect((await cluster.peers(asking!)).map(({ peer }) => peer)).toEqual([american!.peerId])
  })

  it('answer from another peer when the serving process is killed before its first token', async () => {
    const slow = { prefillMsPerToken: 300, outputTokens: 5 }
    const nodes = await cluster.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'One', jurisdiction: 'DE', serves: slow },
      { org: 'Two', jurisdiction: 'FR', serves: slow },
    ])
    const asking = nodes[0]!
    const answering = clientOf(asking).chat.completions.create(question('fake'))
    const chosen = await working(nodes.slice(1))
    await chosen.process.kill()
    const answer = await answering
    const { sov } = answer.usage as unknown as { sov: { peer: string; attempts: { outcome: string; error: string }[] } }
    expect(sov.peer).not.toBe(chosen.peerId)
    expect(sov.attempts).toMatchObject([
      { outcome: 'failed', error: 'ERR_SOV_PEER_DISCONNECTED' },
      { outcome: 'served', error: null },
    ])
  })

  it('end a stream with an error, never with silence, when the serving process is killed after its first token', async () => {
    const nodes = await cluster.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'Serving', jurisdiction: 'DE', serves: { outputMsPerToken: 50, outputTokens: 1_000 } },
    ])
    const stream = await clientOf(nodes[0]!).chat.completions.create({ ...question('fake'), stream: true })
    let chunks = 0
    const reading = (async () => {
      for await (const chunk of stream) {
        if (chunk.choices[0]?.delta.content) chunks += 1
        if (chunks === 3) await nodes[1]!.process.kill()
      }
    })()
    await expect(reading).rejects.toMatchObject({ code: 'peer_disconnected' })
    expect(chunks).toBeGreaterThanOrEqual(3)
    // the node lives on and says what it can do
    await expect(clientOf(nodes[0]!).chat.completions.create(question('fake'))).rejects.toMatchObject({ status: 503 })
  })

  it('keep identity, ledger and balances over kill -9, and find each other again', async () => {
    const nodes = await cluster.form([
      { org: 'Asking', jurisdiction: 'NO' },
      { org: 'Serving', jurisdiction: 'DE', serves: {} },
    ])
    const [asking, serving] = [nodes[0]!, nodes[1]!]
    const client = clientOf(asking)
    await client.chat.completions.create(question('fake'))
    await until('both sides have settled', async () => {
      const [receipt] = await receipts(serving)
      return receipt?.state === 'settled'
    })
    const before = await Promise.all(
      nodes.map(async (node) => [node.peerId, await balances(node), await receipts(node)]),
    )

    for (const node of nodes) await node.process.kill()
    for (const node of nodes) await cluster.start(node)
    const after = await Promise.all(
      nodes.map(async (node) => [node.peerId, await balances(node), await receipts(node)]),
    )
    expect(after).toEqual(before)

    // both listen on new ports: the peer book is stale, so one address is told again
    await asking.process.kill()
    const [address] = (await serving.process.status()).addresses
    const { api } = await asking.process.start(...asking.flags, '--bootstrap', address!)
    asking.api = api!
    await cluster.seen(asking, 1)
    await clientOf(asking).chat.completions.create(question('fake'))
    expect((await balances(asking)).perPeer[0]?.requests).toBe(2)
    await until('both sides have settled again', async () => {
      const states = (await receipts(serving)).map(({ state }) => state)
      return states.length === 2 && states.every((state) => state === 'settled')
    })
  })

  /** The node whose engine has the request. */
  async function working(nodes: readonly ClusterNode[]): Promise<ClusterNode> {
    let atWork: ClusterNode | undefined
    await until('a node works on the request', async () => {
      const statuses = await Promise.all(nodes.map(({ process }) => process.status()))
      atWork = nodes[statuses.findIndex(({ admittedRequests }) => admittedRequests > 0)]
      return atWork !== undefined
    })
    return atWork!
  }
})
