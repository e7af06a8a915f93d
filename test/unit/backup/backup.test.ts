import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateKey } from '../../../src/identity/index.js'
import { createSovNode, restoreBackup, type Backup, type SovNode } from '../../../src/index.js'
import { whyNoDisks, withDisk } from '../../helpers/small-disk.js'

const whyNot = await whyNoDisks()
if (whyNot !== undefined) console.warn(`no test on real disks: ${whyNot}`)

interface Manifest {
  readonly version: number
  readonly digest: string | undefined
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Every file below a folder and its mode. */
async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const modes = await Promise.all(
    files.map(async (path) => [path.slice(folder.length + 1), ((await stat(path)).mode & 0o777).toString(8)] as const),
  )
  return Object.fromEntries(modes.sort(([a], [b]) => (a < b ? -1 : 1)))
}

describe('a backup', () => {
  let folder: string
  let backup: string
  let restored: string
  let node: SovNode
  let made: Backup
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sov-backup-'))
    backup = join(folder, 'backup')
    restored = join(folder, 'restored')
    node = await openNode(join(folder, 'data'))
    await node.control.createCoop({ name: 'Fjord', orgName: 'Lab', jurisdiction: 'NO' })
    await writeFile(join(folder, 'data', 'model-hashes.json'), '{}', { mode: 0o600 })
    made = await node.control.backup(backup)
  })
  afterEach(async () => {
    await node.stop()
    await rm(folder, { recursive: true })
  })

  async function openNode(dataDir: string): Promise<SovNode> {
    const opened = await createSovNode({ dataDir })
    await opened.start({ offline: true })
    return opened
  }

  const restore = (): Promise<Backup> => restoreBackup({ folder: backup, dataDir: restored })

  /** Nothing is left of a restore that failed. */
  async function expectRefused(what: object): Promise<void> {
    await expect(restore()).rejects.toMatchObject(what)
    await expect(stat(restored)).rejects.toMatchObject({ code: 'ENOENT' })
  }

  /** What a forger would do, who knows how the list of files is made. */
  async function changeManifest(change: (content: Manifest) => object): Promise<void> {
    const path = join(backup, 'backup.json')
    const changed = change({ ...(JSON.parse(await readFile(path, 'utf8')) as Manifest), digest: undefined })
    await writeFile(path, JSON.stringify({ ...changed, digest: sha256(JSON.stringify(changed)) }))
  }

  it('holds key, database, co-op keys and hashes of models, for the owner only', async () => {
    const files = await filesIn(backup)
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        'backup.json',
        'coop/issuer.pem',
        'coop/root.pem',
        'db/CURRENT',
        'identity.key',
        'model-hashes.json',
      ]),
    )
    expect(new Set(Object.values(files))).toEqual(new Set(['600']))
    for (const path of [backup, join(backup, 'db'), join(backup, 'coop')]) {
      expect((await stat(path)).mode & 0o777).toBe(0o700)
    }
    expect(made).toMatchObject({ folder: backup, peerId: node.control.id().peerId })
    expect(made.files).toBe(Object.keys(files).length - 1)
    expect(made.entries).toBeGreaterThan(0)
  })

  it('becomes a data directory that has everything, whatever its own modes are now', async () => {
    for (const name of ['identity.key', 'coop/root.pem']) await chmod(join(backup, name), 0o644)
    expect(await restore()).toEqual(made)
    expect((await filesIn(restored))['identity.key']).toBe('600')
    const again = await openNode(restored)
    try {
      const [before, after] = [await node.control.status(), await again.control.status()]
      expect(after.peerId).toBe(before.peerId)
      expect(after.membership).toEqual(before.membership)
      expect(again.control.prices()).toEqual(node.control.prices())
      // With the co-op's keys it can do all that the first could.
      await again.control.invite({ orgName: 'Uni', jurisdiction: 'DE' })
      await again.control.setPrices({ promptRate: 300 })
    } finally {
      await again.stop()
    }
  })

  it('is made in a folder that is empty or not there, and touches no other', async () => {
    await mkdir(join(folder, 'empty'))
    await node.control.backup(join(folder, 'empty'))
    await mkdir(join(folder, 'full'), { mode: 0o755 })
    await writeFile(join(folder, 'full', 'file'), 'mine')
    for (const path of [backup, join(folder, 'full'), join(folder, 'full', 'file')]) {
      await expect(node.control.backup(path), path).rejects.toMatchObject({ code: 'ERR_SOV_FOLDER' })
    }
    expect((await stat(join(folder, 'full'))).mode & 0o777).toBe(0o755)
    expect(await readFile(join(folder, 'full', 'file'), 'utf8')).toBe('mine')
  })

  it('that fails leaves the folder as it was', async () => {
    await rm(join(folder, 'data', 'identity.key'))
    await mkdir(join(folder, 'empty'))
    for (const name of ['empty', 'new']) {
      await expect(node.control.backup(join(folder, name)), name).rejects.toMatchObject({ code: 'ERR_SOV_FOLDER' })
    }
    expect(await readdir(join(folder, 'empty'))).toEqual([])
    expect(await readdir(folder)).not.toContain('new')
  })

  it.skipIf(whyNot !== undefined).each([0, 4])(
    'that does not fit on its disk, with %i pages left, is refused, and the node goes on',
    (pages) =>
      withDisk(1, async (disk) => {
        const target = join(disk.path, 'backup')
        disk.fill({ mebibytes: pages / 256 })
        await expect(node.control.backup(target)).rejects.toMatchObject({
          code: 'ERR_SOV_DISK_FULL',
          remedy: expect.stringContaining('enough space') as string,
        })
        expect(await readdir(disk.path)).toEqual(['ballast'])
        disk.free()
        await node.control.setPrices({ promptRate: 300 })
        await node.control.backup(target)
      }),
  )

  it('is restored into a folder that is empty or not there, and touches no other', async () => {
    await mkdir(restored)
    await writeFile(join(restored, 'file'), 'mine')
    await expect(restore()).rejects.toMatchObject({ code: 'ERR_SOV_FOLDER' })
    expect(await readdir(restored)).toEqual(['file'])
    await rm(join(restored, 'file'))
    await restore()
    await expect(restore()).rejects.toMatchObject({ code: 'ERR_SOV_FOLDER' })
  })

  it('is refused when a bit of any file has flipped, and names the file', async () => {
    for (const name of Object.keys(await filesIn(backup))) {
      const path = join(backup, name)
      const bytes = await readFile(path)
      if (bytes.length === 0) continue
      const at = Math.floor(bytes.length / 2)
      bytes[at]! ^= 1
      await writeFile(path, bytes)
      await expectRefused({ code: 'ERR_SOV_BACKUP_DAMAGED', message: expect.stringContaining(name) as string })
      bytes[at]! ^= 1
      await writeFile(path, bytes)
    }
    await restore()
  })

  it('is refused when any file is missing, and names the file', async () => {
    for (const name of Object.keys(await filesIn(backup))) {
      const path = join(backup, name)
      const bytes = await readFile(path)
      await rm(path)
      await expectRefused({ code: 'ERR_SOV_BACKUP_DAMAGED', message: expect.stringContaining(name) as string })
      await writeFile(path, bytes)
    }
    await restore()
  })

  it('is refused with the key of another node, also when its list of files is made to match', async () => {
    const other = generateKey()
    await writeFile(join(backup, 'identity.key'), other)
    await expectRefused({ code: 'ERR_SOV_BACKUP_DAMAGED', message: expect.stringContaining('identity.key') as string })
    await changeManifest(({ files, ...content }) => {
      const key = { bytes: Buffer.byteLength(other), sha256: sha256(other) }
      return { ...content, files: { ...files, 'identity.key': key } }
    })
    await expectRefused({ code: 'ERR_SOV_BACKUP_DAMAGED', message: expect.stringContaining('key') as string })
  })

  it('of a newer version is refused with what helps', async () => {
    await changeManifest((content) => ({ ...content, version: 2 }))
    await expectRefused({ code: 'ERR_SOV_STORE_SCHEMA', remedy: expect.stringContaining('version') as string })
  })

  it.each(['../escaped', '/etc/escaped', 'db/../../escaped', 'a/b/c', '.', ''])(
    'is refused when it would write to %j',
    async (name) => {
      await changeManifest(({ files, ...content }) => ({
        ...content,
        files: { ...files, [name]: { bytes: 0, sha256: sha256('') } },
      }))
      await expectRefused({ code: 'ERR_SOV_BACKUP_DAMAGED' })
    },
  )

  it('is refused where there is none', async () => {
    backup = join(folder, 'data')
    await expectRefused({ code: 'ERR_SOV_BACKUP_DAMAGED', message: expect.stringContaining('backup.json') as string })
  })
})
