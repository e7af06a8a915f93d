import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface SlowProxy {
  readonly port: number
  close(): Promise<void>
}

/** Forwards TCP connections on loopback to `port`; every byte takes `delayMs` each way, at any rate. */
export async function slowProxy(port: number, delayMs: number): Promise<SlowProxy> {
  const sockets = new Set<Socket>()
  const forward = (from: Socket, to: Socket): void => {
    sockets.add(from)
    from.setNoDelay(true)
    from.on('data', (bytes) => void setTimeout(() => to.write(bytes), delayMs))
    from.on('end', () => void setTimeout(() => to.end(), delayMs))
    from.on('error', () => to.destroy())
    from.on('close', () => sockets.delete(from))
  }
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    forward(near, far)
    forward(far, near)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy()
      await once(server.close(), 'close')
    },
  }
}
