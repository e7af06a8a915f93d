import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import type { Clock } from '../clock.js'
import { errnoOf } from '../disk-error.js'
import { SovError } from '../errors.js'
import type { TlsFiles } from './exposure.js'

/** A certificate with its key, as they go into a server. */
export interface Tls {
  /** PEM, with the chain. */
  readonly cert: string
  /** PEM. */
  readonly key: string
  readonly certificate: X509Certificate
  /** Why clients will refuse it now; undefined = they need not. */
  readonly warning: string | undefined
}

/**
 * Reads certificate and key, and checks that they belong together.
 *
 * @throws {SovError} ERR_SOV_CONFIG naming the file.
 */
export async function readTls({ certPath, keyPath }: TlsFiles, clock: Clock): Promise<Tls> {
  const [cert, key] = await Promise.all([read('--tls-cert', certPath), read('--tls-key', keyPath)])
  const certificate = parse('--tls-cert', certPath, 'a certificate in PEM', () => new X509Certificate(cert))
  const privateKey = parse('--tls-key', keyPath, 'an unencrypted private key in PEM', () => createPrivateKey(key))
  checkPair(certificate, privateKey, { certPath, keyPath })
  parse('--tls-cert', certPath, 'a certificate that TLS can use', () => createSecureContext({ cert, key }))
  return { cert, key, certificate, warning: warningOf(certificate, clock.nowMs()) }
}

async function read(flag: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const why =
      errnoOf(cause) === 'ENOENT' ? 'there is no such file' : `it cannot be read (${errnoOf(cause) ?? 'unknown'})`
    throw new SovError('ERR_SOV_CONFIG', `${flag} ${path}: ${why}`, { cause })
  }
}

/** The cause stays out of the error: OpenSSL may quote what it was given. */
function parse<T>(flag: string, path: string, expected: string, work: () => T): T {
  try {
    return work()
  } catch {
    throw new SovError('ERR_SOV_CONFIG', `${flag} ${path}: it is not ${expected}`)
  }
}

function checkPair(certificate: X509Certificate, key: KeyObject, { certPath, keyPath }: TlsFiles): void {
  if (certificate.checkPrivateKey(key)) return
  throw new SovError('ERR_SOV_CONFIG', `the key ${keyPath} is not the one of the certificate ${certPath}`, {
    remedy: 'Give the certificate of this node first in its file, then its chain, and the key that it was made with.',
  })
}

function warningOf({ validFrom, validTo }: X509Certificate, nowMs: number): string | undefined {
  if (nowMs >= Date.parse(validTo)) return `the certificate of the API has expired on ${validTo}`
  if (nowMs < Date.parse(validFrom)) return `the certificate of the API is not valid before ${validFrom}`
  return undefined
}
