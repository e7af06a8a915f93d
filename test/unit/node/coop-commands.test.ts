import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { usesScriptedDaemon } from '../../helpers/scripted-daemon.js'
import type { ScriptedControl } from '../api/scripted-control.js'
import { PEER } from '../api/scripted-scheduler.js'

describe('commands about the co-op', () => {
  let folder: string
  let control: ScriptedControl
  const run = usesScriptedDaemon((daemon) => ({ folder, control } = daemon))

  const CREATE = ['coop', 'create', 'Fjord', '--org', 'Lab', '--jurisdiction', 'NO']
  const COOP = { name: 'Fjord', orgName: 'Lab', jurisdiction: 'NO' }

  it('coop create wants a passphrase for the root key, or to be told that there is none', async () => {
    expect(await run(CREATE)).toMatchObject({ code: 2, err: expect.stringContaining('--no-passphrase') as string })
    expect(await run(CREATE, { secrets: ['one', 'two'] })).toMatchObject({
      code: 2,
      err: expect.stringContaining('differ') as string,
    })
    const typed = await run(CREATE, { secrets: ['correct horse', 'correct horse'] })
    expect(typed.out).toMatch(/\nroot key +encrypted; keep the passphrase\n/)
    await writeFile(join(folder, 'secret.txt'), 'from a file\nand no further')
    const stick = join(folder, 'stick.key')
    await run([...CREATE, '--root-key', stick, '--passphrase-file', join(folder, 'secret.txt')])
    await run(CREATE, { env: { SOV_ROOT_PASSPHRASE: 'from outside' } })
    const plain = await run([...CREATE, '--no-passphrase'], { env: { SOV_ROOT_PASSPHRASE: 'not used' } })
    expect(plain.out).toMatch(/\nroot key +not encrypted\n/)
    expect(control.calls).toEqual([
      ['createCoop', { ...COOP, rootKey: { passphrase: 'correct horse' } }],
      ['createCoop', { ...COOP, rootKey: { path: stick, passphrase: 'from a file' } }],
      ['createCoop', { ...COOP, rootKey: { passphrase: 'from outside' } }],
      ['createCoop', { ...COOP, rootKey: {} }],
    ])
  })

  it.each<[what: string, args: readonly string[], call: [string, unknown]]>([
    ['issuer add', ['coop', 'issuer', 'add', PEER], ['addIssuer', PEER]],
    ['issuer rotate', ['coop', 'issuer', 'rotate', '--revoke-old'], ['rotateIssuer', { revokesOld: true }]],
    [
      'lifetimes set',
      ['coop', 'lifetimes', 'set', '--membership', '2d', '--renewal', '12h'],
      ['setLifetimes', { membershipMs: 172_800_000, renewalMs: 43_200_000 }],
    ],
    ['prices set', ['coop', 'prices', 'set', '--prompt', '7'], ['setPrices', { promptRate: 7 }]],
    ['grant-epoch', ['coop', 'grant-epoch', PEER], ['decide', { kind: 'epoch', peer: PEER }]],
    ['revoke issuer', ['revoke', 'issuer', PEER], ['revoke', { issuer: PEER }]],
  ])('%s asks for the passphrase only where one is needed', async (_what, args, call) => {
    expect((await run(args)).code).toBe(0)
    control.passphrase = 'correct horse'
    expect(await run(args)).toMatchObject({ code: 5, err: expect.stringContaining('error') as string })
    expect((await run(args, { secrets: ['correct horse'] })).code).toBe(0)
    expect((await run(args, { secrets: ['wrong horse'] })).code).toBe(5)
    expect((await run(args, { env: { SOV_ROOT_PASSPHRASE: 'correct horse' } })).code).toBe(0)
    expect(control.calls).toEqual([call, call, call])
  })

  it('coop show prints issuers, delegations and lifetimes', async () => {
    const { out } = await run(['coop', 'show'])
    expect(out).toMatch(/\nmemberships +last 7 days, renewed after 1 day\n/)
    expect(out).toMatch(/\nISSUER +KEY +STATE +UNTIL +LIST SIGNED\n\S+ +\S+ +in force +/)
    expect(out).toMatch(/\nkoeln +DE,FR +4 +provider,consumer +- +1,000 +/)
    expect(JSON.parse((await run(['coop', 'show', '--json'])).out)).toMatchObject({ name: 'Fjord' })
    expect((await run(['coop', 'lifetimes', 'show'])).out).toMatch(/^membership +7 days\nrenewal +after 1 day\n/)
  })

  it('coop export writes the bundle as it is', async () => {
    const file = join(folder, 'fjord.coop')
    expect(await run(['coop', 'export', file])).toMatchObject({ code: 0, out: `${file}\n` })
    expect(await readFile(file)).toEqual(Buffer.from(control.exportCoop()))
    expect((await run(['coop', 'export', folder])).code).toBe(2)
  })

  it('coop delegate passes on what was typed', async () => {
    const args = ['coop', 'delegate', '--org', 'Uni Köln', '--jurisdictions', 'DE,fr', '--max-nodes', '4']
    expect((await run(args)).code).toBe(0)
    const more = ['--roles', 'provider,auditor', '--credit-limit', '9', '--credit-cap', '7', '--delegate', PEER]
    await run([...args, ...more, '--expires', '30d'])
    const least = { orgName: 'Uni Köln', jurisdictions: ['DE', 'FR'], maxNodes: 4 }
    expect(control.calls).toEqual([
      ['delegate', least],
      [
        'delegate',
        {
          ...least,
          roles: ['provider', 'auditor'],
          creditLimit: 9n,
          creditCap: 7n,
          delegate: PEER,
          expiresInMs: 30 * 86_400_000,
        },
      ],
    ])
    expect((await run([...args, '--roles', 'king'])).code).toBe(2)
  })

  it('invite passes on uses, roles, promises and approval', async () => {
    const args = ['invite', '--org', 'Uni', '--jurisdiction', 'DE', '--uses', '5', '--role', 'auditor']
    const { err } = await run([...args, '--no-prompt-logging', '--self-declared', '--approve'])
    expect(err).toMatch(/^for 5 nodes of Uni, until /)
    expect(control.calls).toEqual([
      [
        'invite',
        {
          orgName: 'Uni',
          jurisdiction: 'DE',
          uses: 5,
          roles: ['auditor'],
          promisesNoPromptLogging: true,
          isSelfDeclared: true,
          needsApproval: true,
        },
      ],
    ])
  })

  it('coop requests, approve and deny', async () => {
    expect((await run(['coop', 'requests'])).out).toMatch(/\n3f9c01ab +Köln +DE +waiting +.*12D3/)
    expect((await run(['coop', 'approve', '3f9c'])).out).toMatch(/^approved +12D3/)
    expect((await run(['coop', 'deny', '3f9c'])).out).toMatch(/^denied +12D3/)
    expect(control.calls).toEqual([
      ['approve', '3f9c'],
      ['deny', '3f9c'],
    ])
  })

  it('join waits for the approval of the co-op, with a word about it', async () => {
    control.pendingJoins = 3
    const { code, out, err } = await run(['join', '-'], { stdin: 'sov1-abc\n' })
    expect(code).toBe(0)
    expect(out).toContain('Lab (NO)')
    expect(err).toMatch(/^waiting until the co-op approves this node: .*\.\.\n$/)
    expect(control.calls).toHaveLength(4)
    control.pendingJoins = 1
    expect((await run(['join', 'sov1-abc', '--no-wait'])).code).toBe(5)
  })

  it('join ends cleanly when it is interrupted while it waits', async () => {
    control.pendingJoins = Infinity
    const interrupted = new AbortController()
    const running = run(['join', 'sov1-abc'], { interrupted: interrupted.signal })
    while (control.calls.length < 2) await new Promise(setImmediate)
    interrupted.abort()
    expect(await running).toMatchObject({ code: 130, out: '' })
  })

  it('members, revoke and leave', async () => {
    expect((await run(['members'])).out).toMatch(/\n\S+ +Köln +DE +1 +provider,consumer +connected +\d/)
    expect((await run(['revoke', 'koeln'])).out).toMatch(/^revoked +organisation koeln\n/)
    expect((await run(['revoke', 'koeln', PEER])).code).not.toBe(0)
    expect((await run(['leave', '--force'])).out).toMatch(/^left +Fjord\n/)
    expect(control.calls).toEqual([
      ['revoke', { who: 'koeln' }],
      ['leave', { isForced: true }],
    ])
  })

  it('status says what will break, and what to do', async () => {
    control.warnings = [{ kind: 'membership_expiring', message: 'it ends in 2 days', remedy: 'Start an issuer.' }]
    expect((await run(['status'])).out).toMatch(/\nwarning +it ends in 2 days\n +Start an issuer\.\n/)
    expect(JSON.parse((await run(['status', '--json'])).out)).toMatchObject({ warnings: control.warnings })
  })
})
