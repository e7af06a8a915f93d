import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Library } from '../../../node/cli.js'
import { VERSION } from '../../../node/package-info.js'
import { createControlApi, type ControlApi } from '../../../src/api/index.js'
import { dataDirPaths } from '../../../src/data-dir.js'
import { systemClock } from '../../../src/clock.js'
import { SovError } from '../../../src/errors.js'
import type { SovNode, SovNodeConfig } from '../../../src/index.js'
import { ScriptedControl } from '../api/scripted-control.js'
import { answer, deltas, hangs, MODEL, RECORD, ORDER_ID, ScriptedScheduler } from '../api/scripted-scheduler.js'
import { runTestCli, type CliRun, type CliRunOptions } from './test-cli.js'

describe('commands', () => {
  let folder: string
  let control: ScriptedControl
  let scheduler: ScriptedScheduler
  let daemon: ControlApi | undefined
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-cli-'))
    control = new ScriptedControl()
    scheduler = new ScriptedScheduler()
  })
  afterEach(async () => {
    await daemon?.stop()
    daemon = undefined
    await rm(folder, { recursive: true })
  })

  async function startDaemon(): Promise<void> {
    daemon = createControlApi(
      { socketPath: dataDirPaths(folder).controlSocket },
      { control, scheduler, clock: systemClock },
    )
    await daemon.start()
  }

  function run(args: readonly string[], options: CliRunOptions = {}): Promise<CliRun> {
    return runTestCli([...args, '--data-dir', folder], { ...options, env: { XDG_CONFIG_HOME: folder, ...options.env } })
  }

  /** A library whose node is played; `log` tells what became of it. */
  function playedLibrary(log: string[] = []): Partial<Library> {
    const node: Omit<SovNode, 'remote'> = {
      control,
      scheduler,
      apiAddress: undefined,
      start: ({ offline = false } = {}) => {
        log.push(offline ? 'start offline' : 'start')
        return Promise.resolve()
      },
      stop: () => {
        log.push('stop')
        return Promise.resolve()
      },
    }
    return {
      createControlApi,
      createSovNode: ({ dataDir }: SovNodeConfig) => {
        log.push(`create ${dataDir}`)
        return Promise.resolve(node as SovNode)
      },
    }
  }

  describe('with a running node', () => {
    beforeEach(startDaemon)

    it('status prints fields, or one JSON document', async () => {
      const { code, out } = await run(['status'])
      expect(code).toBe(0)
      expect(out).toMatch(/^state +running since /)
      expect(out).toContain('Fjord (this node can invite)')
      expect(JSON.parse((await run(['status', '--json'])).out)).toMatchObject({ membership: { coopName: 'Fjord' } })
    })

    it('pause, drain and resume say how long, and print what the node is then', async () => {
      const untilMs = Date.UTC(2026, 10, 1, 14)
      control.availability = { state: 'paused', reason: 'owner', untilMs, user: 'unknown', gpu: 'idle' }
      const paused = await run(['pause', '--for', '2h'])
      expect(paused.out).toMatch(/^paused for other nodes, you said so, until 2026-11-01 /)
      expect(paused.out).toMatch(/\nwhether somebody uses this machine cannot be told; it counts as not used\n$/)
      await run(['pause'])
      await run(['drain'])
      await run(['drain', '--for', '90m'])
      control.availability = { state: 'open', reason: undefined, untilMs: undefined, user: undefined, gpu: undefined }
      expect((await run(['resume'])).out).toBe('open\n')
      expect(JSON.parse((await run(['resume', '--json'])).out)).toEqual({ state: 'open' })
      expect(control.calls.map(([name, options]) => [name, options])).toEqual([
        ['setAvailability', { state: 'paused', forMs: 7_200_000 }],
        ['setAvailability', { state: 'paused' }],
        ['setAvailability', { state: 'draining' }],
        ['setAvailability', { state: 'draining', forMs: 5_400_000 }],
        ['setAvailability', { state: 'open' }],
        ['setAvailability', { state: 'open' }],
      ])
      expect(await run(['pause', '--for', 'tonight'])).toMatchObject({ code: 2, out: '' })
      expect(await run(['resume', '--for', '2h'])).toMatchObject({ code: 2, out: '' })
    })

    it('status says whether the machine takes work, and why not', async () => {
      expect((await run(['status'])).out).toMatch(/\navailability +open\n/)
      control.availability = { state: 'paused', reason: 'gpu', untilMs: undefined, user: undefined, gpu: 'active' }
      expect((await run(['status'])).out).toMatch(
        /\navailability +paused for other nodes, another process uses the GPU\n/,
      )
    })

    it('peers prints a table without terminal escapes', async () => {
      const { out } = await run(['peers'])
      expect(out.split('\n')[0]).toMatch(/^PEER +ORGANISATION +WHERE +STATE +RTT +BUSY +MODELS$/)
      expect(out).toMatch(/ Köln\[31m +DE +connected +12 ms +1\/4 +tiny\n$/)
      expect(JSON.parse((await run(['peers', '--json'])).out)).toHaveLength(1)
    })

    it('models prints what can be asked', async () => {
      expect((await run(['models'])).out).toMatch(
        /\norg\/tiny +chat +q8_0 +12000000000000 M +1024 +2 +no +abababababab\n$/,
      )
    })

    it('coop, invite and join pass on what was typed', async () => {
      await run(['coop', 'create', 'Fjord', '--no-passphrase', '--org', 'Lab', '--jurisdiction', 'NO'])
      const invite = await run(['invite', '--org', 'Uni', '--jurisdiction', 'DE', '--expires', '30m'])
      expect(invite.out).toBe('sov1-abc\n')
      expect((await run(['join', 'sov1-abc'])).out).toContain('Lab (NO)')
      await run(['join'], { stdin: 'sov1-def\n' })
      expect(control.calls).toEqual([
        ['createCoop', { name: 'Fjord', orgName: 'Lab', jurisdiction: 'NO', rootKey: {} }],
        ['invite', { orgName: 'Uni', jurisdiction: 'DE', expiresInMs: 1_800_000 }],
        ['join', 'sov1-abc'],
        ['join', 'sov1-def'],
      ])
    })

    it('coop prices shows what is in force and what comes, with an example in words', async () => {
      const { out } = await run(['coop', 'prices', 'show'])
      const [inForce, toCome] = out.split('\n\n')
      expect(inForce).toMatch(/^prices +version 1, in force since /)
      expect(inForce).toContain(
        '1,000 prompt and 300 output tokens of a model with 8 billion active parameters cost 4,482,764 units',
      )
      expect(inForce).toMatch(
        /inside +free inside one organisation\ncredit limit +default .*\nstarting line +5,000 units/,
      )
      expect(toCome).toMatch(/^prices +version 2, in force from [^]*inside +the same inside one organisation/)
      expect(JSON.parse((await run(['coop', 'prices', 'show', '--json'])).out)).toMatchObject({
        inForce: { version: 1, startingLine: '5000' },
        toCome: [{ version: 2 }],
      })
    })

    it('coop prices set passes on what was named and nothing else', async () => {
      const set = (...flags: string[]): Promise<CliRun> => run(['coop', 'prices', 'set', ...flags])
      await set('--prompt', '300', '--output', '1200', '--context', '0', '--no-free-inside')
      await set('--credit-limit', '18446744073709551615', '--starting-line', '0', '--free-inside')
      expect((await set('--effective', '2026-12-01T00:00+01:00')).out).toMatch(/^prices +version 1,/)
      expect(control.calls).toEqual([
        ['setPrices', { promptRate: 300, outputRate: 1_200, contextRate: 0, isFreeInsideOrganisation: false }],
        ['setPrices', { creditLimit: 2n ** 64n - 1n, startingLine: 0n, isFreeInsideOrganisation: true }],
        ['setPrices', { effectiveMs: Date.UTC(2026, 10, 30, 23) }],
      ])
      expect(await set('--effective', 'tomorrow')).toMatchObject({ code: 2, out: '' })
      expect((await set('--credit-limit=-1')).err).toContain('creditLimit')
    })

    it('ledger prints balances as whole numbers', async () => {
      const { out } = await run(['ledger'])
      expect(out).toMatch(/^ORGANISATION +REQUESTS +CONTRIBUTED +CONSUMED +BALANCE\nKöln +2 +9007199254740993 /)
      const listed = await run(['ledger', 'list', '--limit', '5'])
      expect(listed).toMatchObject({ out: expect.stringContaining(ORDER_ID) as string, err: '' })
      expect(control.calls).toEqual([
        ['receipts', { limit: 5 }],
        ['damagedReceipts', { limit: 5 }],
      ])
    })

    it('ledger list says how many records it left out', async () => {
      control.damaged = 2
      const { code, out, err } = await run(['ledger', 'list', '--json'])
      expect({ code, err }).toEqual({
        code: 0,
        err: '2 records are damaged and not listed; run `sov-node ledger audit`\n',
      })
      expect(JSON.parse(out)).toHaveLength(1)
    })

    it('receipt export writes the very bytes', async () => {
      const file = join(folder, 'answer.receipt')
      expect((await run(['receipt', 'export', ORDER_ID, '-o', file])).out).toBe(`${file}\n`)
      expect(await readFile(file)).toEqual(Buffer.from(control.receiptBytes))
      expect(await run(['receipt', 'export', '00', '-o', file])).toMatchObject({ code: 4, out: '' })
    })

    it('route explain passes on the bounds', async () => {
      const { out } = await run(['route', 'explain', MODEL.id, '--jurisdictions', 'eu,NO', '--tier', 'mesh', '--json'])
      expect(JSON.parse(out)).toMatchObject({ requests: [{ jurisdictions: ['EU', 'NO'], tier: 'mesh' }] })
    })

    it('route show tells what was predicted of each node that was asked, and what came', async () => {
      const { out } = await run(['route', 'show', RECORD.id])
      expect(out).toMatch(/^done, .*\n\nPART .*OUTCOME/)
      expect(out).toContain('ERR_SOV_PEER_DISCONNECTED')
      expect(out).toMatch(/200 ms \/ -/)
      expect(JSON.parse((await run(['route', 'show', RECORD.id, '--json'])).out)).toMatchObject({ id: RECORD.id })
      expect(await run(['route', 'show', 'req_unknown'])).toMatchObject({ code: 4, out: '' })
    })

    it('run streams the answer to stdout and says on stderr who served', async () => {
      const pieces: string[] = []
      const { code, out, err } = await run(['run', MODEL.id, 'What', 'is', 'it?', '--only', 'koeln'], {
        onOut: (text) => pieces.push(text),
      })
      expect(code).toBe(0)
      expect(out).toBe('Hello, world\n')
      expect(pieces.length).toBeGreaterThan(2)
      expect(err).toMatch(/3 tokens by Köln \(DE\).*receipt 0123/)
      expect(scheduler.dispatched[0]!.request).toMatchObject({
        messages: [{ role: 'user', content: 'What is it?' }],
        requests: [{ only: ['koeln'] }],
      })
    })

    it('run strips what would steer the terminal', async () => {
      scheduler.script = () => answer('\u001b', ']0;owned\u0007!')
      expect((await run(['run', MODEL.id, 'x'])).out).toBe(']0;owned!\n')
    })

    it('run --json prints the whole completion, and reads a prompt from stdin', async () => {
      const { out } = await run(['run', MODEL.id, '--json', '--max-tokens', '9', '--temperature', '0'], {
        stdin: 'Hi\n',
      })
      expect(JSON.parse(out)).toMatchObject({ choices: [{ message: { content: 'Hello, world' } }] })
      expect(scheduler.dispatched[0]!.request).toMatchObject({
        messages: [{ content: 'Hi' }],
        sampling: { maxOutputTokens: 9, temperature: 0 },
      })
    })

    it('run fails when the stream breaks, after printing what there was', async () => {
      scheduler.script = async function* () {
        yield* deltas(['Hel'])
        throw new SovError('ERR_SOV_PEER_DISCONNECTED', 'the peer has gone')
      }
      expect(await run(['run', MODEL.id, 'x'])).toMatchObject({
        code: 6,
        out: 'Hel\n',
        err: 'error: the peer has gone\n',
      })
    })

    it('run stops at an interrupt and cancels the work', async () => {
      scheduler.script = async function* (_request, signal) {
        yield* deltas(['Hel'])
        await hangs(signal)
      }
      const controller = new AbortController()
      const ran = await run(['run', MODEL.id, 'x'], {
        interrupted: controller.signal,
        onOut: () => controller.abort(),
      })
      expect(ran.code).toBe(130)
      expect(ran.err).toBe('')
    })

    it.each([
      ['ERR_SOV_MODEL_NOT_FOUND', 4],
      ['ERR_SOV_POLICY_DENIED', 5],
      ['ERR_SOV_NO_PEER', 6],
      ['ERR_SOV_ENGINE_CRASHED', 1],
    ] as const)('an error %s of the node exits with %i, with its remedy', async (code, exitCode) => {
      scheduler.refusal = new SovError(code, 'it\u001b failed', { remedy: 'do this' })
      expect(await run(['run', MODEL.id, 'x'])).toEqual({
        code: exitCode,
        out: '',
        err: 'error: it failed\ntry: do this\n',
      })
      const { out } = await run(['run', MODEL.id, 'x', '--json'])
      expect(JSON.parse(out)).toEqual({ error: { code, message: 'it\u001b failed', remedy: 'do this' } })
    })
  })

  describe('without a running node', () => {
    it.each([
      ['peers'],
      ['models'],
      ['run', 'm', 'x'],
      ['route', 'explain', 'm'],
      ['invite', '--org', 'x', '--jurisdiction', 'NO'],
    ])('%s exits with 3', async (...args) => {
      const { code, err } = await run(args)
      expect(code).toBe(3)
      expect(err).toMatch(/^error: no node runs .*\ntry: .*sov-node start/)
    })

    it('opens the node offline for what needs no network, and closes it', async () => {
      const log: string[] = []
      const { code, out } = await run(['ledger', '--json'], { library: playedLibrary(log) })
      expect(code).toBe(0)
      expect(JSON.parse(out)).toMatchObject({ perPeer: [{ balance: '-7' }] })
      expect(log).toEqual([`create ${folder}`, 'start offline', 'stop'])
    })

    it('closes the node also when the work fails', async () => {
      const log: string[] = []
      const ran = await run(['receipt', 'export', '00'], { library: playedLibrary(log) })
      expect(ran.code).toBe(4)
      expect(log.at(-1)).toBe('stop')
    })

    it.each([
      ['status'],
      ['id'],
      ['pause', '--for', '1h'],
      ['drain'],
      ['resume'],
      ['join', 'sov1-x'],
      ['coop', 'create', 'c', '--no-passphrase', '--org', 'o', '--jurisdiction', 'NO'],
    ])('%s works offline', async (...args) => {
      expect(await run(args, { library: playedLibrary() })).toMatchObject({ code: 0, err: '' })
    })
  })

  describe('start', () => {
    it('runs until the interrupt, then stops the node', async () => {
      const log: string[] = []
      const controller = new AbortController()
      const ran = await run(['start', '--json'], {
        library: playedLibrary(log),
        interrupted: controller.signal,
        onOut: () => controller.abort(),
      })
      expect(ran.code).toBe(0)
      expect(JSON.parse(ran.out)).toEqual({
        event: 'ready',
        ...control.id(),
        api: 'http://127.0.0.1:11435',
        models: ['tiny'],
        control: dataDirPaths(folder).controlSocket,
      })
      expect(log).toEqual([`create ${folder}`, 'start', 'stop'])
    })

    it('greets people on stderr', async () => {
      control.membership = undefined
      const { out, err } = await run(['start'], { library: playedLibrary(), interrupted: AbortSignal.abort() })
      expect(out).toBe('')
      expect(err).toMatch(/sov-node 1\.2\.3 is ready\npeer id +12D3KooWSelf\nAPI +http:\/\/127\.0\.0\.1:11435\/v1\n/)
      expect(err).toMatch(/co-op +none yet; make one with sov-node coop create/)
    })

    it('passes on its flags', async () => {
      let config: SovNodeConfig | undefined
      const library = playedLibrary()
      const spying: Partial<Library> = {
        createSovNode: (given) => {
          config = given
          return library.createSovNode!(given)
        },
      }
      const flags = [
        '--port',
        '0',
        '--listen',
        '/a',
        '--listen',
        '/b',
        '--bootstrap',
        '/c',
        '--no-mdns',
        '--slots',
        '2',
      ]
      await run(['start', ...flags, '--model', '/x.gguf', '--model', '/y.gguf', '--gpu', 'off'], {
        library: spying,
        interrupted: AbortSignal.abort(),
        env: { SOV_PORT: '7', SOV_THREADS: '3' },
      })
      expect(config).toMatchObject({
        dataDir: folder,
        apiPort: 0,
        listen: ['/a', '/b'],
        bootstrap: ['/c'],
        mdns: false,
        models: ['/x.gguf', '/y.gguf'],
        engine: { gpu: 'cpu', slots: 2, threads: 3 },
      })
      await run(['start', '--no-model'], { library: spying, interrupted: AbortSignal.abort(), env: { SOV_MDNS: '0' } })
      expect(config).toMatchObject({ models: [], mdns: false })
    })
  })

  describe('receipt verify', () => {
    it('hands bytes and trusted network to the library', async () => {
      const file = join(folder, 'some.receipt')
      await writeFile(file, Uint8Array.of(1, 2))
      const seen: unknown[] = []
      const library: Partial<Library> = {
        verifyReceipt: (bytes, options) => {
          seen.push([...bytes], options)
          throw new SovError('ERR_SOV_RECEIPT_INVALID', 'the receipt fails the check "charge"')
        },
      }
      const ran = await run(['receipt', 'verify', file, '--trust', 'ab'.repeat(32)], { library })
      expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('fails the check') as string })
      expect(seen).toEqual([[1, 2], { trust: [Buffer.alloc(32, 0xab)] }])
      expect(await run(['receipt', 'verify', file, '--trust', 'abc'], { library })).toMatchObject({ code: 2 })
      expect(await run(['receipt', 'verify', join(folder, 'none')], { library })).toMatchObject({
        code: 2,
        err: expect.stringMatching(/none: no such file or directory\n$/) as string,
      })
    })
  })

  describe('usage', () => {
    it.each([
      [['frobnicate'], /unknown command/],
      [['status', '--frobnicate'], /unknown option/],
      [['coop', 'create', 'x'], /required option '--org <name>'/],
      [['run'], /missing required argument/],
      [['join', ' '], /no invite code was given\ntry: /],
      [['invite', '--org', 'x', '--jurisdiction', 'NO', '--expires', 'soon'], /Expected a number and s, m, h or d/],
      [['start', '--port', 'http'], /--port: expected a whole number from 0 to 65535\n/],
      [['status', '--log-level', 'loud'], /--log-level: /],
    ])('%j exits with 2', async (args, message) => {
      const { code, err } = await run(args)
      expect(code).toBe(2)
      expect(err).toMatch(message)
    })

    it('version needs no node', async () => {
      expect((await run(['version'])).out).toContain(`sov-node ${VERSION}`)
      expect(JSON.parse((await run(['version', '--json'])).out)).toMatchObject({ version: VERSION })
    })

    it.each([
      '',
      'start',
      'status',
      'run',
      'models',
      'peers',
      'route',
      'route explain',
      'route show',
      'batch run',
      'coop',
      'coop create',
      'invite',
      'join',
      'ledger',
      'ledger list',
      'ledger statement',
      'receipt',
      'receipt export',
      'receipt verify',
      'id',
      'version',
    ])('help of "%s" renders, with an example', async (command) => {
      const { code, out, err } = await run([...command.split(' ').filter((word) => word !== ''), '--help'])
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out).toMatch(/^Usage: sov-node/)
      const isGroup = ['route', 'coop', 'receipt'].includes(command)
      if (!isGroup) expect(out).toMatch(/Examples?:\n {2}\$ sov-node/)
    })
  })
})
