import { readFile, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { ReceiptView } from '../../src/ledger/index.js'
import { printResult, settingsOf, styled, type Cli } from '../cli.js'
import { fields } from '../columns.js'
import { fileError } from '../file-error.js'
import { collect } from '../flags.js'
import { moment, peerName, shortDigest } from '../show.js'
import { trusted } from '../trust.js'
import { withNode } from '../with-node.js'

export function addReceipt(program: Command, cli: Cli): void {
  const receipt = program.command('receipt').description('take a receipt out, or check one')
  receipt
    .command('export <id>')
    .description('write the receipt of an order to a file; works without a running node')
    .option('-o, --output <file>', 'where to; default: <id>.receipt')
    .addHelpText(
      'after',
      '\nExample:\n  $ sov-node receipt export 5f0c…e1 -o answer.receipt\n\nIds are in sov-node ledger list.',
    )
    .action(async (id: string, { output = `${id}.receipt` }: { output?: string }, command: Command) => {
      const settings = settingsOf(cli, command)
      const bytes = await withNode(cli, settings, (client) =>
        client.bytes(`/sov/v1/receipts/${encodeURIComponent(id)}`),
      )
      await writeFile(output, bytes).catch((cause: unknown) => {
        throw fileError(`cannot write ${output}`, cause)
      })
      printResult(cli, command, { file: output, bytes: bytes.length }, ({ file }) => file)
    })
  receipt
    .command('verify <file>')
    .description('check every signature, count and charge of a receipt; needs neither node nor network')
    .option('--trust <network>', 'network id of a co-op to trust, may be given again; else any co-op passes', collect)
    .addHelpText('after', '\nExample:\n  $ sov-node receipt verify answer.receipt --trust 9a1b…03')
    .action(async (file: string, { trust }: { trust?: readonly string[] }, command: Command) => {
      const { verifyReceipt } = await cli.library()
      const bytes = await readFile(file).catch((cause: unknown) => {
        throw fileError(`cannot read ${file}`, cause)
      })
      const view = verifyReceipt(bytes, trusted(trust))
      printResult(cli, command, view, (valid) =>
        [styled(cli, command, 'green', 'valid'), fields(describe(valid, trust !== undefined))].join('\n'),
      )
    })
}

const ATTESTED = [
  'attested',
  "the output tokens are the word of the provider's engine, which named no token ids",
] as const

function describe(receipt: ReceiptView, isTrusted: boolean): (readonly [string, string])[] {
  const { consumer, provider, model } = receipt
  const party = ({ orgName, jurisdiction, peer }: typeof consumer): string =>
    `${orgName} (${jurisdiction}) ${peerName(peer)}`
  const coop = ({ coopName, networkId }: typeof consumer): string =>
    `${coopName} ${networkId}${isTrusted ? '' : ' (compare this, or use --trust)'}`
  return [
    ['order', receipt.orderId],
    ...(consumer.networkId === provider.networkId
      ? ([['co-op', coop(provider)]] as const)
      : ([
          ['co-op of the consumer', coop(consumer)],
          ['co-op of the provider', coop(provider)],
        ] as const)),
    ['consumer', party(consumer)],
    ['provider', party(provider)],
    ['model', `${model.architecture} ${model.quantisation}, file ${shortDigest(model.fileSha256)}`],
    ['time', `${moment(receipt.startedMs)} to ${moment(receipt.endedMs)}`],
    [
      'tokens',
      `${String(receipt.promptTokens)} prompt (${String(receipt.cachedTokens)} cached), ${String(receipt.outputTokens)} output`,
    ],
    ...(receipt.isAttested ? [ATTESTED] : []),
    ['charge', `${String(receipt.charge)} work units`],
    ...receipt.checks.map(({ name, shows }) => [`✓ ${name}`, shows] as const),
  ]
}
