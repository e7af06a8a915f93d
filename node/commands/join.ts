import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import type { MembershipView } from '../../src/api/index.js'
import { SovError } from '../../src/errors.js'
import type { Jsonified } from '../../src/json.js'
import { JOIN_PENDING_RETRY_MS } from '../../src/limits.js'
import { printResult, readInput, settingsOf, type Cli } from '../cli.js'
import { fields } from '../columns.js'
import { moment } from '../show.js'
import { withNode } from '../with-node.js'

export function addJoin(program: Command, cli: Cli): void {
  program
    .command('join [code]')
    .description('join a co-op with an invite code; without one, or with -, the code is read from standard input')
    .option('--no-wait', 'do not wait when the co-op has to approve this node first')
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node join sov1-…
  $ sov-node join - < code.txt        keeps the code out of the shell's history

Where the co-op has to approve the node, this waits. Ctrl-C ends the waiting; the same code goes on with it later.`,
    )
    .action(async (argument: string | undefined, { wait }: { readonly wait: boolean }, command: Command) => {
      const isRead = argument === undefined || argument === '-'
      if (isRead && cli.isInputTerminal) cli.err('paste the invite code, then Enter and Ctrl-D:\n')
      const code = (isRead ? await readInput(cli) : argument).trim()
      if (code === '') {
        throw new SovError('ERR_SOV_INVITE_INVALID', 'no invite code was given', {
          remedy: 'Give what `sov-node invite` has printed on a node of the co-op.',
        })
      }
      const settings = settingsOf(cli, command)
      const join = (): Promise<Jsonified<MembershipView>> =>
        withNode(cli, settings, (client) => client.post<MembershipView>('/sov/v1/join', { code }))
      const membership = wait ? await untilApproved(cli, join) : await join()
      printResult(cli, command, membership, (joined) =>
        fields([
          ['co-op', joined.coopName],
          ['network', joined.networkId],
          ['member as', `${joined.orgName} (${joined.jurisdiction}) until ${moment(joined.expiresAtMs)}`],
        ]),
      )
    })
}

/** Tries again for as long as the co-op has not decided. */
async function untilApproved<T>(cli: Cli, join: () => Promise<T>): Promise<T> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      const joined = await join()
      if (!isFirst) cli.err('\n')
      return joined
    } catch (error) {
      if (!SovError.isInstance(error, 'ERR_SOV_JOIN_PENDING')) throw error
      cli.err(isFirst ? 'waiting until the co-op approves this node: sov-node coop approve …' : '.')
      const pauseMs = error.details?.['retryAfterMs']
      await sleep(typeof pauseMs === 'number' ? pauseMs : JOIN_PENDING_RETRY_MS, undefined, { signal: cli.interrupted })
    }
  }
}
