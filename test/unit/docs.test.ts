import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadSettings } from '../../node/config.js'
import { EXIT } from '../../node/exit-codes.js'
import { errorAnswer } from '../../src/api/error-answer.js'
import { ERROR_CODES, SovError, type SovErrorCode } from '../../src/errors.js'
import { charge, DEFAULT_PRICE_RATES, verifyReceipt } from '../../src/ledger/index.js'
import { toHex } from '../../src/wire/index.js'
import { testCoop } from '../helpers/coop.js'
import { Exchange, ledgerPair } from '../helpers/ledger-node.js'
import { ManualClock } from '../helpers/manual-clock.js'
import { runTestCli } from './node/test-cli.js'

const ROOT = join(import.meta.dirname, '../..')
const DOCS = ['README.md', ...markdownIn('docs')]

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

/** First groups of all matches. */
function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, group]) => group!)
}

/** Cells of the rows of all tables, without code marks. */
function rows(text: string): string[][] {
  return all(text, /^\|(.*)\|$/gm).map((row) => row.split('|').map((cell) => cell.replaceAll('`', '').trim()))
}

/** Anchors as GitHub makes them of headings. */
function anchors(text: string): string[] {
  return all(text, /^#+ (.*)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

describe.each(DOCS)('%s', (file) => {
  const text = read(file)

  it('names only files that exist', () => {
    const named = all(text, /(?<![\w./@-])((?:src|node|test|bench|proto|models|docs)\/[\w./-]*\w\/?)/g)
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  it('links only to what exists', () => {
    const broken = all(text, /\]\(([^)\s]+)\)/g).filter((link) => {
      if (/^https?:/.test(link)) return false
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? file : join(dirname(file), path)
      if (!existsSync(join(ROOT, target))) return true
      return anchor !== undefined && !anchors(read(target)).includes(anchor)
    })
    expect(broken).toEqual([])
  })

  it('names only error codes that exist', () => {
    const named = all(text, /(ERR_SOV_\w+)/g)
    expect(named.filter((code) => !(code in ERROR_CODES))).toEqual([])
  })

  it('names only scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    expect(all(text, /npm run ([\w:]+)/g).filter((name) => !(name in scripts))).toEqual([])
  })
})

describe('docs/ERRORS.md', () => {
  const errors = rows(read('docs/ERRORS.md')).filter(([code]) => code!.startsWith('ERR_SOV_'))

  it('has one row for each code, and no other', () => {
    expect(errors.map(([code]) => code)).toEqual(Object.keys(ERROR_CODES))
  })

  it.each(errors)('tells what the API does with %s', (name, _meaning, _remedy, retry, http) => {
    const code = name as SovErrorCode
    const { status, body } = errorAnswer(new SovError(code, 'documented'))
    expect(retry).toBe(ERROR_CODES[code].isRetryable ? 'yes' : 'no')
    expect(http.split(' or ')[0]).toBe(`${String(status)} ${body.code}`)
  })
})

describe('docs/OPERATIONS.md', () => {
  const text = read('docs/OPERATIONS.md')

  it('has every setting with its variable', () => {
    const documented = rows(text).filter(([, , variable]) => variable?.startsWith('SOV_'))
    expect(documented.map(([name]) => name)).toEqual(settingNames())
    for (const [name, , variable] of documented) expect(variable).toContain(`SOV_${name!.toUpperCase()}`)
  })

  it('has every setting of its tables', () => {
    const section = text.slice(text.indexOf('## Sharing the machine')).split('\n## ')[0]!
    const documented = rows(section).map(([name]) => name!)
    expect(documented).toEqual(expect.arrayContaining(settingNames('[availability]\nno_such_setting = 1')))
  })

  it('has every exit code', () => {
    const documented = rows(text.slice(text.indexOf('## Exit codes'))).flatMap(([code]) =>
      /^\d+$/.test(code!) ? [Number(code)] : [],
    )
    expect(documented).toEqual(Object.values(EXIT))
  })

  it('has every command', async () => {
    const text = read('README.md') + read('docs/OPERATIONS.md')
    const commands = await leafCommands()
    expect(commands).toContain('receipt verify')
    expect(commands.filter((command) => !text.includes(`sov-node ${command}`))).toEqual([])
  })
})

/** The message that refuses an unknown key lists the known ones. */
function settingNames(content = 'no_such_setting = 1'): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'sov-docs-'))
  try {
    const configPath = join(folder, 'config.toml')
    writeFileSync(configPath, content)
    loadSettings({ configPath, env: {}, flags: {} })
  } catch (error) {
    if (!SovError.isInstance(error)) throw error
    return error.remedy!.replace(/^The settings are |\.$/g, '').split(', ')
  } finally {
    rmSync(folder, { recursive: true })
  }
  throw new Error('an unknown setting was not refused')
}

/** Every command of the program that does something, by the words that call it. */
async function leafCommands(words: readonly string[] = []): Promise<string[]> {
  const { out } = await runTestCli([...words, '--help'])
  const [, list = ''] = out.split('\nCommands:\n')
  const names = all(list.split('\n\n')[0]!, /^ {2}(\S+)/gm).filter((name) => name !== 'help')
  const below = await Promise.all(names.map((name) => leafCommands([...words, name])))
  // Only `ledger` both does something and has commands below it; its own words are in theirs.
  return names.length === 0 ? [words.join(' ')] : below.flat()
}

describe('docs/LEDGER.md', () => {
  const text = read('docs/LEDGER.md')

  it('calculates its examples as the ledger does', () => {
    const example = { promptTokens: 1_000, cachedTokens: 200, outputTokens: 300 }
    const units = charge(DEFAULT_PRICE_RATES, { activeParameters: 8_000_000_000n }, example, false)
    expect(text).toContain(`= ${units.toLocaleString('en')} units`)
    const tiny = { promptTokens: 17, cachedTokens: 0, outputTokens: 33 }
    expect(text).toContain(
      `is ${String(charge(DEFAULT_PRICE_RATES, { activeParameters: 3_049_920n }, tiny, false))} units`,
    )
  })

  it('names the checks of a receipt in their order and words', async () => {
    const clock = new ManualClock()
    const coop = testCoop({ nowMs: clock.nowMs() })
    const { consumer, provider } = await ledgerPair(coop, clock)
    try {
      const work = new Exchange(coop, consumer, provider, { outputTokens: 20 })
      await work.settle()
      const receipt = await provider.ledger.receipt(toHex(work.order.value.orderId))
      const { checks } = verifyReceipt(receipt, { trust: [coop.networkId] })
      const [section = ''] = text.slice(text.indexOf('## Receipts') + 1).split('\n## ')
      const documented = rows(section).slice(2)
      expect(documented).toHaveLength(checks.length)
      for (const [index, { name, shows }] of checks.entries()) {
        expect(documented[index]![0]).toBe(name)
        expect(documented[index]![1]).toContain(shows)
      }
    } finally {
      await consumer.close()
      await provider.close()
    }
  })
})
