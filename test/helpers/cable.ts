import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/**
 * A TCP cable that leads to a node. Cutting it is what a node sees when the other's process is killed:
 * the connection ends with no word on any stream.
 */
export class Cable {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor(server: Server) {
    this.#server = server
  }

  /** @param targetPort - TCP port on the loopback interface that connections to the cable are led to. */
  static async to(targetPort: number): Promise<Cable> {
    const server = createServer((near) => {
      const far = connect(targetPort, '127.0.0.1')
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        cable.#sockets.add(from)
        from.on('error', () => from.destroy())
        from.on('close', () => {
          cable.#sockets.delete(from)
          to.destroy()
        })
        from.pipe(to)
      }
    })
    const cable = new Cable(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return cable
  }

  /** Multiaddr of the near end. */
  get address(): string {
    return `/ip4/127.0.0.1/tcp/${String((this.#server.address() as AddressInfo).port)}`
  }

  /** Ends every connection at once; new ones are taken. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
    this.#sockets.clear()
  }

  /** Ends every connection at once and takes no new one. Safe to call twice. */
  async end(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.cut()
    await closed
  }
}
