import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dataDirPaths } from '../../src/data-dir.js'
import { loadOrCreateKey } from '../../src/identity/index.js'
import { createLedger } from '../../src/ledger/index.js'
import { createSovNode, type SovNode } from '../../src/sov-node.js'
import { openStore } from '../../src/store/index.js'
import { testCoop, verifiedMember } from '../helpers/coop.js'
import { Exchange, ledgerPair } from '../helpers/ledger-node.js'
import { ManualClock } from '../helpers/manual-clock.js'
import { until } from '../helpers/until.js'

const DAY_MS = 24 * 3_600_000

describe('a node with a retention period', () => {
  const clock = new ManualClock()
  let dataDir: string
  let node: SovNode | undefined
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sov-retention-'))
    const coop = testCoop({ nowMs: clock.nowMs() })
    const paths = dataDirPaths(dataDir)
    const key = await loadOrCreateKey(paths.key)
    const member = coop.member({ key })
    const { subject, credential, credentialDigest } = verifiedMember(member, clock.nowMs())
    const { consumer, provider } = await ledgerPair(coop, clock)
    const store = await openStore({ path: paths.database })
    const ledger = createLedger({ store, signer: key, clock })
    await ledger.start()
    const input = new Exchange(coop, consumer, provider).orderInput()
    const party = { peer: subject, credential, credentialDigest, chain: member.chain }
    for (let count = 0; count < 3; count++) ledger.createOrder({ ...input, consumer: party })
    await ledger.stop()
    await store.close()
    await consumer.close()
    await provider.close()
  })
  afterEach(async () => {
    await node?.stop()
    node = undefined
    await rm(dataDir, { recursive: true })
  })

  it('drops old details at start and every day, until it stops', async () => {
    const lines: { msg: string; orders?: number }[] = []
    const logger = pino(
      { level: 'info' },
      new Writable({
        write(line: Buffer, _encoding, done) {
          const event = JSON.parse(line.toString()) as (typeof lines)[number]
          if (event.msg.includes('only totals remain')) lines.push(event)
          done()
        },
      }),
    )
    node = await createSovNode({ dataDir, apiPort: 0, mdns: false, clock, logger, ledgerRetentionDays: 30 })
    await node.start()
    await until('the pass at start has run', () => lines.length === 1)
    expect(lines[0]!.orders).toBe(0)
    clock.advance(31 * DAY_MS)
    await until('a later pass has run', () => lines.length >= 2)
    // all but the newest, which the next entry names
    expect(lines.reduce((sum, { orders = 0 }) => sum + orders, 0)).toBe(2)
    expect(await node.control.receipts({})).toHaveLength(1)
    await node.stop()
    const passes = lines.length
    clock.advance(2 * DAY_MS)
    expect(lines).toHaveLength(passes)
  })

  it('keeps everything without one', async () => {
    clock.advance(1_000 * DAY_MS)
    node = await createSovNode({ dataDir, apiPort: 0, mdns: false, clock })
    await node.start()
    clock.advance(2 * DAY_MS)
    expect(await node.control.receipts({})).toHaveLength(3)
  })
})
