import { createHash } from 'node:crypto'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADDRESS_DATA_LIFE_MS, CLOCK_SKEW_MS, MAX_ADDRESS_FILE_BYTES } from '../../../../src/limits.js'
import { loadAddressData, readAddressFile, type AddressData } from '../../../../src/membership/evidence/address-data.js'
import { evidenceLevelAsUsed, evidenceOf } from '../../../../src/membership/evidence/evidence.js'
import { toHex } from '../../../../src/wire/index.js'

const DATE_MS = Date.UTC(2026, 10, 1)
const CSV = '8.8.8.0,8.8.8.255,US\n10.0.0.0,10.255.255.255,DE\n85.0.0.0,85.0.0.255,DE\n2a00::,2a00::ffff,DE\n'
const SHA256 = createHash('sha256').update(CSV).digest('hex')

let folder = ''
let path = ''
let data: AddressData

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sov-evidence-'))
  path = join(folder, 'addresses.csv')
  await writeFile(path, CSV)
  data = await loadAddressData({ path, sha256: SHA256.toUpperCase(), dateMs: DATE_MS, attribution: 'The registries' })
})
afterAll(() => rm(folder, { recursive: true }))

describe('an address file', () => {
  it('is the one that was pinned, with its date and whose data it is', () => {
    const { sha256, dateMs, attribution, rows } = data
    expect({ sha256, dateMs, attribution, rows }).toEqual({
      sha256: SHA256,
      dateMs: DATE_MS,
      attribution: 'The registries',
      rows: 4,
    })
  })

  it('says nothing of addresses that are not public, whatever stands in it', () => {
    expect(['85.0.0.1', '10.0.0.1', 'nonsense'].map((address) => data.countryOf(address))).toEqual([
      'DE',
      undefined,
      undefined,
    ])
  })

  it('is refused when it is another one than was pinned', async () => {
    const init = {
      path,
      sha256: SHA256.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      dateMs: 0,
      attribution: '',
    }
    await expect(loadAddressData(init)).rejects.toMatchObject({
      code: 'ERR_SOV_ADDRESS_DATA',
      details: { sha256: SHA256 },
    })
  })

  it('is refused when it is not there or too large', async () => {
    await expect(readAddressFile(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'ERR_SOV_ADDRESS_DATA' })
    const large = join(folder, 'large.csv')
    await writeFile(large, '')
    await truncate(large, MAX_ADDRESS_FILE_BYTES + 1)
    await expect(readAddressFile(large)).rejects.toMatchObject({ code: 'ERR_SOV_ADDRESS_DATA' })
  })
})

describe('evidence', () => {
  const levelOf = (addresses: readonly string[], nowMs = DATE_MS, jurisdiction = 'DE'): number =>
    evidenceOf(data, addresses, jurisdiction, nowMs).level

  it('is of level 2 with the digest and the date of the file when a public address is registered there', () => {
    const { level, ref, dateMs, contradictions } = evidenceOf(data, ['10.0.0.1', '2a00::1'], 'DE', DATE_MS)
    expect({ level, ref: toHex(ref), dateMs, contradictions }).toEqual({
      level: 2,
      ref: SHA256,
      dateMs: DATE_MS,
      contradictions: [],
    })
  })

  it.each([[[]], [['127.0.0.1']], [['10.0.0.1', '192.168.1.1']], [['9.9.9.9']], [['example.org']]])(
    'stays at level 1 with %j, which prove nothing',
    (addresses) => {
      expect(evidenceOf(data, addresses, 'DE', DATE_MS)).toEqual({
        level: 1,
        ref: new Uint8Array(0),
        dateMs: 0,
        contradictions: [],
      })
    },
  )

  it('stays at level 1 and tells of an address that is registered elsewhere, also beside one that is not', () => {
    expect(evidenceOf(data, ['85.0.0.1', '8.8.8.8'], 'DE', DATE_MS)).toMatchObject({
      level: 1,
      contradictions: [{ address: '8.8.8.8', country: 'US' }],
    })
  })

  it('stays at level 1 without a file, and with one that is older than 60 days or from the future', () => {
    expect(evidenceOf(undefined, ['85.0.0.1'], 'DE', DATE_MS).level).toBe(1)
    expect(levelOf(['85.0.0.1'], DATE_MS + ADDRESS_DATA_LIFE_MS)).toBe(2)
    expect(levelOf(['85.0.0.1'], DATE_MS + ADDRESS_DATA_LIFE_MS + 1)).toBe(1)
    expect(levelOf(['85.0.0.1'], DATE_MS - CLOCK_SKEW_MS)).toBe(2)
    expect(levelOf(['85.0.0.1'], DATE_MS - CLOCK_SKEW_MS - 1)).toBe(1)
  })
})

describe('the evidence level of a credential', () => {
  const used = (evidenceLevel: number, nowMs: number, ref = Buffer.from(SHA256, 'hex')): number =>
    evidenceLevelAsUsed({ evidenceLevel, evidenceRef: ref, evidenceDateMs: BigInt(DATE_MS) }, nowMs)
  const STALE_MS = DATE_MS + ADDRESS_DATA_LIFE_MS + 1

  it('counts as it is while its address data are fresh', () => {
    expect([0, 1, 2, 3].map((level) => used(level, DATE_MS))).toEqual([0, 1, 2, 3])
  })

  it('counts as 1 from 2 on when the data are stale, of the future, or not named', () => {
    expect([0, 1, 2, 3].map((level) => used(level, STALE_MS))).toEqual([0, 1, 1, 1])
    expect(used(2, DATE_MS - CLOCK_SKEW_MS - 1)).toBe(1)
    expect(used(2, DATE_MS, Buffer.alloc(0))).toBe(1)
    expect(evidenceLevelAsUsed({ evidenceLevel: 2, evidenceRef: Buffer.alloc(32), evidenceDateMs: 0n }, DATE_MS)).toBe(
      1,
    )
  })
})
