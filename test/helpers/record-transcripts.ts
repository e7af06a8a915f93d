/**
 * Records the protocol transcripts anew and writes their tables into docs/PROTOCOL.md, and the receipt of the first into
 * docs/LEDGER.md. Run by hand, after a change of the protocol that is meant; the tests read the committed bytes.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { PROTOCOL_DOC, transcriptPath, withTables } from '../protocol/frame-tables.js'
import { LEDGER_DOC, receiptIn, withReceipt } from '../protocol/receipt-table.js'
import { record, SCENARIOS } from '../protocol/scenarios.js'

const transcripts = []
for (const scenario of SCENARIOS) {
  const transcript = await record(scenario)
  await writeFile(transcriptPath(scenario.name), `${JSON.stringify(transcript, null, 2)}\n`)
  transcripts.push(transcript)
}
const served = transcripts.find(({ name }) => name === 'served')!
await writeFile(LEDGER_DOC, withReceipt(await readFile(LEDGER_DOC, 'utf8'), receiptIn(served)))
await writeFile(PROTOCOL_DOC, withTables(await readFile(PROTOCOL_DOC, 'utf8'), transcripts))
