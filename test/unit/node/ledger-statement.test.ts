import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { UsageStatement } from '../../../src/api/index.js'
import { SovError } from '../../../src/errors.js'
import { usesScriptedDaemon } from '../../helpers/scripted-daemon.js'
import type { ScriptedControl } from '../api/scripted-control.js'
import type { CliRun } from './test-cli.js'

const NOVEMBER = ['--month', '2026-11']
const HOSTILE = `=cmd|'/c calc'!A1"; <script>alert("x")</script> & Söhne\u001b[31m`

describe('sov-node ledger statement', () => {
  let folder: string
  let control: ScriptedControl
  const command = usesScriptedDaemon((daemon) => ({ folder, control } = daemon))
  const run = (...args: readonly string[]): Promise<CliRun> => command(['ledger', 'statement', ...args])

  /** The statement with an organisation of this name, and something that is in no sum. */
  function play(orgName: string, more: Partial<UsageStatement> = {}): void {
    const { rows, organisations } = control.statement
    control.statement = {
      ...control.statement,
      rows: rows.map((row) => ({ ...row, orgName })),
      organisations: organisations.map((organisation) => ({ ...organisation, orgName })),
      unsettled: [{ state: 'disputed', direction: 'consumed', orgId: 'koeln', orgName, requests: 4, charge: 77n }],
      ...more,
    }
  }

  it('asks for a month, or for days, of one organisation in a time zone', async () => {
    await run('--month', '2026-12', '--org', 'Institut für Physik', '--time-zone', 'Europe/Berlin')
    await run('--from', '2026-11-05', '--to', '2026-11-06')
    expect(control.calls).toEqual([
      [
        'usage',
        { from: '2026-12-01', to: '2027-01-01', organisation: 'Institut für Physik', timeZone: 'Europe/Berlin' },
      ],
      ['usage', { from: '2026-11-05', to: '2026-11-06' }],
    ])
  })

  it('prints tables for people', async () => {
    play('Köln', { reducedMonths: [{ month: '2026-10', isCounted: false }], areTotalsWhole: false })
    const { code, out, err } = await run(...NOVEMBER)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('1 November 2026 to 30 November 2026 (UTC); amounts in work units')
    expect(out).toMatch(/^Köln +2 +50 % +0 +9,007,199,254,740,993 +-9,007,199,254,740,993$/m)
    expect(out).toMatch(/^2026-11-03 +consumed +Köln +\S+ +tiny q8_0 +2 +1,000 +10 +300 +9,007,199,254,740,993$/m)
    expect(out).toMatch(/^disputed +consumed +Köln +4 +77$/m)
    expect(out).toContain('4 requests are disputed or not countersigned and in no sum.')
    expect(out).toContain('Totals of 2026-10 are left out')
    expect(out).toContain('Totals of earlier months were damaged on the disk')
  })

  it('says that nothing was settled', async () => {
    control.statement = { ...control.statement, rows: [], organisations: [] }
    expect((await run(...NOVEMBER)).out).toContain('nothing was settled in this period')
    expect((await run(...NOVEMBER, '--format', 'html')).out).not.toContain('<table>')
  })

  it('prints amounts in JSON as decimal strings', async () => {
    for (const flags of [['--json'], ['--format', 'json'], ['--json', '--format', 'json']]) {
      const { out } = await run(...NOVEMBER, ...flags)
      expect(JSON.parse(out)).toMatchObject({
        rows: [{ charge: '9007199254740993', promptTokens: '1000', requests: 2 }],
        total: { balance: '-9007199254740993' },
      })
    }
  })

  it('writes a file that only its owner can read, also over one that others could', async () => {
    const file = join(folder, 'november.html')
    await writeFile(file, 'old', { mode: 0o644 })
    expect((await run(...NOVEMBER, '--format', 'html', '-o', file)).out).toBe(`${file}\n`)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readFile(file, 'utf8')).toMatch(/^<!doctype html>/)
    const { out } = await run(...NOVEMBER, '--json', '-o', join(folder, 'november.json'))
    expect(JSON.parse(out)).toEqual({ file: join(folder, 'november.json'), bytes: expect.any(Number) as number })
    expect(await run(...NOVEMBER, '-o', join(folder, 'no', 'such'))).toMatchObject({ code: 2 })
  })

  describe('--format csv', () => {
    it('is one header and one line for each settled row, with the rest told apart', async () => {
      play('Köln')
      const { out, err } = await run(...NOVEMBER, '--format', 'csv')
      const [header, row, end] = out.split('\r\n')
      expect(header).toBe(
        'day,direction,organisation,organisation_id,peer,model,model_digest,architecture,quantisation,requests,attested_requests,prompt_tokens,cached_tokens,output_tokens,charge',
      )
      expect(row).toMatch(
        /^2026-11-03,consumed,"Köln","koeln","12D3\w+","tiny",(ab){32},"llama","q8_0",2,1,1000,10,300,9007199254740993$/,
      )
      expect(end).toBe('')
      expect(err).toBe('note: 4 requests are disputed or not countersigned and in no sum.\n')
    })

    it.each([
      ['=1+1', `"'=1+1"`],
      ['  @SUM(A1)', `" '@SUM(A1)"`],
      ['+49 221', `"'+49 221"`],
      ['-x', `"'-x"`],
      ['＝1', `"'＝1"`],
      ['Uni;=1+1', `"Uni;'=1+1"`],
      ['Uni"=1+1', `"Uni""'=1+1"`],
      ['Uni, "Nord"', '"Uni, ""Nord"""'],
      ['Max-Planck', '"Max-Planck"'],
    ])('keeps a spreadsheet from running the name %s', async (orgName, cell) => {
      play(orgName)
      const { out } = await run(...NOVEMBER, '--format', 'csv')
      expect(out).toContain(`,consumed,${cell},"koeln",`)
    })
  })

  describe('--format html', () => {
    it('is one page without scripts or anything from elsewhere', async () => {
      const { out } = await run(...NOVEMBER, '--format', 'html')
      expect(out).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
      expect(out).not.toMatch(/<script|<link|<img|<iframe|url\(|https?:/)
      expect(out).toContain('prefers-color-scheme: dark')
      expect(out).toContain('@media print')
      for (const heading of ['By organisation', 'By model', 'By peer', 'By day', 'All rows']) {
        expect(out).toContain(`<h2>${heading}</h2>`)
      }
      expect(out).toContain('Of 50 % of the requests')
    })

    it('shows names of others as text, whatever they are', async () => {
      const { models, node } = control.statement
      play(HOSTILE, {
        models: models.map((model) => ({ ...model, name: `"><img src=x onerror='y'>` })),
        node: { ...node, orgName: '</title><b>Lab', coopName: '{{constructor}}' },
      })
      const { out } = await run(...NOVEMBER, '--format', 'html')
      expect(out).not.toMatch(/<script|<img|<b>|\u001b/)
      expect(out).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; Söhne')
      expect(out).toContain('&quot;&gt;&lt;img src=x onerror=&#39;y&#39;&gt;')
      expect(out).toContain('&lt;/title&gt;&lt;b&gt;Lab')
      // every element that is opened is closed, so no name has broken out of its own
      for (const element of ['table', 'tr', 'td', 'th', 'bdi', 'p', 'title']) {
        const opened = out.match(new RegExp(`<${element}[ >]`, 'g')) ?? []
        expect(opened.length, element).toBe((out.match(new RegExp(`</${element}>`, 'g')) ?? []).length)
      }
    })

    it('has a row for each of the node, one total, and what is not settled apart', async () => {
      play('Köln')
      const { out } = await run(...NOVEMBER, '--format', 'html')
      const [, apart = ''] = out.split('Not settled, in no sum')
      expect(apart).toMatch(/<td>disputed<\/td><td>consumed<\/td><td><bdi>Köln<\/bdi><\/td>/)
      expect(out.match(/<tfoot>/g)).toHaveLength(1)
      expect(out).toContain('<td class="number">-9,007,199,254,740,993</td>')
    })
  })

  it.each([
    [[], /a statement needs a period/],
    [['--from', '2026-11-01'], /a statement needs a period/],
    [[...NOVEMBER, '--from', '2026-11-01'], /--month cannot be combined/],
    [['--month', '2026-13'], /Expected a month/],
    [[...NOVEMBER, '--format', 'pdf'], /Allowed choices are text, csv, json, html/],
    [[...NOVEMBER, '--json', '--format', 'csv'], /"--json cannot be combined with --format csv/],
  ])('%j exits with 2', async (args, message) => {
    const { code, out, err } = await run(...args)
    expect(code).toBe(2)
    expect(out + err).toMatch(message)
    expect(control.calls).toEqual([])
  })

  it('tells what the node refuses', async () => {
    control.usage = () => Promise.reject(new SovError('ERR_SOV_BAD_REQUEST', 'timeZone: expected a time zone'))
    expect(await run(...NOVEMBER, '--time-zone', 'Mars')).toMatchObject({
      code: 2,
      err: expect.stringContaining('timeZone: expected a time zone') as string,
    })
  })
})
