import type { Command } from 'commander'
import type { NodeStatus, SovNode } from '../../src/index.js'
import { settingsOf, styled, type Cli, type GlobalFlags } from '../cli.js'
import { fields } from '../columns.js'
import { GPU_NAMES, toNodeConfig } from '../config.js'
import { collect } from '../flags.js'
import { createLogger } from '../logger.js'
import { controlSocket } from '../with-node.js'

interface StartFlags extends GlobalFlags {
  readonly host?: string
  readonly port?: string
  readonly tlsCert?: string
  readonly tlsKey?: string
  readonly behindProxy?: string
  readonly apiName?: readonly string[]
  readonly requireKey?: boolean
  readonly policy?: string
  readonly listen?: readonly string[]
  readonly announce?: readonly string[]
  readonly model?: readonly string[] | false
  readonly bootstrap?: readonly string[]
  readonly mdns: boolean
  readonly threads?: string
  readonly gpu?: string
  readonly slots?: string
  readonly context?: string
  readonly ledgerRetentionDays?: string
}

export function addStart(program: Command, cli: Cli): void {
  program
    .command('start')
    .description('run the node in the foreground until Ctrl-C or SIGTERM')
    .option('--host <address>', 'address of the OpenAI-compatible API; default: 127.0.0.1')
    .option('--port <number>', 'port of the API, 0 for a free one; default: 11435')
    .option('--tls-cert <file>', 'certificate of the API with its chain, PEM')
    .option('--tls-key <file>', 'key of that certificate, PEM')
    .option('--behind-proxy <name>', 'host name of the proxy through which clients reach the API; see below')
    .option('--api-name <name>', 'further host name that the API answers to (repeatable)', collect)
    .option('--require-key', 'ask for an API key on loopback, too')
    .option('--policy <file>', 'policy that every request of clients must satisfy; default: any member of the co-op')
    .option('--listen <multiaddr>', 'where peers connect to (repeatable)', collect)
    .option('--announce <multiaddr>', 'address to tell peers instead, e.g. of a forwarded port (repeatable)', collect)
    .option('--model <file>', 'GGUF file to serve (repeatable); default: the demo model of this package', collect)
    .option('--no-model', 'serve no model, only ask others')
    .option('--bootstrap <multiaddr>', 'peer to connect to first (repeatable)', collect)
    .option('--no-mdns', 'do not look for peers on the local network')
    .option('--threads <number>', 'CPU threads of a model; default: measured')
    .option('--gpu <kind>', `${GPU_NAMES.join(', ')}; default: auto`)
    .option('--slots <number>', 'requests a model answers at the same time')
    .option('--context <tokens>', 'context of one request')
    .option('--ledger-retention-days <days>', 'drop details of settled receipts after so long; default: 0, never')
    .addHelpText(
      'after',
      `
Examples:
  $ sov-node start
  $ sov-node start --model ~/models/qwen3-8b-q4_k_m.gguf --slots 8
  $ sov-node start --no-model --listen /ip4/0.0.0.0/tcp/4001
  $ sov-node start --host 0.0.0.0 --tls-cert node.pem --tls-key node.key
  $ SOV_PORT=0 sov-node start --json          prints one line when ready

On loopback the API needs no API key. With --host elsewhere it needs one for every request, and TLS: --tls-cert and
--tls-key, or --behind-proxy NAME. With --behind-proxy the API speaks plain HTTP, so that whoever is between the proxy
and this node reads everything; it needs a key for every request, also on loopback; and it answers to NAME, which the
proxy must pass on as Host. Let nobody but the proxy reach the port. See sov-node keys create.`,
    )
    .action(async (_flags: unknown, command: Command) => {
      const flags = command.optsWithGlobals<StartFlags>()
      const settings = settingsOf(cli, command, {
        host: flags.host,
        port: flags.port,
        tls_cert: flags.tlsCert,
        tls_key: flags.tlsKey,
        behind_proxy: flags.behindProxy,
        api_name: flags.apiName,
        require_key: flags.requireKey,
        policy: flags.policy,
        listen: flags.listen,
        announce: flags.announce,
        models: flags.model === false ? [] : flags.model,
        bootstrap: flags.bootstrap,
        // the flag only switches off; without it the other sources decide
        mdns: flags.mdns ? undefined : false,
        threads: flags.threads,
        gpu: flags.gpu,
        slots: flags.slots,
        context: flags.context,
        ledger_retention_days: flags.ledgerRetentionDays,
      })
      const { createSovNode } = await cli.library()
      const logger = createLogger(settings.log_level)
      const node = await createSovNode({ ...toNodeConfig(settings, cli.env), logger })
      try {
        cli.err('starting…\n')
        await node.start()
        await announce(cli, command, node, controlSocket(settings))
        await aborted(cli.interrupted)
        cli.err('stopping: waiting for running requests (Ctrl-C again to stop at once)\n')
      } finally {
        await node.stop()
      }
    })
}

async function announce(cli: Cli, command: Command, node: SovNode, control: string): Promise<void> {
  const status = await node.control.status()
  if (command.optsWithGlobals<GlobalFlags>().json === true) {
    const { peerId, api, addresses, models } = status
    cli.out(`${JSON.stringify({ event: 'ready', peerId, api, addresses, models, control })}\n`)
    return
  }
  cli.err(`${styled(cli, command, 'bold', `sov-node ${status.version} is ready`)}\n${fields(readiness(status))}\n`)
}

function readiness({ peerId, api, addresses, models, membership, dataDir }: NodeStatus): [string, string][] {
  return [
    ['peer id', peerId],
    ['API', api === undefined ? 'none' : `${api}/v1`],
    ...(addresses.length === 0 ? ['none'] : addresses).map((address): [string, string] => [
      'peers connect to',
      address,
    ]),
    ['models', models.length === 0 ? 'none here' : models.join(', ')],
    [
      'co-op',
      membership === undefined
        ? 'none yet; make one with sov-node coop create, or enter one with sov-node join CODE'
        : `${membership.coopName}, as ${membership.orgName} (${membership.jurisdiction})`,
    ],
    ['data', dataDir],
  ]
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
