import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { errnoOf } from '../disk-error.js'
import {
  generateKey,
  loadOrCreateKey,
  peerIdFromBytes,
  readKeyFile,
  shortPeerId,
  signerFromKey,
  writeKeyFile,
  type PeerIdString,
  type Signer,
} from '../identity/index.js'
import type { VerifiedBundle } from './bundle.js'
import type { SignedIssuerCertificate } from './issuer-certificate.js'
import { isIssuerRevoked } from './revocations.js'

/** A key on this node that may sign memberships, with the certificate that lets it. */
export interface IssuingKey {
  readonly signer: Signer
  readonly certificate: SignedIssuerCertificate
}

/**
 * The keys on this node that a certificate of the root may name: the node's own, and those in `issuer*.pem` of the folder
 * `coop`, of which the founder's node has the first one from the beginning.
 */
export class IssuingKeys {
  readonly #folder: string
  readonly #signers = new Map<PeerIdString, Signer>()

  constructor(folder: string, own: Signer) {
    this.#folder = folder
    this.#signers.set(own.peerId, own)
  }

  /** @throws {SovError} ERR_SOV_KEY_FILE when one of the files is no key, or can be read by others. */
  async load(): Promise<void> {
    for (const name of await namesIn(this.#folder)) {
      if (/^issuer.*\.pem$/.test(name)) this.#add(await readKeyFile(join(this.#folder, name)))
    }
  }

  /** The first issuing key of a co-op; that of an attempt that was interrupted before its commit is used again. */
  async found(): Promise<Signer> {
    return this.#add(await loadOrCreateKey(join(this.#folder, 'issuer.pem')))
  }

  /** Makes another issuing key. */
  async create(): Promise<Signer> {
    const pem = generateKey()
    const signer = signerFromKey(pem)
    await writeKeyFile(join(this.#folder, `issuer-${shortPeerId(signer.peerId)}.pem`), pem)
    return this.#add(signer)
  }

  /** Those that may sign at `atMs`, newest certificate first. */
  inForce(
    { issuerCertificates, revocations }: Pick<VerifiedBundle, 'issuerCertificates' | 'revocations'>,
    atMs: number,
  ): readonly IssuingKey[] {
    return issuerCertificates
      .flatMap((certificate) => {
        const signer = this.#signers.get(peerIdFromBytes(certificate.value.issuer))
        return signer === undefined ? [] : [{ signer, certificate }]
      })
      .filter(({ certificate }) => certificate.value.notAfterMs > BigInt(atMs))
      .filter(({ signer }) => !isIssuerRevoked(signer.peerId, revocations, atMs))
      .toSorted((a, b) => Number(b.certificate.value.notBeforeMs - a.certificate.value.notBeforeMs))
  }

  #add(signer: Signer): Signer {
    this.#signers.set(signer.peerId, signer)
    return signer
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    throw error
  }
}
