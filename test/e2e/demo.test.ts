import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const MAIN = join(import.meta.dirname, '../../dist/node/main.js')

it('the demo goes as told, needs no input and ends by itself', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'demo'])
  expect(stdout).toContain('US is not in: EU, NO')
  expect(stdout).toContain('the two files are the same, byte for byte')
  expect(stdout).toMatch(/ killed\] [^]*\bfailed +\d+\n.*\bserved +\d+\n/)
  expect(stdout).toContain('HTTP 403 jurisdiction_denied')
  expect(stdout).toContain('All went as told')
})
