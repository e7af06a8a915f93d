import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../test/helpers/free-port.js'

const READY_WITHIN_MS = 10_000
const POLL_MS = 50
const CONNECTIONS = 4_096

export interface Nginx {
  /** Base URL. */
  readonly api: string
  stop(): Promise<void>
}

export function isNginxInstalled(): boolean {
  return spawnSync('nginx', ['-v'], { stdio: 'ignore' }).error === undefined
}

/**
 * Starts nginx in front of servers, each request to the one with the fewest connections.
 *
 * @param ports - of the servers, on the loopback interface.
 * @param folder - for all that it writes.
 */
export async function startNginx(ports: readonly number[], folder: string): Promise<Nginx> {
  const port = await freePort()
  const own = join(folder, 'nginx')
  await mkdir(own)
  await writeFile(join(own, 'nginx.conf'), configuration(ports, port, own))
  const child = spawn('nginx', ['-p', own, '-c', 'nginx.conf', '-e', 'error.log'], { stdio: 'ignore' })
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill()
    await once(child, 'exit')
  }
  const endMs = performance.now() + READY_WITHIN_MS
  while (!(await accepts(port))) {
    if (child.exitCode !== null || performance.now() > endMs) {
      await stop()
      throw new Error('nginx does not start')
    }
    await sleep(POLL_MS)
  }
  return { api: `http://127.0.0.1:${String(port)}`, stop }
}

function configuration(ports: readonly number[], port: number, folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `daemon off;
worker_processes 1;
worker_rlimit_nofile ${String(2 * CONNECTIONS)};
pid ${folder}/nginx.pid;
events { worker_connections ${String(CONNECTIONS)}; }
http {
  access_log off;
  ${temporary.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n  ')}
  upstream servers {
    least_conn;
    ${ports.map((server) => `server 127.0.0.1:${String(server)};`).join('\n    ')}
    keepalive 64;
  }
  server {
    listen 127.0.0.1:${String(port)};
    location / {
      proxy_pass http://servers;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
    }
  }
}
`
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
