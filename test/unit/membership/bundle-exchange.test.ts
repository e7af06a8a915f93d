import { randomBytes } from 'node:crypto'
import { chmod, cp, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { SovError } from '../../../src/errors.js'
import { readKeyFile } from '../../../src/identity/index.js'
import { BUNDLE_RETRY_INTERVAL_MS, BUNDLES_PER_MINUTE, MAX_BUNDLE_VERSIONS } from '../../../src/limits.js'
import { HELLO_PROTOCOL } from '../../../src/membership/hello.js'
import { decodeInvite } from '../../../src/membership/invite-code.js'
import type { AccessRule } from '../../../src/membership/index.js'
import { MEMBERSHIP_PROTOCOL } from '../../../src/membership/membership-protocol.js'
import type { Channel } from '../../../src/network/index.js'
import {
  ErrorCode,
  helloFrame,
  membershipFrame,
  PRICE_TABLE,
  signStatement,
  type CoopBundle,
  type CredentialChain,
  type MembershipFrame,
} from '../../../src/wire/index.js'
import { startBareNode, type BareNode } from '../../helpers/bare-node.js'
import { testCoop } from '../../helpers/coop.js'
import { ManualClock } from '../../helpers/manual-clock.js'
import { MemberNodes, mutual, type MemberNode } from '../../helpers/member-node.js'
import { until } from '../../helpers/until.js'

const MAX = 1 << 18
const nodes = new MemberNodes()
const bare: BareNode[] = []
afterEach(async () => {
  await Promise.all(bare.splice(0).map((one) => one.stop()))
  await nodes.stop()
})

function versionAt({ membership }: MemberNode): number | undefined {
  return membership.priceTable()?.value.version
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => (SovError.isInstance(error) ? error.code : String(error)),
  )
}

function hello(chain: CredentialChain, bundle: Uint8Array): Uint8Array {
  return helloFrame.encode({ hello: { versions: [1], chain, bootNonce: randomBytes(16), agent: 'bare/1', bundle } })
}

/** A member whose every frame a test writes; `bundle` is what its hello says that it has. */
async function played(
  node: MemberNode,
  handlers: Parameters<typeof startBareNode>[0] = {},
  bundle = new Uint8Array(),
): Promise<{ peer: BareNode; bundle: CoopBundle }> {
  const peer = await startBareNode(handlers)
  bare.push(peer)
  await peer.network.dial(node.network.addresses()[0]!)
  const { code } = await node.membership.invite({ orgName: 'Lab', jurisdiction: 'DE' })
  const { networkId, secret } = decodeInvite(code)
  const { joined } = await ask(peer, node, { join: { networkId, secret } })
  const channel = await peer.network.open(node.key.peerId, HELLO_PROTOCOL)
  await channel.send(hello(joined!.chain!, bundle))
  await channel.receive({ maxBytes: MAX })
  await channel.close()
  await until('it is a member', () => node.membership.member(peer.key.peerId) !== undefined)
  return { peer, bundle: joined!.bundle! }
}

async function ask(
  from: BareNode,
  node: MemberNode,
  frame: Parameters<typeof membershipFrame.encode>[0],
): Promise<MembershipFrame> {
  const channel = await from.network.open(node.key.peerId, MEMBERSHIP_PROTOCOL)
  await channel.send(membershipFrame.encode(frame))
  const answer = membershipFrame.decode((await channel.receive({ maxBytes: MAX }))!)
  await channel.close()
  return answer
}

/** A price table that the co-op of an issuer has signed. */
async function signedTable({ dataDir, membership }: MemberNode, fields: object): Promise<Uint8Array> {
  const { value } = membership.priceTable()!
  const root = await readKeyFile(join(dataDir, 'coop', 'root.pem'))
  return signStatement(PRICE_TABLE, { ...value, ...fields }, root).bytes
}

describe('new prices', () => {
  it('reach members that are connected, and through them members that do not meet the founder again', async () => {
    const founder = await nodes.startIssuer()
    const [near, far] = [await nodes.startMember(founder), await nodes.startMember(founder)]
    await far.stop()
    const table = await founder.membership.setPrices({ outputRate: 2_000 })
    expect(table.value.version).toBe(2)
    await until('the connected member has them', () => versionAt(near) === 2)
    await founder.stop()
    const away = await nodes.start({ dataDir: far.dataDir })
    expect(versionAt(away)).toBe(1)
    await away.network.dial(near.network.addresses()[0]!)
    await until('the other has them', () => versionAt(away) === 2)
    expect(away.membership.priceTable()).toEqual(table)
  })

  it('reach a member that was away when it says hello, and stay over a restart', async () => {
    const founder = await nodes.startIssuer()
    const member = await nodes.startMember(founder)
    await member.stop()
    await founder.membership.setPrices({ outputRate: 2_000 })
    const again = await nodes.start({ dataDir: member.dataDir })
    expect(versionAt(again)).toBe(1)
    await again.network.dial(founder.network.addresses()[0]!)
    await until('it has them', () => versionAt(again) === 2)
    await again.stop()
    expect(versionAt(await nodes.start({ dataDir: member.dataDir }))).toBe(2)
  })

  it('are not lost by redeeming an invite at a node that was restored from before, which hears of them again', async () => {
    const founder = await nodes.startIssuer()
    const member = await nodes.startMember(founder)
    const { code } = await founder.membership.invite({ orgName: 'Lab', jurisdiction: 'AT', addresses: [] })
    await founder.stop()
    const copy = `${founder.dataDir}-copy`
    await cp(founder.dataDir, copy, { recursive: true })
    const again = await nodes.start({ dataDir: founder.dataDir })
    await member.network.dial(again.network.addresses()[0]!)
    await mutual(member, again)
    await again.membership.setPrices({ outputRate: 2_000 })
    await until('the member has them', () => versionAt(member) === 2)
    await again.stop()

    const restored = await nodes.start({ dataDir: copy })
    expect(versionAt(restored)).toBe(1)
    await member.network.dial(restored.network.addresses()[0]!)
    await member.membership.join(code)
    expect(member.membership.credential?.jurisdiction).toBe('AT')
    expect(versionAt(member)).toBe(2)
    await until('the restored node has them', () => versionAt(restored) === 2)
  })

  it('can be set only where the root key of the co-op is', async () => {
    const founder = await nodes.startIssuer()
    const member = await nodes.startMember(founder)
    expect(await codeOf(member.membership.setPrices({ outputRate: 1 }))).toBe('ERR_SOV_NOT_ISSUER')
    const elsewhere = await nodes.startIssuer()
    const { dataDir } = member
    await rename(join(elsewhere.dataDir, 'coop'), join(dataDir, 'coop'))
    expect(await codeOf(member.membership.setPrices({ outputRate: 1 })), 'the root of another').toBe(
      'ERR_SOV_NOT_ISSUER',
    )
    expect(await codeOf((await nodes.start()).membership.setPrices({ outputRate: 1 }))).toBe('ERR_SOV_NO_COOP')
    await chmod(join(founder.dataDir, 'coop', 'root.pem'), 0o644)
    expect(await codeOf(founder.membership.setPrices({ outputRate: 1 })), 'readable by others').toBe('ERR_SOV_KEY_FILE')
    expect(versionAt(founder)).toBe(1)
  })

  it('to come may not be so many that those in force would be forgotten', async () => {
    const clock = new ManualClock()
    const { membership } = await nodes.startIssuer({ clock })
    const set = (outputRate: number): Promise<string> =>
      codeOf(membership.setPrices({ outputRate, effectiveMs: clock.nowMs() + outputRate }))
    for (let count = 1; count < MAX_BUNDLE_VERSIONS; count++) expect(await set(count)).toBe('done')
    expect(await set(100)).toBe('ERR_SOV_BAD_REQUEST')
    expect(membership.priceTable()?.value.version).toBe(1)
    expect(membership.comingPriceTables()).toHaveLength(MAX_BUNDLE_VERSIONS - 1)
    expect(await codeOf(membership.setPrices({ outputRate: 5 }))).toBe('done')
    expect(membership.comingPriceTables()).toEqual([])
  })
})

describe('a bundle', () => {
  it('is sent to each member at most once for one change', async () => {
    const sent = new Map<string, number>()
    const counting = (to: number): AccessRule => {
      return (peer, purpose, member) => {
        if (purpose !== 'membership' || member === undefined) return
        sent.set(`${peer} to ${String(to)}`, (sent.get(`${peer} to ${String(to)}`) ?? 0) + 1)
      }
    }
    const founder = await nodes.startIssuer({ rules: [counting(0)] })
    const all = [founder]
    for (let count = 1; count <= 5; count++) {
      const node = await nodes.startMember(founder, { rules: [counting(count)] })
      for (const other of all.slice(1)) {
        await node.network.dial(other.network.addresses()[0]!)
        await mutual(node, other)
      }
      all.push(node)
    }
    await founder.membership.setPrices({ outputRate: 2_000 })
    await until('all have it', () => all.every((node) => versionAt(node) === 2))
    await Promise.all(all.map((node) => node.membership.stop()))
    expect(sent.size).toBeGreaterThanOrEqual(5)
    expect([...sent.values()].filter((count) => count > 1)).toEqual([])
    expect(all.flatMap(({ bundleFailures }) => bundleFailures)).toEqual([])
  })

  it('of a stranger is refused', async () => {
    const founder = await nodes.startIssuer()
    const { bundle } = await played(founder)
    const stranger = await startBareNode()
    bare.push(stranger)
    await stranger.network.dial(founder.network.addresses()[0]!)
    const { error, published } = await ask(stranger, founder, { publish: bundle })
    expect(error?.code).toBe(ErrorCode.ERROR_CODE_NOT_A_MEMBER)
    expect(published).toBeNull()
  })

  it('of a member is answered with all there is, or with nothing when it is the same', async () => {
    const founder = await nodes.startIssuer()
    const { peer, bundle } = await played(founder)
    expect((await ask(peer, founder, { publish: bundle })).published).toEqual({ bundle: null })
    await founder.membership.setPrices({ outputRate: 2_000 })
    const { published } = await ask(peer, founder, { publish: bundle })
    expect(published?.bundle?.priceTables).toHaveLength(2)
    expect((await ask(peer, founder, { publish: published!.bundle! })).published).toEqual({ bundle: null })
    expect(versionAt(founder), 'the old bundle took nothing back').toBe(2)
  })

  it('brings what the root has signed, whoever sends it, and of two tables of one version the first stays', async () => {
    const founder = await nodes.startIssuer()
    const { peer, bundle } = await played(founder)
    const tables = await Promise.all([1, 2].map((outputRate) => signedTable(founder, { version: 2, outputRate })))
    for (const table of tables) {
      const priceTables = [...bundle.priceTables, table]
      expect((await ask(peer, founder, { publish: { ...bundle, priceTables } })).error).toBeNull()
    }
    expect(founder.membership.priceTable()?.value).toMatchObject({ version: 2, outputRate: 1 })
    expect(founder.bundleFailures).toMatchObject([
      {
        peer: peer.key.peerId,
        error: { code: 'ERR_SOV_CREDENTIAL', message: 'the co-op has signed another price table 2' },
      },
    ])
  })

  it.each<[what: string, wrong: (bundle: CoopBundle) => Partial<CoopBundle>, code: ErrorCode]>([
    ['of another co-op', () => testCoop().bundle, ErrorCode.ERROR_CODE_NOT_A_MEMBER],
    [
      'with prices of another root',
      () => ({ priceTables: testCoop().bundle.priceTables }),
      ErrorCode.ERROR_CODE_NOT_A_MEMBER,
    ],
    [
      'with a broken signature',
      ({ priceTables: [table] }) => ({ priceTables: [table!.with(table!.length - 1, table!.at(-1)! ^ 1)] }),
      ErrorCode.ERROR_CODE_BAD_FRAME,
    ],
    [
      'that is too large',
      () => ({ revocationLists: Array.from({ length: 65 }, () => new Uint8Array()) }),
      ErrorCode.ERROR_CODE_BAD_FRAME,
    ],
  ])('%s is refused and changes nothing', async (_what, wrong, code) => {
    const founder = await nodes.startIssuer()
    const { peer, bundle } = await played(founder)
    const table = await signedTable(founder, { version: 2 })
    const publish = { ...bundle, priceTables: [...bundle.priceTables, table], ...wrong(bundle) }
    expect((await ask(peer, founder, { publish })).error?.code).toBe(code)
    expect(versionAt(founder)).toBe(1)
  })

  it('cannot be sent often', async () => {
    const founder = await nodes.startIssuer()
    const { peer, bundle } = await played(founder)
    for (let count = 0; count < BUNDLES_PER_MINUTE; count++) {
      expect((await ask(peer, founder, { publish: bundle })).error).toBeNull()
    }
    expect((await ask(peer, founder, { publish: bundle })).error?.code).toBe(ErrorCode.ERROR_CODE_RATE_LIMITED)
  })

  it('is sent to a member whose hello shows another one, and again later when that failed', async () => {
    const clock = new ManualClock()
    const founder = await nodes.startIssuer({ clock })
    const received: MembershipFrame[] = []
    const handlers = {
      [MEMBERSHIP_PROTOCOL]: async (channel: Channel) => {
        received.push(membershipFrame.decode((await channel.receive({ maxBytes: MAX }))!))
        // The first time an answer to something else, then everything at once.
        await channel.send(membershipFrame.encode(received.length === 1 ? {} : { published: {} }))
      },
    }
    await played(founder, handlers, randomBytes(32))
    await until('the first exchange has failed', () => founder.bundleFailures.length > 0)
    expect(founder.bundleFailures).toMatchObject([{ error: { code: 'ERR_SOV_PROTOCOL' } }])
    expect(received).toHaveLength(1)
    clock.advance(BUNDLE_RETRY_INTERVAL_MS)
    await until('it is tried again', () => received.length === 2)
    expect(received[1]!.publish?.priceTables).toHaveLength(1)
  })

  it('is not sent to a member whose hello names none', async () => {
    const clock = new ManualClock()
    const founder = await nodes.startIssuer({ clock })
    let streams = 0
    const handlers = {
      [MEMBERSHIP_PROTOCOL]: () => {
        streams += 1
        return Promise.resolve()
      },
    }
    await played(founder, handlers)
    const listening = await nodes.startMember(founder, { clock })
    await founder.membership.setPrices({ outputRate: 2_000 })
    await until('the other member has the prices', () => versionAt(listening) === 2)
    clock.advance(BUNDLE_RETRY_INTERVAL_MS)
    expect(streams).toBe(0)
  })
})
