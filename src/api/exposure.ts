import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { SovError } from '../errors.js'

/** Where the API listens, and how clients reach it. */
export interface ApiInit {
  /** IP address or `localhost`; any but loopback needs `tls` or `behindProxy`. @default '127.0.0.1' */
  readonly host?: string | undefined
  /** TCP port; 0 picks a free one. @default 11435 */
  readonly port?: number | undefined
  /** PEM files of a certificate with its chain, and of its key. @default plain HTTP */
  readonly tls?: TlsFiles | undefined
  /**
   * Host name by which clients reach a proxy in front of this API. The API then speaks plain HTTP wherever it listens,
   * asks every request for a key, also on loopback, and answers to this name.
   */
  readonly behindProxy?: string | undefined
  /** Further host names and addresses that it answers to. @default those of the certificate */
  readonly names?: readonly string[] | undefined
  /** True: every request needs a key, also on loopback. @default false */
  readonly requireKey?: boolean | undefined
}

export interface TlsFiles {
  readonly certPath: string
  readonly keyPath: string
}

/** What follows from where the API listens. */
export interface Exposure {
  readonly host: string
  /** False: who reaches the API without a key is on this machine, and may. */
  readonly needsKey: boolean
  /** Host names and addresses, lower case, beside those of loopback and of the certificate. */
  readonly names: readonly string[]
}

/**
 * Decides what protects an API that listens so: elsewhere than on loopback a key for every request, and TLS or a proxy
 * that has it.
 *
 * @throws {SovError} ERR_SOV_CONFIG naming the option.
 */
export function exposureOf({
  host = '127.0.0.1',
  tls,
  behindProxy,
  names = [],
  requireKey = false,
}: ApiInit): Exposure {
  if (host !== 'localhost' && isIP(host) === 0) {
    throw wrong('host', `the API listens on an IP address or localhost, not on ${host}`)
  }
  const isElsewhere = !isLoopback(host)
  if (isElsewhere && tls === undefined && behindProxy === undefined) {
    throw wrong(
      'host',
      `the API would listen on ${host} without encryption`,
      'Give --tls-cert and --tls-key, or name the proxy that has them with --behind-proxy.',
    )
  }
  const all = [...names, ...(behindProxy === undefined ? [] : [behindProxy])]
  for (const name of all) if (!isHostName(name)) throw wrong('names', `${name} is not a host name or an IP address`)
  return {
    host,
    needsKey: isElsewhere || behindProxy !== undefined || requireKey,
    names: all.map((name) => name.toLowerCase()),
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || ipaddr.parse(host).range() === 'loopback'
}

function isHostName(name: string): boolean {
  return isIP(name) !== 0 || /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(name)
}

function wrong(param: string, message: string, remedy?: string): SovError {
  return new SovError('ERR_SOV_CONFIG', message, { param, ...(remedy === undefined ? {} : { remedy }) })
}
