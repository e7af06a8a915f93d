import { randomBytes } from 'node:crypto'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { SovError } from '../../src/errors.js'
import { fileError } from '../file-error.js'
import { idDigest } from './input.js'
import { linesIn, type Line } from './lines.js'
import { OutputLock } from './output-lock.js'

const ID_BYTES = 16
/** What every line of ours begins with. */
const BEGINNING = '{"id":"batch_req_'

/** What a line of the output says. */
export interface BatchAnswer {
  readonly customId: string
  readonly status: number
  readonly requestId: string | undefined
  readonly body: unknown
  /** Of an answer that is none. */
  readonly error: { readonly code: string; readonly message: string } | undefined
}

/** The file of the answers: whole lines, added one by one. */
export class BatchOutput {
  readonly #path: string
  readonly #file: FileHandle
  readonly #lock: OutputLock
  /** Digests of the ids that have an answer. */
  readonly #done: Set<string>
  #writing: Promise<void> = Promise.resolve()

  private constructor(path: string, file: FileHandle, lock: OutputLock, done: Set<string>) {
    this.#path = path
    this.#file = file
    this.#lock = lock
    this.#done = done
  }

  /**
   * Opens the file for its owner only, makes it if need be, and cuts off a last line that was not written to its end.
   *
   * @throws {SovError} ERR_SOV_BATCH_FILE when it cannot be written, is not the output of a batch, or another run writes to it.
   */
  static async open(path: string, signal: AbortSignal): Promise<BatchOutput> {
    const lock = await OutputLock.take(path)
    try {
      return await BatchOutput.#openLocked(path, lock, signal)
    } catch (error) {
      await lock.release()
      throw error
    }
  }

  static async #openLocked(path: string, lock: OutputLock, signal: AbortSignal): Promise<BatchOutput> {
    const file = await open(path, 'a+', 0o600).catch((cause: unknown) => {
      throw fileError(`cannot write ${path}`, cause, 'ERR_SOV_BATCH_FILE')
    })
    try {
      if (!(await file.stat()).isFile()) throw notAFile(path)
      const done = new Set<string>()
      for await (const line of linesIn(path, signal)) {
        if (line.isWhole) done.add(idDigest(customIdOf(path, line)))
        else await cutOff(path, file, line)
      }
      await file.chmod(0o600)
      return new BatchOutput(path, file, lock, done)
    } catch (error) {
      await file.close()
      throw error
    }
  }

  get done(): ReadonlySet<string> {
    return this.#done
  }

  /** @throws {SovError} ERR_SOV_BATCH_FILE */
  add({ customId, status, requestId, body, error }: BatchAnswer): Promise<void> {
    const line = {
      id: `batch_req_${randomBytes(ID_BYTES).toString('hex')}`,
      custom_id: customId,
      response: { status_code: status, request_id: requestId ?? null, body },
      error: error ?? null,
    }
    // One after the other: two writes at a time could mix.
    this.#writing = this.#writing.then(() => this.#append(`${JSON.stringify(line)}\n`))
    return this.#writing
  }

  /** Leaves no file without an answer. */
  async close(): Promise<void> {
    await this.#writing.catch(() => undefined)
    try {
      await this.#file.datasync()
      const { size } = await this.#file.stat()
      await this.#file.close()
      // Who finds it would take it for the answers of a batch.
      if (size === 0) await rm(this.#path, { force: true })
    } finally {
      await this.#lock.release()
    }
  }

  async #append(line: string): Promise<void> {
    try {
      await this.#file.appendFile(line)
    } catch (cause) {
      throw fileError(`cannot write ${this.#path}`, cause, 'ERR_SOV_BATCH_FILE')
    }
  }
}

function customIdOf(path: string, { bytes, number }: Line): string {
  const text = bytes.toString('utf8')
  try {
    const { custom_id: customId } = JSON.parse(text) as { custom_id?: unknown }
    if (text.startsWith(BEGINNING) && typeof customId === 'string') return customId
  } catch {
    // said below, without the quotation that the cause has
  }
  throw notOurs(path, number)
}

/** A file of something else is left alone. */
async function cutOff(path: string, file: FileHandle, { bytes, offset, number }: Line): Promise<void> {
  const text = bytes.toString('utf8')
  if (!text.startsWith(BEGINNING) && !BEGINNING.startsWith(text)) throw notOurs(path, number)
  await file.truncate(offset)
}

/** A device would be made unusable for others, and answers that go on where they were broken off have to be read again. */
function notAFile(path: string): SovError {
  return new SovError('ERR_SOV_BATCH_FILE', `${path} is a device or a pipe`, {
    remedy: 'Name a file for the answers with --output.',
  })
}

function notOurs(path: string, number: number): SovError {
  return new SovError('ERR_SOV_BATCH_FILE', `${path}, line ${String(number)}: it is no answer of a batch`, {
    remedy: 'Name another file for the answers; this one was left as it is.',
  })
}
