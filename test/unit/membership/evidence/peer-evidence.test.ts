import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPeerEvidence, type AddressDataInit, type PeerEvidence } from '../../../../src/membership/index.js'
import { ManualClock } from '../../../helpers/manual-clock.js'

const CSV = '85.0.0.0,85.0.0.255,DE\n'
const DAY_MS = 24 * 3_600_000

describe('the evidence of peers', () => {
  const clock = new ManualClock()
  const hosts: Record<string, readonly string[]> = { here: ['85.0.0.9'], near: ['192.168.0.9'], away: [] }
  let folder = ''
  let init: AddressDataInit

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-evidence-'))
    const path = join(folder, 'addresses.csv')
    await writeFile(path, CSV)
    const sha256 = createHash('sha256').update(CSV).digest('hex')
    init = { path, sha256, dateMs: clock.nowMs() - DAY_MS, attribution: 'The registries' }
  })
  afterAll(() => rm(folder, { recursive: true }))

  const evidenceWith = (data: AddressDataInit | undefined): PeerEvidence =>
    createPeerEvidence(data, { clock, network: { hosts: (peer) => hosts[peer] ?? [] } })

  it('is what the addresses of their connections say', async () => {
    const evidence = evidenceWith(init)
    await evidence.load()
    expect(evidence.of('here', 'DE')).toMatchObject({ level: 2, dateMs: init.dateMs })
    expect(evidence.of('here', 'NO')).toMatchObject({
      level: 1,
      contradictions: [{ address: '85.0.0.9', country: 'DE' }],
    })
    for (const peer of ['near', 'away']) expect(evidence.of(peer, 'DE')).toMatchObject({ level: 1, contradictions: [] })
  })

  it('is of level 1 for all without a file', async () => {
    const evidence = evidenceWith(undefined)
    await evidence.load()
    expect(evidence.of('here', 'DE').level).toBe(1)
  })

  it('is not there with a file that cannot be right', async () => {
    for (const wrong of [
      { sha256: '00'.repeat(32) },
      { dateMs: clock.nowMs() + DAY_MS },
      { path: join(folder, 'x') },
    ]) {
      await expect(evidenceWith({ ...init, ...wrong }).load()).rejects.toMatchObject({ code: 'ERR_SOV_ADDRESS_DATA' })
    }
  })
})
