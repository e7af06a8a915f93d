import { expect, it } from 'vitest'
import { organisationIn } from '../../../src/membership/index.js'

const [own, other] = [1, 2].map((byte) => new Uint8Array(32).fill(byte))

it('names an organisation by its id in the own co-op, and with the co-op in another one', () => {
  expect(organisationIn(own!, { orgId: 'lab', networkId: new Uint8Array(own!) })).toBe('lab')
  expect(organisationIn(own!, { orgId: 'lab', networkId: other! })).toBe(`lab@${'02'.repeat(32)}`)
})
