import { describe, expect, it } from 'vitest'
import { verifyReceipt } from '../../../../src/ledger/index.js'
import { credentialChain, receiptBundle, Role, toHex, type CredentialChain } from '../../../../src/wire/index.js'
import { testCoop } from '../../../helpers/coop.js'
import { anotherIssuer, delegatedMember, type DelegatedOptions } from '../../../helpers/delegated.js'
import { Exchange, LedgerNode } from '../../../helpers/ledger-node.js'
import { ManualClock } from '../../../helpers/manual-clock.js'
import { readReceipt } from '../../../protocol/receipt-reader.js'

describe('a receipt of members under delegations', () => {
  const clock = new ManualClock()
  const coop = testCoop({ nowMs: clock.nowMs() })

  async function receiptOf(consumer: DelegatedOptions, provider: DelegatedOptions): Promise<Uint8Array> {
    const nodes = await Promise.all(
      [consumer, provider].map((options) => LedgerNode.open(delegatedMember(coop, options), clock)),
    )
    const work = new Exchange(coop, nodes[0]!, nodes[1]!)
    await work.settle()
    const receipt = await nodes[0]!.ledger.receipt(toHex(work.order.value.orderId))
    await Promise.all(nodes.map((node) => node.close()))
    return receipt
  }

  it.each<[what: string, consumer: DelegatedOptions, provider: DelegatedOptions]>([
    ['signed by the issuer of the delegation', {}, {}],
    ['signed by the delegate', { issuedBy: 'delegate' }, {}],
    ['renewed by another issuer', {}, { issuedBy: anotherIssuer(coop) }],
  ])('%s is proved to anybody, here and by the independent reader', async (_what, consumer, provider) => {
    const receipt = await receiptOf(consumer, provider)
    expect(verifyReceipt(receipt, { trust: [coop.networkId] })).toMatchObject({ consumer: { orgId: 'lab' } })
    expect(readReceipt(Buffer.from(receipt))).toMatchObject({ outcome: 'settled', consumer: 'Lab (DE)' })
  })

  it('is refused by both with another chain for the consumer', async () => {
    const receipt = receiptBundle.decode(await receiptOf({}, {}))
    const { chain } = delegatedMember(coop)
    const renewed = delegatedMember(coop, { issuedBy: anotherIssuer(coop) }).chain
    const own = receipt.consumer!
    const forged: CredentialChain[] = [
      { ...own, delegation: new Uint8Array() },
      { ...own, delegation: chain.delegation },
      { ...own, delegationIssuerCertificate: renewed.delegationIssuerCertificate },
      { ...own, delegationIssuerCertificate: anotherIssuer(coop).certificate.bytes },
    ]
    for (const consumer of forged) {
      const bytes = receiptBundle.encode({ ...receipt, consumer })
      expect(() => verifyReceipt(bytes), toHex(credentialChain.encode(consumer))).toThrow(
        expect.objectContaining({ details: expect.objectContaining({ check: 'consumer_credential' }) as unknown }),
      )
    }
    for (const consumer of [forged[0]!, forged[1]!, forged[3]!]) {
      expect(() => readReceipt(Buffer.from(receiptBundle.encode({ ...receipt, consumer })))).toThrow()
    }
  })

  it.each<[what: string, options: DelegatedOptions]>([
    ['another organisation', { membership: { orgId: 'other' } }],
    ['another name', { membership: { orgName: 'Other' } }],
    ['a jurisdiction too many', { membership: { jurisdiction: 'NO' } }],
    ['a role too many', { membership: { roles: [Role.ROLE_AUDITOR] } }],
    ['no seat', { membership: { seat: 0 } }],
    ['a seat too many', { membership: { seat: 3 } }],
    ['a longer life', { delegation: { maxMembershipMs: 1n } }],
    ['a delegation for longer lives', { delegation: { maxMembershipMs: 2n ** 40n } }],
    ['a jurisdiction that its issuer may not attest', { delegatedBy: anotherIssuer(coop, { jurisdictions: ['FR'] }) }],
    ['a delegate that is not named', { issuedBy: 'delegate', delegation: { delegate: new Uint8Array() } }],
  ])('with %s is refused by the independent reader, too', async (_what, options) => {
    const receipt = receiptBundle.decode(await receiptOf({}, {}))
    const consumer = delegatedMember(coop, options).chain
    expect(() => readReceipt(Buffer.from(receiptBundle.encode({ ...receipt, consumer })))).toThrow(
      /membership|delegation/,
    )
  })
})
