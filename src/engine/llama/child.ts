/** The process that runs llama.cpp: one model, told what to do over the IPC channel, and gone when that closes. */
import type { EngineMessage } from './messages.js'

// A signal from the terminal reaches the whole process group; when this process ends is for the engine to say.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined)
// At once and without teardown, which could wait for, or trip over, native threads that still compute.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))

const early: EngineMessage[] = []
const keep = (message: EngineMessage): void => void early.push(message)
process.on('message', keep)

// Imported only now: loading the native library takes long enough for a signal to arrive meanwhile.
const { serve } = await import('./serve.js')
process.off('message', keep)
serve(early)
