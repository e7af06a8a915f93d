/** One end of many lanes as a process of its own: framed channels and raw streams of one libp2p connection, sockets. */
import '../src/network/with-resolvers.js'
import { noise } from '@chainsafe/libp2p-noise'
import { identify } from '@libp2p/identify'
import type { Connection, Stream } from '@libp2p/interface'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p, type Libp2p } from 'libp2p'
import { once } from 'node:events'
import { connect as connectSocket, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { YAMUX_READ_BUFFER_BYTES, YAMUX_WINDOW_BYTES, YAMUX_WRITE_BUFFER_BYTES } from '../src/limits.js'
import { FrameChannel } from '../src/wire/index.js'
import type { ChannelInput, Held, RoundTrips, Served, Via } from './harness/channels.js'
import { channelLane, pipeLane, serveChannel, servePipe, socketPipe, streamPipe, type Lane } from './harness/lane.js'
import { serveCalls } from './harness/worker.js'

const PROTOCOLS = { channel: '/bench/channel/1', stream: '/bench/stream/1' } as const
/** Above all that is ever open at once. */
const MAX_STREAMS = 1_000

let running: Libp2p | undefined
let server: Server | undefined
let connection: Connection | undefined
let socketPort = 0
const sockets = new Set<Socket>()
const lanes: Record<Via, Lane[]> = { channel: [], stream: [], socket: [] }
let held: Lane[] = []

/** A host as src/network makes it, with raw streams beside the channels. */
async function startHost(): Promise<Libp2p> {
  running = await createLibp2p({
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [
      yamux({
        streamOptions: {
          maxStreamWindowSize: YAMUX_WINDOW_BYTES,
          maxReadBufferLength: YAMUX_READ_BUFFER_BYTES,
          maxWriteBufferLength: YAMUX_WRITE_BUFFER_BYTES,
        },
      }),
    ],
    services: { identify: identify() },
    connectionMonitor: { enabled: false },
  })
  return running
}

async function serve(): Promise<Served> {
  const host = await startHost()
  const limits = { maxInboundStreams: MAX_STREAMS }
  await host.handle(
    PROTOCOLS.channel,
    (stream, { remotePeer }) => {
      const channel = new FrameChannel(stream, remotePeer.toString())
      serveChannel(channel).catch((error: unknown) => channel.abort(error as Error))
    },
    limits,
  )
  await host.handle(PROTOCOLS.stream, (stream) => servePipe(streamPipe(stream)), limits)
  server = createServer((socket) => {
    own(socket)
    servePipe(socketPipe(socket))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const [address] = host.getMultiaddrs()
  return {
    peer: host.peerId.toString(),
    libp2pPort: Number(address?.getComponents().find(({ name }) => name === 'tcp')?.value),
    socketPort: (server.address() as AddressInfo).port,
  }
}

async function connect({ peer, libp2pPort, socketPort: port }: Served): Promise<void> {
  const host = await startHost()
  connection = await host.dial(multiaddr(`/ip4/127.0.0.1/tcp/${String(libp2pPort)}/p2p/${peer}`))
  socketPort = port
}

async function messages(via: Via, count: number, total: number): Promise<number> {
  const all = lanes[via]
  while (all.length < count) all.push(await openLane(via))
  const used = all.slice(0, count)
  const each = Math.ceil(total / count)
  const startMs = performance.now()
  await Promise.all(
    used.map(async (lane) => {
      for (let sent = 1; sent < each; sent++) {
        const full = lane.send()
        if (full !== undefined) await full
      }
      await lane.echo()
    }),
  )
  return (1_000 * each * count) / (performance.now() - startMs)
}

async function roundTrips(count: number, pauseMs: number): Promise<RoundTrips> {
  const times = { open: [] as number[], firstEcho: [] as number[], nextEcho: [] as number[] }
  for (let i = 0; i < count; i++) {
    const startMs = performance.now()
    const lane = await openLane('channel')
    times.open.push(performance.now() - startMs)
    await lane.echo()
    times.firstEcho.push(performance.now() - startMs)
    times.nextEcho.push(await echoMs(lane))
    await lane.close()
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  return times
}

async function hold(channels: number): Promise<Held> {
  while (held.length < channels) held.push(await openLane('channel'))
  const oneByOne: number[] = []
  for (const lane of held) oneByOne.push(await echoMs(lane))
  return { oneByOne, allAtOnce: await Promise.all(held.map(echoMs)) }
}

async function release(): Promise<void> {
  await Promise.all(held.map((lane) => lane.close()))
  held = []
}

async function openLane(via: Via): Promise<Lane> {
  if (via === 'socket') {
    const socket = own(connectSocket(socketPort, '127.0.0.1'))
    await once(socket, 'connect')
    return pipeLane(socketPipe(socket))
  }
  const stream = await openStream(PROTOCOLS[via])
  return via === 'stream' ? pipeLane(streamPipe(stream)) : channelLane(new FrameChannel(stream, 'the server'))
}

function openStream(protocol: string): Promise<Stream> {
  if (connection === undefined) throw new Error('not connected')
  return connection.newStream(protocol, { maxOutboundStreams: MAX_STREAMS })
}

async function echoMs(lane: Lane): Promise<number> {
  const startMs = performance.now()
  await lane.echo()
  return performance.now() - startMs
}

function memory(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function own(socket: Socket): Socket {
  sockets.add(socket)
  socket.on('error', () => socket.destroy())
  return socket.once('close', () => sockets.delete(socket))
}

async function answer(input: ChannelInput): Promise<unknown> {
  switch (input.call) {
    case 'serve':
      return serve()
    case 'connect':
      return connect(input.to)
    case 'messages':
      return messages(input.via, input.lanes, input.messages)
    case 'round trips':
      return roundTrips(input.count, input.pauseMs)
    case 'hold':
      return hold(input.channels)
    case 'release':
      return release()
    case 'memory':
      return memory()
  }
}

serveCalls(answer, async () => {
  for (const socket of sockets) socket.destroy()
  server?.close()
  await running?.stop()
})
