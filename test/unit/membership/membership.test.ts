import { afterEach, describe, expect, it } from 'vitest'
import { MemberNodes, mutual } from '../../helpers/member-node.js'

describe('membership', () => {
  const nodes = new MemberNodes()
  afterEach(() => nodes.stop())

  it('makes a co-op, invites and admits a member in both directions', async () => {
    const issuer = await nodes.startIssuer()
    const member = await nodes.startMember(issuer)
    await mutual(issuer, member)
    expect(member.membership.coop).toMatchObject({ name: 'Test co-op', isIssuer: false })
  })
})
