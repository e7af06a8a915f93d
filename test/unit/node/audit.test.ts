import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { auditCompliance } from '../../../src/index.js'
import { usesScriptedDaemon } from '../../helpers/scripted-daemon.js'
import type { ScriptedControl } from '../api/scripted-control.js'
import { PEER } from '../api/scripted-scheduler.js'
import type { CliRun } from './test-cli.js'

describe('audit compliance', () => {
  let folder: string
  let control: ScriptedControl
  const command = usesScriptedDaemon((daemon) => ({ folder, control } = daemon))
  const run = (...args: readonly string[]): Promise<CliRun> =>
    command(['audit', 'compliance', ...args], { library: { auditCompliance } })

  it('says where requests went, and for which period it looked', async () => {
    const { code, out } = await run('--since', '2026-11-01', '--until', '2026-12-01T08:00+01:00')
    expect(code).toBe(0)
    expect(out).toContain('no violation in 1 orders of 1 requests: 1 allowed')
    expect(out).toMatch(/^DE +2 +Köln +cdcdcdcdcdcd +personal +1$/m)
    const period = { sinceMs: Date.UTC(2026, 10, 1), untilMs: Date.UTC(2026, 11, 1, 7) }
    expect(control.calls).toEqual([['auditCompliance', period]])
  })

  it('lists violations, and ends with an exit code of its own', async () => {
    const violation = {
      code: 'not_allowed',
      orderId: 'ab'.repeat(16),
      peer: PEER,
      message: 'US is not in: EU',
    } as const
    control.compliance = { ...control.compliance, allowed: 0, violations: [violation] }
    const { code, out } = await run()
    expect(code).toBe(7)
    expect(out).toContain('1 violations in 1 orders')
    expect(out).toMatch(/^not_allowed +(?:ab){16} +.* +US is not in: EU$/m)
    expect(JSON.parse((await run('--json')).out)).toMatchObject({ violations: [violation] })
  })

  it('reads a file without a node', async () => {
    const file = join(folder, 'log')
    await writeFile(file, 'something else')
    const { code, out } = await run(file)
    expect(code).toBe(7)
    expect(out).toContain('log_broken')
  })

  it.each([
    ['--since', 'yesterday'],
    ['--since', '2026-13-01'],
    ['--trust', 'ab'.repeat(32)],
    ['missing.ledger', '--trust', 'xy'],
  ])('refuses %s %s', async (...args) => {
    expect((await run(...args)).code).toBe(2)
  })
})
