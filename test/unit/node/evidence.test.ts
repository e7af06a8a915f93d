import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadSettings, toNodeConfig } from '../../../node/config.js'
import { readAddressFile } from '../../../src/membership/index.js'
import { runTestCli, type CliRun } from './test-cli.js'

const CSV = '85.0.0.0,85.0.0.255,DE\n8.8.8.0,8.8.8.255,US\n'
const SHA256 = createHash('sha256').update(CSV).digest('hex')

describe('sov-node evidence check', () => {
  let folder = ''
  let file = ''
  let config = ''

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-evidence-'))
    file = join(folder, 'addresses.csv')
    config = join(folder, 'config.toml')
    await writeFile(file, CSV)
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function configure(changed: Readonly<Record<string, string>> = {}): Promise<void> {
    const settings = {
      address_file: '"addresses.csv"',
      sha256: `"${SHA256}"`,
      date: '2001-02-03',
      attribution: '"NRO"',
      ...changed,
    }
    const lines = Object.entries(settings).map(([key, value]) => `${key} = ${value}`)
    await writeFile(config, ['[evidence]', ...lines].join('\n'))
  }

  const check = (...args: string[]): Promise<CliRun> =>
    runTestCli(['--config', config, 'evidence', 'check', ...args], { library: { readAddressFile } })

  it('shows hash, rows, date and attribution, and where an address is registered', async () => {
    await configure()
    const { code, out } = await check(file, '85.0.0.7', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({
      file,
      sha256: SHA256,
      rows: 2,
      configured: { date: '2001-02-03', attribution: 'NRO', isStale: true },
      address: { text: '85.0.0.7', country: 'DE' },
    })
    expect((await check(file)).out).toMatch(/date +2001-02-03 \(stale/)
  })

  it('tells of a file that is not configured, and of an address that proves nothing', async () => {
    await configure({ sha256: `"${'00'.repeat(32)}"` })
    expect((await check(file)).out).toMatch(/date +not configured/)
    expect((await check(file, '10.0.0.1')).out).toMatch(/10\.0\.0\.1 +nothing/)
  })

  it('fails with the line that is wrong', async () => {
    const wrong = join(folder, 'wrong.csv')
    await writeFile(wrong, `${CSV}nonsense\n`)
    expect(await check(wrong)).toMatchObject({ code: 2, err: expect.stringContaining('line 3') as string })
  })

  it.each([
    [{ date: '"yesterday"' }, /evidence\.date: /],
    [{ sha256: '"abc"' }, /evidence\.sha256: expected 64 hexadecimal digits/],
    [{ attribution: '""' }, /evidence\.attribution: /],
    [{ colour: '"red"' }, /evidence\.colour is not a setting/],
  ])('needs a whole table: %j', async (changed, message) => {
    await configure(changed)
    expect(() => loadSettings({ flags: {}, configPath: config, env: {} })).toThrow(message)
  })

  it('is for the file beside the configuration, by any way to write its date', async () => {
    for (const date of ['2026-11-01', '"2026-11-01"']) {
      await configure({ date })
      expect(toNodeConfig(loadSettings({ flags: {}, configPath: config, env: {} }), {}).addressData).toEqual({
        path: file,
        sha256: SHA256,
        dateMs: Date.UTC(2026, 10, 1),
        attribution: 'NRO',
      })
    }
  })
})
