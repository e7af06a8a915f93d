import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createControlApi, type ControlApi, type ControlApiInit } from '../../../src/api/index.js'
import { dataDirPaths } from '../../../src/data-dir.js'
import { systemClock } from '../../../src/clock.js'
import { ScriptedControl } from './scripted-control.js'
import { MODEL, ORDER_ID, ScriptedScheduler } from './scripted-scheduler.js'

describe('control server', () => {
  let folder: string
  let socketPath: string
  let control: ScriptedControl
  const apis: ControlApi[] = []
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-control-'))
    socketPath = dataDirPaths(join(folder, 'data')).controlSocket
    control = new ScriptedControl()
  })
  afterEach(async () => {
    await Promise.all(apis.splice(0).map((api) => api.stop()))
    await rm(folder, { recursive: true })
  })

  function make(init: ControlApiInit = { socketPath }): ControlApi {
    const api = createControlApi(init, { control, scheduler: new ScriptedScheduler(), clock: systemClock })
    apis.push(api)
    return api
  }

  function getOverSocket(path: string): Promise<{ readonly status: number; readonly body: Buffer }> {
    return new Promise((resolve, reject) => {
      request({ socketPath, path, agent: false }, (response) => {
        const pieces: Buffer[] = []
        response.on('data', (piece: Buffer) => pieces.push(piece))
        response.once('end', () => resolve({ status: response.statusCode!, body: Buffer.concat(pieces) }))
      })
        .once('error', reject)
        .end()
    })
  }

  async function inject(method: 'GET' | 'POST', path: string, body?: object): Promise<[status: number, json: unknown]> {
    const response = await make({}).inject({ method, path, ...(body === undefined ? {} : { body }) })
    return [response.status, JSON.parse(Buffer.from(response.body).toString()) as unknown]
  }

  it('listens on a socket that only the owner can open', async () => {
    await make().start()
    expect((await stat(socketPath)).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'data'))).mode & 0o777).toBe(0o700)
    expect((await getOverSocket('/sov/v1/status')).status).toBe(200)
  })

  it('does not take the socket of a live node', async () => {
    await make().start()
    await expect(make().start()).rejects.toMatchObject({ code: 'ERR_SOV_ALREADY_RUNNING' })
    expect((await getOverSocket('/health')).status).toBe(200)
  })

  it('replaces the socket of a process that was killed', async () => {
    await make({ socketPath }).start()
    await apis.splice(0)[0]!.stop()
    const script = `require('net').createServer().listen(${JSON.stringify(socketPath)}, () => process.kill(process.pid, 'SIGKILL'))`
    await promisify(execFile)(process.execPath, ['-e', script]).catch(() => undefined)
    expect((await stat(socketPath)).isSocket()).toBe(true)
    await make().start()
    expect((await getOverSocket('/health')).status).toBe(200)
  })

  it('says when the folder cannot be used', async () => {
    await writeFile(join(folder, 'data'), 'a file')
    await expect(make().start()).rejects.toMatchObject({ code: 'ERR_SOV_DATA_DIR' })
  })

  it('takes its socket away when it stops', async () => {
    const api = make()
    await api.start()
    await api.stop()
    await expect(stat(socketPath)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('answers what the owner asks', async () => {
    expect(await inject('GET', '/sov/v1/id')).toEqual([200, control.id()])
    expect(await inject('GET', '/sov/v1/status')).toMatchObject([
      200,
      { state: 'running', peerId: control.id().peerId },
    ])
    expect(await inject('GET', '/sov/v1/peers')).toMatchObject([200, [{ state: 'connected' }]])
  })

  it('writes work units as decimal strings', async () => {
    expect(await inject('GET', '/sov/v1/ledger')).toMatchObject([
      200,
      { perPeer: [{ contributed: '9007199254740993', balance: '-7' }] },
    ])
  })

  it('takes the orders of the owner', async () => {
    await inject('POST', '/sov/v1/coop', { name: 'Fjord', orgName: 'Lab', jurisdiction: 'no' })
    await inject('POST', '/sov/v1/invites', { orgName: 'Uni', jurisdiction: 'DE', expiresInMs: 60_000 })
    await inject('POST', '/sov/v1/join', { code: 'sov1-abc' })
    await inject('GET', '/sov/v1/receipts?limit=5')
    await inject('GET', '/sov/v1/usage?from=2026-11-01&to=2026-12-01&organisation=a%20%26%20b')
    expect(control.calls).toEqual([
      ['createCoop', { name: 'Fjord', orgName: 'Lab', jurisdiction: 'NO' }],
      ['invite', { orgName: 'Uni', jurisdiction: 'DE', expiresInMs: 60_000 }],
      ['join', 'sov1-abc'],
      ['receipts', { limit: 5 }],
      ['usage', { from: '2026-11-01', to: '2026-12-01', organisation: 'a & b' }],
    ])
  })

  it.each<[path: string, body: object, param: string]>([
    ['coop', { orgName: 'Lab', jurisdiction: 'NO' }, 'name'],
    ['coop', { name: 'x', orgName: 'Lab', jurisdiction: 'Norway' }, 'jurisdiction'],
    ['coop', { name: 'x', orgName: 'Lab', jurisdiction: 'NO', more: 1 }, 'more'],
    ['invites', { orgName: 'Lab', jurisdiction: 'NO', expiresInMs: -1 }, 'expiresInMs'],
    ['join', { code: 5 }, 'code'],
  ])('refuses a malformed order to /%s and names %j', async (path, body, param) => {
    expect(await inject('POST', `/sov/v1/${path}`, body)).toMatchObject([400, { error: { param } }])
    expect(control.calls).toEqual([])
  })

  it('gives a receipt as the very bytes', async () => {
    const { body, status } = await make({}).inject({ method: 'GET', path: `/sov/v1/receipts/${ORDER_ID}` })
    expect(status).toBe(200)
    expect(Buffer.from(body)).toEqual(Buffer.from(control.receiptBytes))
    expect(await inject('GET', '/sov/v1/receipts/00')).toMatchObject([404, { error: { code: 'receipt_not_found' } }])
  })

  it('has the OpenAI routes too', async () => {
    const question = { model: MODEL.id, messages: [{ role: 'user', content: 'Hi' }] }
    expect(await inject('POST', '/v1/chat/completions', question)).toMatchObject([
      200,
      { choices: [{ message: { content: 'Hello, world' } }] },
    ])
    const streamed = await make({}).inject({
      method: 'POST',
      path: '/v1/chat/completions',
      body: { ...question, stream: true },
    })
    expect(Buffer.from(streamed.body).toString()).toMatch(/data: \[DONE\]\n\n$/)
  })
})
