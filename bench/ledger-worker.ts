/** One member's ledger on a database of its own, as a process. */
import { once } from 'node:events'
import { readdir, stat } from 'node:fs/promises'
import { connect as connectSocket, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { systemClock } from '../src/clock.js'
import { signerFromKey } from '../src/identity/index.js'
import { createLedger, verifyReceipt, type Ledger, type Party, type Terms } from '../src/ledger/index.js'
import { verifyCredentialChain } from '../src/membership/index.js'
import { openStore, type Store, type WriteOperation } from '../src/store/index.js'
import { openStatement, PRICE_TABLE, receiptBundle, type CredentialChain } from '../src/wire/index.js'
import { TEST_MANIFEST } from '../test/helpers/ledger-node.js'
import { Conversations } from './harness/conversations.js'
import type {
  LedgerInput,
  Member,
  Observed,
  ReceiptBytes,
  Served,
  VerifiedReceipts,
  WriteShape,
} from './harness/ledgers.js'
import { order, serve as serveOrder } from './harness/settle.js'
import { serveCalls } from './harness/worker.js'

interface Opened {
  readonly dataDir: string
  readonly member: Member
  readonly store: Store
  readonly ledger: Ledger
}

interface Connected {
  readonly conversations: Conversations
  readonly terms: Terms
  readonly bootNonce: Uint8Array
}

let opened: Opened | undefined
let connected: Connected | undefined
let server: Server | undefined
const sockets = new Set<Socket>()
const orderIds: string[] = []
let aheadMs = 0
let observed: Observed | undefined

const clock = { ...systemClock, nowMs: () => Date.now() + aheadMs }

async function open(dataDir: string, member: Member): Promise<number> {
  const store = await openStore({ path: dataDir })
  const key = signerFromKey(member.key)
  const signer = {
    peerId: key.peerId,
    sign(message: Uint8Array) {
      if (observed !== undefined) observed.signatures += 1
      return key.sign(message)
    },
  }
  const ledger = createLedger({ store: watched(store), signer, clock })
  const startMs = performance.now()
  await ledger.start()
  const endMs = performance.now()
  opened = { dataDir, member, store, ledger }
  return endMs - startMs
}

/** The store, of which each commit can be observed. */
function watched(store: Store): Store {
  const commit: Store['commit'] = (operations) => {
    observed?.commits.push(operations.map(shapeOf))
    return store.commit(operations)
  }
  return new Proxy(store, {
    get(target, name) {
      if (name === 'commit') return commit
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}

function shapeOf(operation: WriteOperation): WriteShape {
  return {
    keyBytes: operation.table.length + operation.key.length,
    valueBytes: operation.type === 'put' ? operation.value.length : undefined,
  }
}

function party(chain: CredentialChain): Party {
  const { subject, credential, credentialDigest } = verifyCredentialChain(chain, { atMs: clock.nowMs() })
  return { peer: subject, credential, credentialDigest, chain }
}

function termsOf(consumer: CredentialChain, provider: CredentialChain, { priceTable }: Member): Terms {
  return {
    consumer: party(consumer),
    provider: party(provider),
    priceTable: openStatement(PRICE_TABLE, priceTable),
    manifest: TEST_MANIFEST,
  }
}

async function serve({ ledger, member }: Opened, consumer: CredentialChain): Promise<Served> {
  const terms = termsOf(consumer, member.chain, member)
  server = createServer((socket) => {
    own(socket)
    new Conversations(socket, (conversation) => serveOrder(ledger, terms, conversation))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { port: (server.address() as AddressInfo).port, chain: member.chain, bootNonce: ledger.bootNonce }
}

async function connect({ member }: Opened, { port, chain, bootNonce }: Served): Promise<void> {
  const socket = own(connectSocket(port, '127.0.0.1'))
  await once(socket, 'connect')
  connected = { conversations: new Conversations(socket), terms: termsOf(member.chain, chain, member), bootNonce }
}

async function settle({ ledger }: Opened, receipts: number, atOnce: number): Promise<number> {
  if (connected === undefined) throw new Error('not connected')
  const { conversations, terms, bootNonce } = connected
  let left = receipts
  const startMs = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) {
        orderIds.push(await conversations.hold((conversation) => order(ledger, terms, bootNonce, conversation)))
      }
    }),
  )
  return performance.now() - startMs
}

async function verify({ ledger }: Opened, count: number): Promise<VerifiedReceipts> {
  const receipts: Uint8Array[] = []
  for (const orderId of orderIds.slice(-count)) receipts.push(await ledger.receipt(orderId))
  const startMs = performance.now()
  for (const receipt of receipts) verifyReceipt(receipt)
  const ms = performance.now() - startMs
  return { receipts: receipts.length, ms, bytes: bytesOf(receipts.at(-1)!) }
}

async function audit({ ledger }: Opened): Promise<number> {
  const startMs = performance.now()
  const { findings } = await ledger.audit()
  const ms = performance.now() - startMs
  if (findings.length > 0) throw new Error(`the audit has findings, the first: ${findings[0]!.message}`)
  return ms
}

function bytesOf(receipt: Uint8Array): ReceiptBytes {
  const { order: ordered, voucher, statement, countersign } = receiptBundle.decodeStrict(receipt)
  return {
    order: ordered.length,
    voucher: voucher.length,
    statement: statement.length,
    countersign: countersign.length,
    file: receipt.length,
  }
}

async function close(): Promise<number> {
  for (const socket of sockets) socket.destroy()
  server?.close()
  connected = server = undefined
  if (opened === undefined) return 0
  const { ledger, store, dataDir } = opened
  opened = undefined
  await ledger.stop()
  await store.close()
  const files = await readdir(dataDir)
  const sizes = await Promise.all(files.map(async (name) => (await stat(join(dataDir, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

function own(socket: Socket): Socket {
  sockets.add(socket)
  return socket.once('close', () => sockets.delete(socket))
}

/** Whatever needs a ledger. */
async function withLedger(input: LedgerInput, ledger: Opened): Promise<unknown> {
  switch (input.call) {
    case 'serve':
      return serve(ledger, input.consumer)
    case 'connect':
      return connect(ledger, input.to)
    case 'settle':
      return settle(ledger, input.receipts, input.atOnce)
    case 'verify':
      return verify(ledger, input.receipts)
    case 'audit':
      return audit(ledger)
    default:
      throw new Error(`not a call: ${input.call}`)
  }
}

async function answer(input: LedgerInput): Promise<unknown> {
  switch (input.call) {
    case 'open':
      return open(input.dataDir, input.member)
    case 'observe':
      observed = { commits: [], signatures: 0 }
      return undefined
    case 'observed':
      return observed
    case 'advance':
      aheadMs += input.ms
      return undefined
    case 'close':
      return close()
    default:
      if (opened === undefined) throw new Error('no ledger is open')
      return withLedger(input, opened)
  }
}

serveCalls(answer, async () => {
  await close()
})
