import type { PeerIdString } from '../identity/index.js'
import type { PromptPrefixes } from './prompt-prefixes.js'

/**
 * Where a prompt goes that nobody has read, among nodes that are about as good: the same way from every node that sends
 * it, so that they share a cache, and when one comes or goes only what is its own moves (highest random weight, Thaler and
 * Ravishankar 1998).
 *
 * @returns 0 to 2^32 - 1; the highest is the prompt's place.
 */
export function placementWeight({ keys: [first = ''] }: PromptPrefixes, peer: PeerIdString): number {
  return mix(fnv(peer, fnv(first, FNV_OFFSET)))
}

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** FNV-1a over 16-bit units: asked for many nodes in each decision, and nobody gains by finding collisions. */
function fnv(text: string, seed: number): number {
  let hash = seed
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME)
  return hash
}

/** The finaliser of MurmurHash3: names that differ in their last letters only spread over all weights. */
function mix(hash: number): number {
  let mixed = hash
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
