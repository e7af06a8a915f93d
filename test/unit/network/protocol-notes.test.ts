import { peerIdFromString } from '@libp2p/peer-id'
import { createLibp2p } from 'libp2p'
import { expect, it } from 'vitest'
// brings Promise.withResolvers to Node 20
import '../../../src/network/index.js'
import { skipProtocolNotes } from '../../../src/network/protocol-notes.js'
import { testKey } from '../../helpers/coop.js'

it('keeps notes of protocols from the peer store of libp2p, and nothing else', async () => {
  const { peerStore } = await createLibp2p({ start: false })
  const peer = peerIdFromString(testKey().peerId)
  skipProtocolNotes(peerStore)
  expect(await peerStore.merge(peer, { protocols: ['/sov/test/1'] })).toMatchObject({ id: peer })
  expect(await peerStore.has(peer)).toBe(false)
  await peerStore.merge(peer, { protocols: ['/sov/test/1'], metadata: { name: Uint8Array.of(1) } })
  await peerStore.patch(peer, { protocols: ['/sov/test/2'] })
  expect(await peerStore.get(peer)).toMatchObject({
    protocols: ['/sov/test/2'],
    metadata: new Map([['name', Uint8Array.of(1)]]),
  })
})
