import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** One direction of one connection: what goes in comes out later, in order, and nothing while it is held. */
class SlowLine {
  readonly #deliveries: { readonly dueMs: number; readonly deliver: () => void }[] = []
  #timer: NodeJS.Timeout | undefined
  #isHeld: boolean

  constructor(isHeld: boolean) {
    this.#isHeld = isHeld
  }

  send(delayMs: number, deliver: () => void): void {
    this.#deliveries.push({ dueMs: performance.now() + delayMs, deliver })
    this.#schedule()
  }

  set isHeld(isHeld: boolean) {
    this.#isHeld = isHeld
    this.#schedule()
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#deliveries.length = 0
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    const [next] = this.#deliveries
    if (this.#isHeld || next === undefined) return
    this.#timer = setTimeout(() => this.#deliverDue(), next.dueMs - performance.now())
  }

  #deliverDue(): void {
    for (
      let [next] = this.#deliveries;
      next !== undefined && next.dueMs <= performance.now();
      [next] = this.#deliveries
    ) {
      this.#deliveries.shift()
      next.deliver()
    }
    this.#schedule()
  }
}

/**
 * A TCP cable that leads to a node and delays. Held, it is what a partition is to both ends: no byte and no end of a
 * connection gets through, and no socket closes.
 */
export class SlowCable {
  /** One way, from the next byte on. */
  delayMs = 0
  /** Connections it has ever taken. */
  taken = 0
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #lines = new Set<SlowLine>()
  #isHeld = false

  private constructor(server: Server) {
    this.#server = server
  }

  /** @param targetPort - TCP port on the loopback interface that connections to the cable are led to. */
  static async to(targetPort: number): Promise<SlowCable> {
    const server = createServer((near) => {
      const far = connect(targetPort, '127.0.0.1')
      cable.taken += 1
      cable.#lead(near, far)
      cable.#lead(far, near)
    })
    const cable = new SlowCable(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return cable
  }

  /** Multiaddr of the near end. */
  get address(): string {
    return `/ip4/127.0.0.1/tcp/${String((this.#server.address() as AddressInfo).port)}`
  }

  hold(): void {
    this.#isHeld = true
    for (const line of this.#lines) line.isHeld = true
  }

  release(): void {
    this.#isHeld = false
    for (const line of this.#lines) line.isHeld = false
  }

  /** Ends every connection at once, as a killed process does; new ones are taken. */
  cut(): void {
    for (const line of this.#lines) line.end()
    for (const socket of this.#sockets) socket.destroy()
  }

  /** Ends every connection at once and takes no new one. Safe to call twice. */
  async end(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.cut()
    await closed
  }

  #lead(from: Socket, to: Socket): void {
    const line = new SlowLine(this.#isHeld)
    this.#sockets.add(from)
    this.#lines.add(line)
    from.setNoDelay(true)
    from.on('data', (bytes) => line.send(this.delayMs, () => to.write(bytes)))
    from.on('error', () => from.destroy())
    from.on('close', () => {
      this.#sockets.delete(from)
      line.send(this.delayMs, () => {
        this.#lines.delete(line)
        to.destroySoon()
      })
    })
  }
}
