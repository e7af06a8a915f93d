import pino, { type Logger } from 'pino'

/** Writes JSON lines to standard error; results have standard output for themselves. */
export function createLogger(level: string): Logger {
  return pino({ level }, pino.destination({ fd: 2, sync: true }))
}
