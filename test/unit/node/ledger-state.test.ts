import { expect, it } from 'vitest'
import { ledgerState } from '../../../node/ledger-state.js'
import type { NodeStatus } from '../../../src/api/index.js'
import { toJson, type Jsonified } from '../../../src/json.js'
import { ScriptedControl } from '../api/scripted-control.js'

async function told(
  ledger: Partial<NodeStatus['ledger']>,
  state: NodeStatus['state'] = 'running',
): Promise<readonly string[]> {
  const status = await new ScriptedControl().status()
  const changed = { ...status, state, ledger: { ...status.ledger, ...ledger } }
  return ledgerState(JSON.parse(toJson(changed)) as Jsonified<NodeStatus>)
}

it('tells in one line where a ledger stands that can be signed', async () => {
  expect(await told({})).toEqual(['up to date, 7 entries'])
  expect(await told({ seq: 1n, knownSeq: 1n })).toEqual(['up to date, 1 entry'])
  expect(await told({ state: 'unconfirmed' }, 'offline')).toEqual([
    '7 entries; when the node runs, others are asked whether they know more',
  ])
})

it.each([
  ['unconfirmed', { state: 'unconfirmed' }, /nobody has said/, /sov-node peers/],
  ['one behind', { state: 'behind', knownSeq: 8n }, /^1 entry is missing/, /grant-epoch 12D3KooWSelf$/],
  ['many behind', { state: 'behind', knownSeq: 2n ** 60n }, /^1152921504606846969 entries are missing/, /grant-epoch/],
  ['an epoch behind', { state: 'behind', knownEpoch: 2, knownSeq: 1n }, /^entries of a later epoch/, /grant-epoch/],
  ['forked', { state: 'forked' }, /signed two chains/, /grant-epoch 12D3KooWSelf$/],
] as const)('tells what helps when it is %s', async (_what, ledger, what, remedy) => {
  const [first, ...others] = await told(ledger)
  expect(first).toMatch(what)
  expect(others.at(-1)).toMatch(remedy)
})
