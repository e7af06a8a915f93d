import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { SovError } from '../../src/errors.js'
import type { Jsonified } from '../../src/json.js'
import type { ReceiptSummary } from '../../src/ledger/index.js'
import { openStore, type Store } from '../../src/store/index.js'
import { Cluster, type ClusterNode } from '../helpers/cluster.js'
import { SmallDisk, whyNoDisks, withDisk } from '../helpers/small-disk.js'

const DIST = join(import.meta.dirname, '../../dist')

const whyNot = await whyNoDisks()
if (whyNot !== undefined) console.warn(`no test on real disks: ${whyNot}`)

const FULL = {
  code: 'ERR_SOV_DISK_FULL',
  message: expect.stringContaining('the disk or its quota is full') as string,
  remedy: expect.stringContaining('Free space') as string,
  cause: expect.any(Error) as Error,
}
const READ_ONLY = {
  code: 'ERR_SOV_DISK_READ_ONLY',
  message: expect.stringContaining('the file system is read-only') as string,
  cause: expect.any(Error) as Error,
}

function key(number: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(number)
  return bytes
}

/** Different for each number and not to be compressed. */
function valueOf(number: number, bytes: number): Buffer {
  return createHash('shake256', { outputLength: bytes }).update(String(number)).digest()
}

async function withStore<T>(path: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ path })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

describe.skipIf(whyNot !== undefined)('a store on a disk', () => {
  it.each([0, 1, 2])('is not made on one with %i pages left, and is made there once there is space', (pages) =>
    withDisk(1, async (disk) => {
      const path = join(disk.path, 'db')
      disk.fill({ mebibytes: pages / 256 })
      await expect(openStore({ path })).rejects.toMatchObject(FULL)
      disk.free()
      await withStore(path, (store) => store.commit([store.table('a').put(key(1), key(1))]))
    }),
  )

  it('is not opened on a full one, and has everything once there is space', () =>
    withDisk(1, async (disk) => {
      const path = join(disk.path, 'db')
      await withStore(path, (store) => store.commit([store.table('a').put(key(1), valueOf(1, 1_000))]))
      disk.fill()
      await expect(openStore({ path })).rejects.toMatchObject(FULL)
      disk.free()
      expect(await withStore(path, (store) => store.table('a').get(key(1)))).toEqual(valueOf(1, 1_000))
    }))

  it('is not opened on a read-only one, be it there or not', () =>
    withDisk(1, async (disk) => {
      const path = join(disk.path, 'db')
      await withStore(path, () => Promise.resolve())
      disk.makeReadOnly()
      await expect(openStore({ path })).rejects.toMatchObject(READ_ONLY)
      await expect(openStore({ path: join(disk.path, 'not', 'there') })).rejects.toMatchObject(READ_ONLY)
    }))

  it('refuses all writes after the first that found it full, tells so once, and goes on reading', () =>
    withDisk(1, async (disk) => {
      const failures: SovError[] = []
      const path = join(disk.path, 'db')
      const store = await openStore({ path, onFailure: (error) => failures.push(error) })
      const table = store.table('a')
      const commit = (number: number): Promise<void> => store.commit([table.put(key(number), valueOf(number, 3_000))])
      await commit(0)
      disk.fill()
      const results = await Promise.allSettled([1, 2, 3, 4].map(commit))
      for (const { status } of results) expect(status).toBe('rejected')
      disk.free()
      await expect(commit(5)).rejects.toMatchObject(FULL)
      await expect(commit(6)).rejects.toBe(failures[0])
      expect(failures).toHaveLength(1)
      expect(await table.get(key(0))).toEqual(valueOf(0, 3_000))
      await store.close()

      await withStore(path, async (again) => {
        expect(await again.table('a').get(key(0))).toEqual(valueOf(0, 3_000))
        expect(await again.table('a').get(key(6))).toBeUndefined()
        await again.commit([again.table('a').put(key(7), key(7))])
      })
    }))

  it.each([
    ['in its log', { diskMebibytes: 4, valueBytes: 100 }],
    ['in its log, by large values', { diskMebibytes: 4, valueBytes: 70_000 }],
    ['while LevelDB sorts entries into tables', { diskMebibytes: 24, valueBytes: 50_000 }],
  ])('that fills up %s keeps all it acknowledged, also after kill -9', (_, { diskMebibytes, valueBytes }) =>
    withDisk(diskMebibytes, async (disk) => {
      const path = join(disk.path, 'db')
      disk.fill({ mebibytes: (diskMebibytes * 3) / 8 })
      const { acknowledged, refusals } = await writeUntilFull(disk, path, valueBytes)
      expect(acknowledged.length).toBeGreaterThan(10)
      const lost = await withStore(path, async (store) => {
        const table = store.table('a')
        const found = await Promise.all(acknowledged.map((number) => table.get(key(number))))
        return acknowledged.filter((number, index) => !valueOf(number, valueBytes).equals(found[index] ?? Buffer.of()))
      })
      expect(lost).toEqual([])
      expect(refusals).toEqual(Array.from({ length: 21 }, () => 'ERR_SOV_DISK_FULL'))
    }),
  )
})

interface Filled {
  readonly acknowledged: readonly number[]
  /** Codes of the first write that failed and of the 20 after it, before which there was space again. */
  readonly refusals: readonly string[]
}

/** Fills the disk from a process that is killed with the store open. */
async function writeUntilFull(disk: SmallDisk, path: string, valueBytes: number): Promise<Filled> {
  const child = storeProcess(
    path,
    `
    const acknowledged = [], refusals = []
    const write = async (number) => {
      const value = createHash('shake256', { outputLength: ${String(valueBytes)} }).update(String(number)).digest()
      const key = Buffer.alloc(4)
      key.writeUInt32BE(number)
      try {
        await store.commit([store.table('a').put(key, value)])
        acknowledged.push(number)
      } catch (error) {
        refusals.push(error.code)
      }
    }
    let number = 0
    while (refusals.length === 0) await write(number++)
    rmSync(${JSON.stringify(join(disk.path, 'ballast'))})
    for (let more = 0; more < 20; more++) await write(number++)
    writeSync(1, JSON.stringify({ acknowledged, refusals }))
    process.kill(process.pid, 'SIGKILL')`,
  )
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  expect(errors).toBe('')
  return JSON.parse(output) as Filled
}

/** Runs JavaScript with an open `store` in a process of its own. */
function storeProcess(path: string, script: string): ChildProcessByStdio<null, Readable, Readable> {
  const module = pathToFileURL(join(DIST, 'src/store/index.js')).href
  const whole = `
    import { createHash } from 'node:crypto'
    import { rmSync, writeSync } from 'node:fs'
    import { openStore } from ${JSON.stringify(module)}
    const store = await openStore({ path: ${JSON.stringify(path)} })
    ${script}`
  return spawn(process.execPath, ['--input-type=module', '--eval', whole], { stdio: ['ignore', 'pipe', 'pipe'] })
}

describe('a store that another process has open', () => {
  it('is refused until that process has ended', async () => {
    const path = await mkdtemp(join(tmpdir(), 'sov-lock-'))
    const other = storeProcess(path, `writeSync(1, 'open'); setInterval(() => {}, 1_000)`)
    try {
      await once(other.stdout, 'data')
      await expect(openStore({ path })).rejects.toMatchObject({
        code: 'ERR_SOV_STORE_LOCKED',
        message: `cannot open the database in ${path}: another process uses it`,
        remedy: 'Stop the other sov-node, or give this one another --data-dir.',
        cause: expect.any(Error) as Error,
      })
      other.kill('SIGKILL')
      await once(other, 'exit')
      await withStore(path, (store) => store.commit([store.table('a').put(key(1), key(1))]))
    } finally {
      other.kill('SIGKILL')
      await rm(path, { recursive: true })
    }
  })
})

const START = ['start', '--listen', '/ip4/127.0.0.1/tcp/0', '--port', '0', '--no-mdns', '--no-model']
const CREATE = ['coop', 'create', 'Test', '--no-passphrase', '--org', 'Test', '--jurisdiction', 'NO']
const TOLD_FULL =
  ': the disk or its quota is full\ntry: Free space on the disk of the data directory, then start sov-node again.\n'
const TOLD_READ_ONLY =
  ': the file system is read-only\ntry: Make the data directory writable for the user of sov-node, or choose another with --data-dir.\n'

/** One line with what is wrong, one with the remedy, nothing else. */
function told(what: string, why: string): string {
  return expect.stringMatching(new RegExp(`^error: ${what}${why}$`)) as string
}

/** Runs the built command line in an environment without settings. */
async function sovNode(dataDir: string, ...args: string[]): Promise<{ code: number; output: string; errors: string }> {
  const child = spawn(process.execPath, [join(DIST, 'node/main.js'), '--data-dir', dataDir, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], XDG_CONFIG_HOME: dataDir },
  })
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ])
  return { code, output, errors }
}

describe.skipIf(whyNot !== undefined)('sov-node on a disk', () => {
  it.each([
    ['its key', 0, 'cannot write the key file .+'],
    ['a new database', 2, 'cannot open the database in .+'],
  ])('that has no space for %s says so, and works once there is some', (_, pages, what) =>
    withDisk(1, async (disk) => {
      const dataDir = join(disk.path, 'data')
      disk.fill({ mebibytes: pages / 256 })
      expect(await sovNode(dataDir, ...START)).toEqual({ code: 1, output: '', errors: told(what, TOLD_FULL) })
      disk.free()
      expect(await sovNode(dataDir, ...CREATE)).toMatchObject({ code: 0, errors: '' })
    }),
  )

  it('that is full or read-only says so where a co-op is already, and loses nothing', () =>
    withDisk(1, async (disk) => {
      const dataDir = join(disk.path, 'data')
      await sovNode(dataDir, ...CREATE)
      disk.fill()
      for (const command of [START, ['ledger']]) {
        const errors = told('cannot open the database in .+', TOLD_FULL)
        expect(await sovNode(dataDir, ...command)).toEqual({ code: 1, output: '', errors })
      }
      disk.free()
      const again = await sovNode(dataDir, '--json', ...CREATE)
      expect(again.code).toBe(1)
      expect(JSON.parse(again.output)).toMatchObject({ error: { code: 'ERR_SOV_COOP_EXISTS' } })

      disk.makeReadOnly()
      const errors = told('cannot use .+ as data directory', TOLD_READ_ONLY)
      for (const folder of [dataDir, join(disk.path, 'other', 'data')]) {
        expect(await sovNode(folder, ...START)).toEqual({ code: 1, output: '', errors })
      }
      expect(await sovNode(dataDir, 'ledger')).toEqual({ code: 1, output: '', errors })
    }))

  it('that fills up while it runs answers its own clients, settles nothing more, and goes on after a restart', async () => {
    const cluster = new Cluster()
    let disk: SmallDisk | undefined
    try {
      const [other] = await cluster.form([{ org: 'Other', jurisdiction: 'NO', serves: { models: ['theirs'] } }])
      const node = cluster.add({ org: 'Full', jurisdiction: 'NO', serves: { models: ['ours'] } })
      disk = new SmallDisk(node.process.dataDir, { mebibytes: 2 })
      await node.process.command('join', await cluster.invite({ org: 'Full', jurisdiction: 'NO' }))
      await cluster.start(node)
      await Promise.all([cluster.seen(other!, 1), cluster.seen(node, 1)])
      expect((await ask(node, 'theirs')).settlement).toBe('settled')
      expect((await ask(other!, 'ours')).settlement).toBe('settled')
      const settled = (await receipts(node)).filter(isSettled)

      disk.fill()
      // what is left of the last page of its log may take a little more
      let refused: Answer | undefined
      for (let count = 0; refused === undefined && count < 20; count++) {
        const answer = await ask(node, 'theirs')
        if (answer.status !== 200) refused = answer
      }
      expect(refused).toEqual({
        status: 500,
        error: { code: 'ERR_SOV_DISK_FULL', remedy: expect.stringContaining('Free space') as string, details: null },
      })
      expect(await ask(node, 'ours')).toMatchObject({ status: 200, settlement: null })
      expect((await ask(other!, 'ours')).settlement).not.toBe('settled')
      disk.free()
      expect(await ask(node, 'theirs'), 'until it is started again').toEqual(refused)
      expect(node.process.isRunning).toBe(true)
      const log = await readFile(node.process.logPath, 'utf8')
      expect(log.match(/cannot write to the database/g), 'told once').toHaveLength(1)
      expect(log).not.toMatch(/fatal|^\s+at /m)

      await node.process.kill()
      await cluster.start(node)
      await cluster.seen(node, 1)
      expect((await receipts(node)).filter(isSettled)).toEqual(expect.arrayContaining(settled))
      expect((await ask(node, 'theirs')).settlement).toBe('settled')
      await node.process.stop()
    } finally {
      disk?.unmount()
      await cluster.stop()
    }
  })
})

interface Answer {
  readonly status: number
  readonly settlement?: string | null
  readonly error?: unknown
}

/** Asks a model of one node through the API of another. */
async function ask({ api }: ClusterNode, model: string): Promise<Answer> {
  const response = await fetch(`${api}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'What is sov-node?' }] }),
  })
  const body = (await response.json()) as {
    readonly error?: { readonly sov: unknown }
    readonly usage?: { readonly sov: { readonly settlement: string | null } }
  }
  if (body.error !== undefined) return { status: response.status, error: body.error.sov }
  return { status: response.status, settlement: body.usage?.sov.settlement ?? null }
}

function receipts({ process }: ClusterNode): Promise<readonly Jsonified<ReceiptSummary>[]> {
  return process.control.get<readonly ReceiptSummary[]>('/sov/v1/receipts?limit=100')
}

function isSettled({ state }: Jsonified<ReceiptSummary>): boolean {
  return state === 'settled'
}
