import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createPeerEvidence, evidenceLevelAsUsed } from '../../../../src/membership/index.js'
import { toHex, type MembershipCredential } from '../../../../src/wire/index.js'
import { MemberNodes, type MemberNode } from '../../../helpers/member-node.js'
import { systemClock } from '../../../../src/clock.js'

const CSV = '85.0.0.0,85.0.0.255,DE\n'
const SHA256 = createHash('sha256').update(CSV).digest('hex')
const DAY_MS = 24 * 3_600_000

// Nodes of a test meet on loopback, which proves nothing: the address that their connections are said to have is played.
describe('the evidence in a credential', () => {
  const nodes = new MemberNodes()
  afterEach(() => nodes.stop())

  async function issuer(ageMs: number, hosts: readonly string[]): Promise<MemberNode> {
    const path = join(await nodes.folder(), 'addresses.csv')
    await writeFile(path, CSV)
    const init = { path, sha256: SHA256, dateMs: Date.now() - ageMs, attribution: 'The registries' }
    const evidence = createPeerEvidence(init, { clock: systemClock, network: { hosts: () => hosts } })
    await evidence.load()
    return nodes.startIssuer({ evidenceOf: (peer, jurisdiction) => evidence.of(peer, jurisdiction) })
  }

  async function credentialOf(issuer: MemberNode, jurisdiction: string): Promise<MembershipCredential> {
    const { membership } = await nodes.startMember(issuer, { jurisdiction })
    return membership.credential!
  }

  it('is of level 2 with digest and date of the address data, for a node seen where it says it is', async () => {
    const credential = await credentialOf(await issuer(DAY_MS, ['85.0.0.9']), 'DE')
    expect([credential.evidenceLevel, toHex(credential.evidenceRef)]).toEqual([2, SHA256])
    const dateMs = Number(credential.evidenceDateMs)
    expect(evidenceLevelAsUsed(credential, dateMs + 60 * DAY_MS)).toBe(2)
    expect(evidenceLevelAsUsed(credential, dateMs + 60 * DAY_MS + 1)).toBe(1)
  })

  it.each([
    ['an address that is registered elsewhere', DAY_MS, ['85.0.0.9'], 'NO'],
    ['an address that proves nothing', DAY_MS, ['127.0.0.1'], 'DE'],
    ['data that are stale', 61 * DAY_MS, ['85.0.0.9'], 'DE'],
  ])('stays at level 1 with %s', async (_, ageMs, hosts, jurisdiction) => {
    const credential = await credentialOf(await issuer(ageMs, hosts), jurisdiction)
    expect([credential.evidenceLevel, credential.evidenceRef.length, credential.evidenceDateMs]).toEqual([1, 0, 0n])
  })
})
