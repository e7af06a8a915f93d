import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadSettings, toNodeConfig, type ConfigSources, type NodeSettings } from '../../../node/config.js'
import { DEMO_MODEL_PATH, VERSION } from '../../../node/package-info.js'

describe('settings', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-config-'))
  })
  afterEach(async () => {
    await rm(folder, { recursive: true })
  })

  async function file(content: string): Promise<string> {
    const path = join(folder, 'config.toml')
    await writeFile(path, content)
    return path
  }

  function load(sources: Partial<ConfigSources> = {}): NodeSettings {
    const { flags = {}, configPath, env = {} } = sources
    return loadSettings({ flags, configPath, env: { XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, ...env } })
  }

  it('has a default for all that a node needs', () => {
    expect(load()).toEqual({
      data_dir: join(folder, 'sov-node'),
      port: 11_435,
      mdns: true,
      models: [DEMO_MODEL_PATH],
      log_level: 'warn',
    })
  })

  it('prefers flag to environment to file to default', async () => {
    const configPath = await file('port = 1\nslots = 1\nthreads = 1')
    const env = { SOV_PORT: '2', SOV_SLOTS: '2' }
    expect(load({ configPath, env, flags: { port: '3' } })).toMatchObject({ port: 3, slots: 2, threads: 1, mdns: true })
  })

  it('reads every kind of value from the environment', () => {
    const env = {
      SOV_DATA_DIR: 'here',
      SOV_LISTEN: '/ip4/0.0.0.0/tcp/1,/ip6/::/tcp/1',
      SOV_MDNS: '0',
      SOV_MODELS: ['a.gguf', '/b.gguf'].join(delimiter),
      SOV_GPU: 'off',
      SOV_CONTEXT: '4096',
      SOV_LOG_LEVEL: 'debug',
    }
    expect(load({ env })).toEqual({
      data_dir: resolve('here'),
      port: 11_435,
      listen: ['/ip4/0.0.0.0/tcp/1', '/ip6/::/tcp/1'],
      mdns: false,
      models: [resolve('a.gguf'), '/b.gguf'],
      gpu: 'off',
      context: 4_096,
      log_level: 'debug',
    })
  })

  it('finds the file in the configuration folder, by SOV_CONFIG, and by flag', async () => {
    const configPath = await file('port = 5')
    expect(load({ configPath }).port).toBe(5)
    expect(load({ env: { SOV_CONFIG: configPath } }).port).toBe(5)
  })

  it('takes paths in the file from the folder of the file', async () => {
    const configPath = await file('data_dir = "data"\nmodels = ["m.gguf", "/abs.gguf"]')
    expect(load({ configPath })).toMatchObject({
      data_dir: join(folder, 'data'),
      models: [join(folder, 'm.gguf'), '/abs.gguf'],
    })
  })

  it.each([
    ['prot = 1', /config\.toml: prot is not a setting/],
    ['port = "1"', /config\.toml: port: expected a whole number from 0 to 65535$/],
    ['port = 70000', /config\.toml: port: expected a whole number from 0 to 65535$/],
    ['context = 63.5', /config\.toml: context: expected a whole number of at least 64$/],
    ['models = "m.gguf"', /config\.toml: models: .*expected array/],
    ['[availability]\nhour = []', /config\.toml: availability\.hour is not a setting/],
    ['[availability]\nhours = []', /config\.toml: availability\.hours: /],
    [
      '[availability]\nhours = ["Sa-Su", "nights"]',
      /config\.toml: availability\.hours: expected days, or days and times/,
    ],
    ['[availability]\nhours = ["Mo"]\ntimezone = "Oslo"', /config\.toml: availability\.timezone: expected an IANA/],
    ['[availability]\ntimezone = "Europe/Oslo"', /config\.toml: availability\.timezone: says nothing without hours/],
    ['[availability]\npause_when_gpu_busy = 1', /config\.toml: availability\.pause_when_gpu_busy: .*expected boolean/],
    ['[availability]\nslots_for_others = 0', /config\.toml: availability\.slots_for_others: /],
    ['[availability]\nmemory_for_others = "8 GB"', /config\.toml: availability\.memory_for_others: expected a size/],
    ['availability = true', /config\.toml: availability: .*expected object/],
    ['port = ', /config\.toml: Invalid TOML/],
  ])('refuses the file %j', async (content, message) => {
    const configPath = await file(content)
    expect(() => load({ configPath })).toThrow(expect.objectContaining({ code: 'ERR_SOV_CONFIG' }))
    expect(() => load({ configPath })).toThrow(message)
  })

  it('refuses a file that is named and absent', () => {
    expect(() => load({ configPath: join(folder, 'none.toml') })).toThrow(
      /cannot read the configuration .*none\.toml: no such file or directory$/,
    )
  })

  it.each<[Partial<ConfigSources>, RegExp]>([
    [{ env: { SOV_PORT: 'http' } }, /^SOV_PORT: expected a whole number from 0 to 65535$/],
    [{ env: { SOV_MDNS: 'maybe' } }, /^SOV_MDNS: .*expected boolean/],
    [{ flags: { gpu: 'abacus' } }, /^--gpu: .*expected one of/],
    [{ flags: { log_level: 'loud' } }, /^--log-level: /],
    [{ flags: { models: [''] } }, /^--model: /],
    [{ flags: { threads: '0' } }, /^--threads: /],
    [{ flags: { ledger_retention_days: '29' } }, /^--ledger-retention-days: expected 0 or at least 30$/],
    [{ env: { SOV_LEDGER_RETENTION_DAYS: '30.5' } }, /^SOV_LEDGER_RETENTION_DAYS: .*expected int/],
  ])('names the source of a bad value', (sources, message) => {
    expect(() => load(sources)).toThrow(message)
  })

  it('hands on where the API listens, with paths from the folder of the file', async () => {
    const configPath = await file(`host = "0.0.0.0"
tls_cert = "node.pem"
tls_key = "/etc/node.key"
behind_proxy = "ai.example.org"
api_name = ["10.0.0.1"]
require_key = true
policy = "policy.json"`)
    expect(toNodeConfig(load({ configPath }), {})).toMatchObject({
      apiHost: '0.0.0.0',
      apiTls: { certPath: join(folder, 'node.pem'), keyPath: '/etc/node.key' },
      apiBehindProxy: 'ai.example.org',
      apiNames: ['10.0.0.1'],
      apiRequiresKey: true,
      policyPath: join(folder, 'policy.json'),
    })
    const env = { SOV_API_NAME: 'a.example.org,b.example.org', SOV_REQUIRE_KEY: '0' }
    expect(toNodeConfig(load({ env }), {})).toMatchObject({
      apiNames: ['a.example.org', 'b.example.org'],
      apiRequiresKey: false,
    })
    expect(() => toNodeConfig(load({ env: { SOV_TLS_CERT: 'node.pem' } }), {})).toThrow(
      '--tls-cert is given without --tls-key',
    )
    expect(() => toNodeConfig(load({ env: { SOV_TLS_KEY: 'node.key' } }), {})).toThrow(
      '--tls-key is given without --tls-cert',
    )
  })

  it('hands on how long the ledger keeps details', () => {
    for (const days of [0, 30, 3_650]) {
      const settings = load({ env: { SOV_LEDGER_RETENTION_DAYS: String(days) } })
      expect(toNodeConfig(settings, {}).ledgerRetentionDays).toBe(days)
    }
    expect(toNodeConfig(load(), {})).not.toHaveProperty('ledgerRetentionDays')
  })

  it('hands on what the owner shares, and when', async () => {
    const configPath = await file(`[availability]
hours = ["Mo-Fr 18:00-08:00", "Sa-Su"]
timezone = "Europe/Oslo"
pause_when_user_active = true
pause_when_gpu_busy = true
slots_for_others = 2
memory_for_others = "1.5 GiB"`)
    expect(toNodeConfig(load({ configPath }), {}).availability).toEqual({
      hours: ['Mo-Fr 18:00-08:00', 'Sa-Su'],
      timeZone: 'Europe/Oslo',
      pausesWhenUserActive: true,
      pausesWhenGpuBusy: true,
      slotsForOthers: 2,
      memoryForOthersBytes: 1.5 * 2 ** 30,
    })
    expect(toNodeConfig(load({ configPath: await file('[availability]') }), {}).availability).toEqual({})
    expect(toNodeConfig(load(), {})).not.toHaveProperty('availability')
  })

  it('becomes what the library takes', () => {
    const env = { HOME: '/home' }
    const settings = load({ flags: { gpu: 'off', slots: '2', context: '128', threads: '3', models: [], mdns: false } })
    expect(toNodeConfig(settings, env)).toMatchObject({
      dataDir: join(folder, 'sov-node'),
      version: VERSION,
      apiPort: 11_435,
      mdns: false,
      models: [],
      environment: env,
      engine: { gpu: 'cpu', slots: 2, contextTokens: 128, threads: 3 },
    })
  })
})
