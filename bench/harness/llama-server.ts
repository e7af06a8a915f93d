import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../test/helpers/free-port.js'
import { CONTEXT_TOKENS, OUTPUT_TOKENS, STREAMS, type Path } from './answer.js'
import { httpPath } from './http-path.js'

const READY_WITHIN_MS = 120_000
const POLL_MS = 100

/** A llama-server of llama.cpp, asked over HTTP. */
export interface LlamaServer {
  readonly path: Path
  close(): Promise<void>
}

/**
 * Starts a llama-server with the slots, the context and the one thread that the other paths have.
 *
 * @param command - the program.
 * @throws {Error} when it ends, or does not become ready.
 */
export async function startLlamaServer(command: string, modelPath: string, signal: AbortSignal): Promise<LlamaServer> {
  const port = String(await freePort())
  const shape = ['--parallel', String(STREAMS), '--ctx-size', String(STREAMS * CONTEXT_TOKENS), '--threads', '1']
  const place = ['--host', '127.0.0.1', '--port', port, '--n-gpu-layers', '0']
  const child = spawn(command, ['--model', modelPath, ...shape, ...place], { stdio: 'ignore' })
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, by) => resolve(`it ended with ${String(by ?? code)}`))
  })
  const api = `http://127.0.0.1:${port}`
  const path = httpPath({
    name: 'llama-server',
    api,
    model: basename(modelPath),
    outputTokens: OUTPUT_TOKENS,
    mayEndSooner: true,
  })
  const close = async (): Promise<void> => {
    await path.close()
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    child.kill()
    await once(child, 'exit')
  }
  try {
    const ended = await Promise.race([exited, ready(api, signal)])
    if (ended !== undefined) throw new Error(`llama-server does not start: ${ended}`)
    return { path, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Resolves when the model is loaded, or with the reason why not. */
async function ready(api: string, signal: AbortSignal): Promise<string | undefined> {
  const endMs = performance.now() + READY_WITHIN_MS
  while (performance.now() < endMs) {
    const isReady = await fetch(`${api}/health`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isReady) return undefined
    await sleep(POLL_MS, undefined, { signal })
  }
  return 'it is not ready in time'
}
