import { readFileSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import envPaths from 'env-paths'
import { parse } from 'smol-toml'
import { z } from 'zod'
import type { SovNodeConfig } from '../src/index.js'
import { systemClock } from '../src/clock.js'
import { createFakeEngine, type FakeEngineInit } from '../src/engine/fake/index.js'
import type { Engine } from '../src/engine/index.js'
import type { LlamaGpu } from '../src/engine/llama/index.js'
import { SovError } from '../src/errors.js'
import { MIN_RETENTION_DAYS } from '../src/limits.js'
import { availabilitySettings, toAvailability } from './availability-settings.js'
import { evidenceSettings, resolveEvidence, toAddressData } from './evidence-settings.js'
import { fileError } from './file-error.js'
import { DEMO_MODEL_PATH, VERSION } from './package-info.js'

const GPUS = { auto: 'auto', cuda: 'cuda', vulkan: 'vulkan', metal: 'metal', off: 'cpu' } as const satisfies Record<
  string,
  LlamaGpu
>
export const GPU_NAMES = Object.keys(GPUS) as (keyof typeof GPUS)[]
const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const
const DEFAULT_API_PORT = 11_435

const text = z.string().min(1)

function whole(min: number, max?: number): z.ZodInt {
  const message = `expected a whole number ${max === undefined ? `of at least ${String(min)}` : `from ${String(min)} to ${String(max)}`}`
  return z
    .int(message)
    .min(min, message)
    .max(max ?? Number.MAX_SAFE_INTEGER, message)
}

const values = z.strictObject({
  data_dir: text,
  host: text,
  port: whole(0, 65_535),
  tls_cert: text,
  tls_key: text,
  behind_proxy: text,
  api_name: z.array(text),
  require_key: z.boolean(),
  policy: text,
  listen: z.array(text),
  announce: z.array(text),
  bootstrap: z.array(text),
  mdns: z.boolean(),
  models: z.array(text),
  threads: whole(1, 1_024),
  gpu: z.enum(GPU_NAMES),
  slots: whole(1, 1_024),
  context: whole(64),
  ledger_retention_days: z
    .int()
    .min(0)
    .refine((days) => days === 0 || days >= MIN_RETENTION_DAYS, `expected 0 or at least ${String(MIN_RETENTION_DAYS)}`),
  log_level: z.enum(LOG_LEVELS),
})
/** Tables of the file, which flags and environment do not have. */
const TABLES = { availability: availabilitySettings, evidence: evidenceSettings }
const schema = values.extend(TABLES).partial()

/** Settings as one source gives them; names as in the TOML file. Paths are absolute. */
type Settings = z.infer<typeof schema>
/** Those that flags and environment have, too. */
type SettingName = keyof z.infer<typeof values>

/** Settings after all sources have had their say. */
export type NodeSettings = Settings &
  Pick<z.infer<typeof values>, 'data_dir' | 'port' | 'mdns' | 'models' | 'log_level'>

/** How the text of a flag or an environment variable becomes a value; what cannot be read stays text and is refused. */
const READERS: Record<SettingName, (value: string) => unknown> = {
  data_dir: String,
  host: String,
  port: readNumber,
  tls_cert: String,
  tls_key: String,
  behind_proxy: String,
  api_name: readList(','),
  require_key: readBoolean,
  policy: String,
  listen: readList(','),
  announce: readList(','),
  bootstrap: readList(','),
  mdns: readBoolean,
  models: readList(delimiter),
  threads: readNumber,
  gpu: String,
  slots: readNumber,
  context: readNumber,
  ledger_retention_days: readNumber,
  log_level: String,
}
const SETTING_NAMES = Object.keys(READERS) as SettingName[]

export interface ConfigSources {
  /** Values of flags by setting name: text as typed, lists already taken apart; undefined = not given. */
  readonly flags: Readonly<Partial<Record<SettingName, string | boolean | readonly string[] | undefined>>>
  /** `--config`; undefined = the default file, which may be absent. */
  readonly configPath: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * The settings of this node: flag, else environment, else file, else default.
 *
 * @throws {SovError} ERR_SOV_CONFIG naming source and key.
 */
export function loadSettings({ flags, configPath, env }: ConfigSources): NodeSettings {
  const given = {
    ...readFile(configPath ?? env['SOV_CONFIG'], env),
    ...resolvePaths(check(readEnvironment(env), environmentName), '.'),
    ...resolvePaths(check(readFlags(flags), flagName), '.'),
  }
  return {
    ...given,
    port: given.port ?? DEFAULT_API_PORT,
    mdns: given.mdns ?? true,
    models: given.models ?? [DEMO_MODEL_PATH],
    log_level: given.log_level ?? 'warn',
    data_dir: given.data_dir ?? defaultFolder('data', env),
  }
}

/** The settings as the library takes them. */
export function toNodeConfig(settings: NodeSettings, env: ConfigSources['env']): SovNodeConfig {
  const { data_dir, port, listen, announce, bootstrap, mdns, models, threads, gpu, slots, context } = settings
  const { host, behind_proxy, api_name, require_key, policy, ledger_retention_days: ledgerRetentionDays } = settings
  return {
    dataDir: data_dir,
    version: VERSION,
    apiPort: port,
    mdns,
    models,
    engines: debugEngines(env),
    environment: env,
    engine: {
      ...(gpu === undefined ? {} : { gpu: GPUS[gpu] }),
      ...(threads === undefined ? {} : { threads }),
      ...(slots === undefined ? {} : { slots }),
      ...(context === undefined ? {} : { contextTokens: context }),
    },
    ...(host === undefined ? {} : { apiHost: host }),
    ...tlsOf(settings),
    ...(behind_proxy === undefined ? {} : { apiBehindProxy: behind_proxy }),
    ...(api_name === undefined ? {} : { apiNames: api_name }),
    ...(require_key === undefined ? {} : { apiRequiresKey: require_key }),
    ...(policy === undefined ? {} : { policyPath: policy }),
    ...(listen === undefined ? {} : { listen }),
    ...(announce === undefined ? {} : { announce }),
    ...(bootstrap === undefined ? {} : { bootstrap }),
    ...(ledgerRetentionDays === undefined ? {} : { ledgerRetentionDays }),
    ...(settings.evidence === undefined ? {} : { addressData: toAddressData(settings.evidence) }),
    ...(settings.availability === undefined ? {} : { availability: toAvailability(settings.availability) }),
  }
}

/** @throws {SovError} ERR_SOV_CONFIG when one is there without the other. */
function tlsOf({ tls_cert: certPath, tls_key: keyPath }: NodeSettings): Pick<SovNodeConfig, 'apiTls'> {
  if (certPath === undefined && keyPath === undefined) return {}
  if (certPath !== undefined && keyPath !== undefined) return { apiTls: { certPath, keyPath } }
  const [given, missing] = certPath === undefined ? ['--tls-key', '--tls-cert'] : ['--tls-cert', '--tls-key']
  throw new SovError('ERR_SOV_CONFIG', `${given} is given without ${missing}`, {
    remedy: 'TLS needs a certificate and its key.',
  })
}

/** `SOV_DEBUG_FAKE_ENGINE`: a JSON object of FakeEngineInit. For tests of this project; may change at any time. */
function debugEngines(env: ConfigSources['env']): readonly Engine[] {
  const init = env['SOV_DEBUG_FAKE_ENGINE']
  if (init === undefined) return []
  return [createFakeEngine({ clock: systemClock, ...(JSON.parse(init) as Omit<FakeEngineInit, 'clock'>) })]
}

function readFile(explicitPath: string | undefined, env: ConfigSources['env']): Settings {
  const path = resolve(explicitPath ?? join(defaultFolder('config', env), 'config.toml'))
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch (cause) {
    if (explicitPath === undefined && (cause as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw fileError(`cannot read the configuration ${path}`, cause)
  }
  let values: Record<string, unknown>
  try {
    values = parse(content)
  } catch (cause) {
    const [reason = ''] = (cause as Error).message.split('\n')
    throw new SovError('ERR_SOV_CONFIG', `${path}: ${reason}`, { cause })
  }
  return resolvePaths(
    check(values, (name) => `${path}: ${name}`),
    dirname(path),
  )
}

function readEnvironment(env: ConfigSources['env']): Record<string, unknown> {
  return read((name) => env[environmentName(name)])
}

function readFlags(flags: ConfigSources['flags']): Record<string, unknown> {
  return read((name) => flags[name])
}

function read(valueOf: (name: SettingName) => unknown): Record<string, unknown> {
  return Object.fromEntries(
    SETTING_NAMES.map((name) => [name, valueOf(name)] as const)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, typeof value === 'string' ? READERS[name](value) : value]),
  )
}

/** @param source - names a key in messages as its reader knows it. */
function check(values: Record<string, unknown>, source: (name: string) => string): Settings {
  const result = schema.safeParse(values)
  if (result.success) return result.data
  const [issue] = result.error.issues
  // a key within a table is named with it, an element of a list by the list
  const path = (issue?.path ?? []).filter((step) => typeof step === 'string')
  if (issue?.code === 'unrecognized_keys') {
    const table = Object.entries(TABLES).find(([name]) => name === path[0])?.[1]
    const names = table === undefined ? SETTING_NAMES : Object.keys(table.shape)
    throw new SovError('ERR_SOV_CONFIG', `${source([...path, issue.keys[0]].join('.'))} is not a setting`, {
      remedy: `The settings are ${names.join(', ')}.`,
    })
  }
  throw new SovError('ERR_SOV_CONFIG', `${source(path.join('.'))}: ${issue?.message ?? 'not valid'}`)
}

/** Paths are meant from where they were written: the file's folder, or the working directory. */
function resolvePaths(settings: Settings, folder: string): Settings {
  const { data_dir, models, tls_cert, tls_key, policy, evidence, ...rest } = settings
  return {
    ...rest,
    ...(evidence === undefined ? {} : { evidence: resolveEvidence(evidence, folder) }),
    ...(data_dir === undefined ? {} : { data_dir: resolve(folder, data_dir) }),
    ...(tls_cert === undefined ? {} : { tls_cert: resolve(folder, tls_cert) }),
    ...(tls_key === undefined ? {} : { tls_key: resolve(folder, tls_key) }),
    ...(policy === undefined ? {} : { policy: resolve(folder, policy) }),
    ...(models === undefined ? {} : { models: models.map((path) => resolve(folder, path)) }),
  }
}

function defaultFolder(kind: 'data' | 'config', env: ConfigSources['env']): string {
  // env-paths reads the variables of the process; what is handed in goes first, so that there is one environment
  const xdg = env[kind === 'data' ? 'XDG_DATA_HOME' : 'XDG_CONFIG_HOME']
  return xdg === undefined || xdg === '' ? envPaths('sov-node', { suffix: '' })[kind] : join(xdg, 'sov-node')
}

function environmentName(name: string): string {
  return `SOV_${name.toUpperCase()}`
}

function flagName(name: string): string {
  return name === 'models' ? '--model' : `--${name.replaceAll('_', '-')}`
}

function readNumber(value: string): unknown {
  return value.trim() === '' || Number.isNaN(Number(value)) ? value : Number(value)
}

function readBoolean(value: string): unknown {
  const known: Record<string, boolean> = { '1': true, true: true, '0': false, false: false }
  return known[value] ?? value
}

function readList(separator: string): (value: string) => unknown {
  return (value) => value.split(separator).filter((item) => item !== '')
}
