import type { Command } from 'commander'
import type { Invite } from '../../src/membership/index.js'
import { printResult, settingsOf, type Cli } from '../cli.js'
import { collect, duration, list, number } from '../flags.js'
import { moment } from '../show.js'
import { withDaemon } from '../with-node.js'

interface InviteFlags {
  readonly org: string
  readonly jurisdiction: string
  readonly uses?: number
  readonly expires?: number
  readonly role?: readonly string[]
  readonly promptLogging: boolean
  readonly selfDeclared?: boolean
  readonly approve?: boolean
  readonly address?: readonly string[]
}

export function addInvite(program: Command, cli: Cli): void {
  program
    .command('invite')
    .description('print a code with which nodes of one organisation can join the co-op')
    .requiredOption('--org <name>', 'organisation that runs the invited nodes')
    .requiredOption('--jurisdiction <code>', 'country that the co-op attests for them, e.g. DE')
    .option('--uses <count>', 'how many nodes can join with it; default: 1', number)
    .option('--expires <duration>', 'how long the code can be redeemed, e.g. 30m or 7d; default: 24h', duration)
    .option('--role <roles>', 'of provider, consumer and auditor; default: provider,consumer', list)
    .option('--no-prompt-logging', 'the operator has promised to the co-op not to keep prompts')
    .option('--self-declared', "the country is the operator's word: evidence level 0")
    .option('--approve', 'each node waits for sov-node coop approve')
    .option('--address <multiaddr>', 'address of this node to put into the code (repeatable)', collect)
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node invite --org "Uni Köln" --jurisdiction DE
  $ sov-node invite --org "Uni Köln" --jurisdiction DE | ssh gpu-box sov-node join -
  $ sov-node invite --org "Court of Auditors" --jurisdiction LU --role auditor --approve

Only this node redeems it. Whoever holds the code first can join with it, so send it as you would send a password.`,
    )
    .action(async ({ org, jurisdiction, ...flags }: InviteFlags, command: Command) => {
      const settings = settingsOf(cli, command)
      const invite = await withDaemon(cli, settings, (client) =>
        client.post<Invite>('/sov/v1/invites', {
          orgName: org,
          jurisdiction,
          uses: flags.uses,
          expiresInMs: flags.expires,
          roles: flags.role,
          // commander sets a flag of --no-… to true when it is not given
          promisesNoPromptLogging: flags.promptLogging ? undefined : true,
          isSelfDeclared: flags.selfDeclared,
          needsApproval: flags.approve,
          addresses: flags.address,
        }),
      )
      printResult(cli, command, invite, ({ code }) => code)
      const nodes = flags.uses === undefined || flags.uses === 1 ? 'one node' : `${String(flags.uses)} nodes`
      cli.err(`for ${nodes} of ${org}, until ${moment(invite.expiresAtMs)}\n`)
    })
}
