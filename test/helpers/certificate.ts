import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generate } from 'selfsigned'

export interface TestCertificate {
  readonly certPath: string
  readonly keyPath: string
  /** PEM; a client that trusts it trusts this server alone. */
  readonly cert: string
}

interface CertificateOptions {
  readonly dnsNames?: readonly string[]
  readonly addresses?: readonly string[]
  readonly notBefore?: Date
  readonly notAfter?: Date
}

/** Writes a self-signed certificate and its key as PEM files. */
export async function writeCertificate(
  folder: string,
  name: string,
  { dnsNames = [], addresses = [], notBefore, notAfter }: CertificateOptions = {},
): Promise<TestCertificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ...(notBefore === undefined ? {} : { notBeforeDate: notBefore }),
    ...(notAfter === undefined ? {} : { notAfterDate: notAfter }),
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...dnsNames.map((value) => ({ type: 2 as const, value })),
          ...addresses.map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  })
  const certPath = join(folder, `${name}.pem`)
  const keyPath = join(folder, `${name}.key`)
  await Promise.all([writeFile(certPath, cert), writeFile(keyPath, key, { mode: 0o600 })])
  return { certPath, keyPath, cert }
}
