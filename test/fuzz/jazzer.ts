import { SovError } from '../../src/errors.js'
import { TARGETS } from './targets.js'

// Jazzer.js loads this module and calls `fuzz` with what it thinks of.

const target = TARGETS.find(({ name }) => name === process.env['SOV_FUZZ_TARGET'])
if (target === undefined) throw new Error('SOV_FUZZ_TARGET names no target')

/** One input for the target that `SOV_FUZZ_TARGET` names. */
export function fuzz(bytes: Uint8Array): void {
  try {
    // A copy: the fuzzer uses its memory again.
    target?.read(Uint8Array.from(bytes))
  } catch (error) {
    if (!SovError.isInstance(error)) throw error
  }
}
