/** Reads a chain of credentials from its bytes, each statement inside the limits of all that it stands on. */
/* eslint-disable @typescript-eslint/explicit-function-return-type, @typescript-eslint/explicit-module-boundary-types --
   short enough to be read whole: the types follow from the code */
import { check, expect, open, type Message, type Opened } from './signed-reader.js'

const dates = (begin: bigint, end: bigint, parent: Message, fields: readonly [begin: number, end: number]) =>
  parent.int(fields[0]) <= begin && end <= parent.int(fields[1])
const codes = (message: Message, field: number) => message.blobs(field).map(String)

/** The member that a chain is about, when it was in force at `atMs`. @throws {Error} naming what is wrong. */
export function member(chain: Message, atMs: bigint) {
  const {
    value: genesis,
    signer: root,
    digest: network,
  } = open('coop', 'membership.v1.CoopGenesis', 4, chain.message(1))
  check(genesis.hex(2) === root, 'genesis: not signed by its root')
  const certificate = (field: number) => {
    const issuer = open('issuer', 'membership.v1.IssuerCertificate', 8, chain.message(field), root)
    check(issuer.value.hex(1) === network, 'issuer: not of the genesis')
    return issuer
  }
  const issuer = certificate(2)
  const isOfOther = chain.bytes(5).length > 0
  const delegator = isOfOther ? certificate(5) : issuer
  const delegation = chain.bytes(3).length > 0 ? openDelegation(chain.message(3), delegator, network) : undefined
  check(delegation !== undefined || !isOfOther, 'delegation: none')

  const {
    value: m,
    signer,
    digest: credential,
  } = open('membership', 'membership.v1.MembershipCredential', 18, chain.message(4))
  const mayBeDelegate = !isOfOther && m.hex(3) === delegation?.value.hex(7)
  check(signer === m.hex(3) && (m.hex(3) === issuer.value.hex(2) || mayBeDelegate), 'membership: signer')
  expect('membership', m, { 1: network, 4: issuer.digest, 16: delegation?.digest ?? '' })
  inside(m, issuer.value, { dates: [4, 5], life: 6 })
  const [org, name, jurisdiction = ''] = [m.bytes(6), m.bytes(7), m.bytes(8)].map(String)
  const attested = codes(issuer.value, 7)
  check(attested.length === 0 || attested.includes(jurisdiction), 'membership: jurisdiction')
  if (delegation === undefined) check(m.int(17) === 0n, 'membership: seat')
  else checkDelegated(m, delegation.value, jurisdiction)
  check(m.int(14) <= atMs + 120_000n && atMs < m.int(15), 'membership: not in force')
  return { network, peer: m.hex(5), credential, root, org, label: `${name ?? ''} (${jurisdiction})` }
}

function openDelegation(envelope: Message, { value: issuer, digest }: Opened, network: string) {
  const delegation = open('delegation', 'membership.v1.OrgDelegation', 15, envelope, issuer.hex(2))
  const { value } = delegation
  expect('delegation', value, { 1: network, 3: issuer.hex(2), 4: digest })
  check(dates(value.int(14), value.int(15), issuer, [4, 5]) && value.int(13) <= issuer.int(6), 'delegation: too long')
  const [attested, named] = [codes(issuer, 7), codes(value, 8)]
  check(attested.length === 0 || named.every((code) => attested.includes(code)), 'delegation: jurisdictions')
  return delegation
}

function checkDelegated(m: Message, delegation: Message, jurisdiction: string) {
  check(m.hex(6) === delegation.hex(5) && m.hex(7) === delegation.hex(6), 'membership: organisation')
  check(codes(delegation, 8).includes(jurisdiction), 'membership: jurisdiction')
  // Roles are one byte each.
  check(
    [...m.bytes(11)].every((role) => delegation.bytes(9).includes(role)),
    'membership: roles',
  )
  check(m.int(17) >= 1n && m.int(17) <= delegation.int(10), 'membership: seat')
  inside(m, delegation, { dates: [14, 15], life: 13 })
}

function inside(m: Message, parent: Message, fields: { dates: readonly [number, number]; life: number }) {
  const [begin, end] = [m.int(14), m.int(15)]
  check(dates(begin, end, parent, fields.dates) && end - begin <= parent.int(fields.life), 'membership: too long')
}
