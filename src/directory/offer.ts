import { multiaddr } from '@multiformats/multiaddr'
import { manifestDigest, type ModelTask } from '../engine/index.js'
import { SovError } from '../errors.js'
import { peerIdToBytes, type PeerIdString, type Signer } from '../identity/index.js'
import { CLOCK_SKEW_MS, MAX_OFFER_MODELS, OFFER_LIFE_MS } from '../limits.js'
import { isModelName } from '../models/index.js'
import {
  Availability,
  cleanPeerText,
  equalBytes,
  modelManifest,
  OFFER,
  WireModelTask,
  openStatement,
  signStatement,
  type ModelOffer,
  type Offer,
} from '../wire/index.js'
import type { OfferedModel, Supply } from './index.js'

const GIB = 2 ** 30
const MAX_ADDRESSES = 8

const TASKS: Readonly<Record<ModelTask, WireModelTask>> = {
  // Left out, so that nodes from before there were tasks can read the offer: every byte of it must mean something to them.
  chat: WireModelTask.MODEL_TASK_UNSPECIFIED,
  embedding: WireModelTask.MODEL_TASK_EMBEDDING,
}

interface OfferContext {
  readonly networkId: Uint8Array
  readonly bootNonce: Uint8Array
  readonly seq: bigint
  readonly nowMs: number
  readonly addresses: readonly string[]
}

/** An offer of another node that has passed every check that can be made on the offer alone. */
export interface CheckedOffer {
  readonly peer: PeerIdString
  readonly offer: Offer
  readonly models: readonly OfferedModel[]
  readonly addresses: readonly string[]
  readonly bytes: Uint8Array
}

/** Signs what this node offers. */
export function signOffer(supply: Supply, context: OfferContext, signer: Signer): Uint8Array {
  return signStatement(
    OFFER,
    {
      networkId: context.networkId,
      peer: peerIdToBytes(signer.peerId),
      bootNonce: context.bootNonce,
      seq: context.seq,
      issuedMs: BigInt(context.nowMs),
      lifetimeMs: OFFER_LIFE_MS,
      deviceClass: supply.deviceClass,
      // Coarse on purpose: exact figures tell others what else the machine does.
      memoryFreeBytes: BigInt(Math.floor(supply.memoryFreeBytes / GIB) * GIB),
      availability: supply.isDraining ? Availability.AVAILABILITY_DRAINING : Availability.AVAILABILITY_OPEN,
      queued: supply.queued,
      models: supply.models.slice(0, MAX_OFFER_MODELS).map(({ name, manifest, contextTokens, slots, busy, task }) => ({
        name,
        manifest: modelManifest.encode(manifest),
        contextTokens,
        slots,
        busy,
        task: TASKS[task],
      })),
      addresses: context.addresses.slice(0, MAX_ADDRESSES).map((address) => multiaddr(address).bytes),
    },
    signer,
  ).bytes
}

/**
 * Checks and reads an offer: signature, author, co-op, dates, manifests.
 *
 * @throws {SovError} the codes of openStatement; ERR_SOV_PROTOCOL
 */
export function openOffer(received: Uint8Array, networkId: Uint8Array, nowMs: number): CheckedOffer {
  // What is kept of an offer must not keep the frame that it came in, with all that others have put there.
  const bytes = new Uint8Array(received)
  const { value: offer, signer } = openStatement(OFFER, bytes)
  const issuedMs = Number(offer.issuedMs)
  if (!equalBytes(offer.peer, peerIdToBytes(signer))) throw unusable('signed by another peer')
  if (!equalBytes(offer.networkId, networkId)) throw unusable('of another co-op')
  if (offer.lifetimeMs > OFFER_LIFE_MS) throw unusable('with too long a life')
  if (issuedMs > nowMs + CLOCK_SKEW_MS) throw unusable('from the future')
  if (issuedMs + offer.lifetimeMs < nowMs - CLOCK_SKEW_MS) throw unusable('that has lapsed')
  if (offer.models.length > MAX_OFFER_MODELS) throw unusable('with too many models')
  return {
    peer: signer,
    offer,
    models: offer.models.map(readModel),
    addresses: offer.addresses.slice(0, MAX_ADDRESSES).map(readAddress),
    bytes,
  }
}

function readModel({ name, manifest: bytes, contextTokens, slots, busy, task }: ModelOffer): OfferedModel {
  // Names appear in tables and errors of this node.
  if (!isModelName(name)) throw unusable('with a model name that cannot be one')
  // Strict: the digest of these bytes is the model's identity.
  const manifest = modelManifest.decodeStrict(bytes)
  return {
    name,
    digest: manifestDigest(manifest),
    manifest: {
      ...manifest,
      // Old decisions hold models: on its own it is 32 bytes, as part of the message it is all of it.
      fileSha256: new Uint8Array(manifest.fileSha256),
      architecture: cleanPeerText(manifest.architecture),
      quantisation: cleanPeerText(manifest.quantisation),
    },
    task: task === WireModelTask.MODEL_TASK_EMBEDDING ? 'embedding' : 'chat',
    contextTokens,
    slots,
    busyWithOthers: busy,
  }
}

function readAddress(bytes: Uint8Array): string {
  try {
    return multiaddr(bytes).toString()
  } catch (cause) {
    throw unusable('with a broken address', cause)
  }
}

function unusable(why: string, cause?: unknown): SovError {
  return new SovError('ERR_SOV_PROTOCOL', `an offer ${why}`, { cause })
}
