import PQueue from 'p-queue'
import type { Clock } from '../clock.js'
import { SovError } from '../errors.js'
import { checkPeerKey, peerIdFromBytes, peerIdToBytes, type PeerIdString, type Signer } from '../identity/index.js'
import { MAX_OPEN_INVITES } from '../limits.js'
import type { Store, Table, WriteOperation } from '../store/index.js'
import {
  fromHex,
  LogPolicy,
  MEMBERSHIP,
  openStatement,
  Role,
  sha256,
  signStatement,
  toHex,
  type ISSUER_CERTIFICATE,
} from '../wire/index.js'
import { ID_BYTES, type StatementOf } from './chain.js'
import { orgIdOfName } from './text.js'

type SignedMembership = StatementOf<typeof MEMBERSHIP>

/** Who runs a node and where, as the co-op attests it. */
export interface Attestation {
  readonly orgName: string
  /** ISO 3166-1 alpha-2. */
  readonly jurisdiction: string
}

/** An invite as it is stored, by the SHA-256 of its secret. */
interface InviteRecord extends Attestation {
  /** Unix epoch, milliseconds. */
  readonly expiresAtMs: number
  /** Serial of the credential it was redeemed for, hexadecimal. */
  readonly serial?: string
}

export interface IssuerComponents {
  readonly store: Store
  readonly clock: Clock
  /** The issuing key. */
  readonly signer: Signer
  readonly certificate: StatementOf<typeof ISSUER_CERTIFICATE>
  readonly random: (bytes: number) => Uint8Array
}

// The co-op vouches for who and where by inviting; address data and round trips are not looked at.
const EVIDENCE_ATTESTED = 1

/** Issues memberships with the issuing key on this node, and keeps its invites. */
export class Issuer {
  readonly #components: IssuerComponents
  readonly #invites: Table
  readonly #issued: Table
  // Looking at an invite and marking it are two steps; one at a time, or two nodes could redeem it.
  readonly #queue = new PQueue({ concurrency: 1 })

  constructor(components: IssuerComponents) {
    this.#components = components
    this.#invites = components.store.table('invites')
    this.#issued = components.store.table('issued')
  }

  get peerId(): PeerIdString {
    return this.#components.signer.peerId
  }

  /** Stores a new invite, and drops those that have expired. */
  async invite(attestation: Attestation, expiresAtMs: number): Promise<Uint8Array> {
    return this.#queue.add(async () => {
      const secret = this.#components.random(ID_BYTES)
      const record: InviteRecord = { ...attestation, expiresAtMs }
      const expired = await this.#dropExpired()
      await this.#components.store.commit([...expired, this.#invites.put(sha256(secret), encodeRecord(record))])
      return secret
    })
  }

  /**
   * The membership that an invite stands for. Mark and credential are one commit; the node that redeemed it gets the
   * same credential again, so that an answer lost on the way does not burn the invite.
   *
   * @throws {SovError} ERR_SOV_INVITE_REFUSED, ERR_SOV_WEAK_KEY
   */
  async redeem(secret: Uint8Array, subject: PeerIdString): Promise<SignedMembership> {
    checkPeerKey(subject)
    return this.#queue.add(async () => {
      const key = sha256(secret)
      const stored = await this.#invites.get(key)
      if (stored === undefined) throw refused('the invite is unknown or has expired')
      const record = decodeRecord(stored)
      if (record.expiresAtMs <= this.#components.clock.nowMs()) throw refused('the invite has expired')
      if (record.serial !== undefined) return this.#issuedAgain(record.serial, subject)
      const membership = this.issue(record, subject)
      const used: InviteRecord = { ...record, serial: toHex(membership.value.serial) }
      await this.#components.store.commit([this.#invites.put(key, encodeRecord(used)), ...this.recordOf(membership)])
      return membership
    })
  }

  /** Signs a membership; the caller stores it with {@link recordOf}. */
  issue({ orgName, jurisdiction }: Attestation, subject: PeerIdString): SignedMembership {
    const { clock, signer, certificate, random } = this.#components
    const { value, digest } = certificate
    const nowMs = BigInt(clock.nowMs())
    if (nowMs >= value.notAfterMs) {
      throw new SovError('ERR_SOV_CREDENTIAL_EXPIRED', 'the certificate of the issuing key has expired')
    }
    const latestMs = nowMs + value.maxMembershipMs
    return signStatement(
      MEMBERSHIP,
      {
        networkId: value.networkId,
        serial: random(ID_BYTES),
        issuer: peerIdToBytes(signer.peerId),
        issuerCertificate: digest,
        subject: peerIdToBytes(subject),
        orgId: orgIdOfName(orgName),
        orgName,
        jurisdiction,
        evidenceLevel: EVIDENCE_ATTESTED,
        roles: [Role.ROLE_PROVIDER, Role.ROLE_CONSUMER],
        // Nobody has promised anything to the co-op by redeeming a code.
        logPolicy: LogPolicy.LOG_POLICY_UNSPECIFIED,
        notBeforeMs: nowMs,
        notAfterMs: latestMs < value.notAfterMs ? latestMs : value.notAfterMs,
      },
      signer,
    )
  }

  /** Keeps what was issued, by serial. */
  recordOf(membership: SignedMembership): WriteOperation[] {
    return [this.#issued.put(membership.value.serial, membership.bytes)]
  }

  /** Waits for redemptions under way. */
  async stop(): Promise<void> {
    await this.#queue.onIdle()
  }

  async #issuedAgain(serial: string, subject: PeerIdString): Promise<SignedMembership> {
    const bytes = await this.#issued.get(fromHex(serial))
    const membership = bytes === undefined ? undefined : openStatement(MEMBERSHIP, bytes)
    if (membership === undefined || peerIdFromBytes(membership.value.subject) !== subject) {
      throw refused('the invite has been used by another node')
    }
    return membership
  }

  async #dropExpired(): Promise<WriteOperation[]> {
    const nowMs = this.#components.clock.nowMs()
    const drops: WriteOperation[] = []
    let open = 0
    for await (const [key, value] of this.#invites.range()) {
      if (decodeRecord(value).expiresAtMs <= nowMs) drops.push(this.#invites.del(key))
      else open++
    }
    if (open < MAX_OPEN_INVITES) return drops
    throw new SovError('ERR_SOV_BAD_REQUEST', `${String(MAX_OPEN_INVITES)} invites are open`, {
      remedy: 'Wait until some have expired.',
    })
  }
}

function encodeRecord(record: InviteRecord): Uint8Array {
  return Buffer.from(JSON.stringify(record))
}

function decodeRecord(bytes: Uint8Array): InviteRecord {
  return JSON.parse(Buffer.from(bytes).toString()) as InviteRecord
}

function refused(message: string): SovError {
  return new SovError('ERR_SOV_INVITE_REFUSED', message, { remedy: 'Ask the issuer for a new invite.' })
}
