import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { verifyReceipt } from '../../src/ledger/index.js'
import { transcriptPath } from './frame-tables.js'
import { readReceipt } from './receipt-reader.js'
import { LEDGER_DOC, receiptIn, withReceipt } from './receipt-table.js'
import type { Transcript } from './transcript.js'

describe('the receipt that docs/LEDGER.md takes apart', () => {
  const receipt = receiptIn(JSON.parse(readFileSync(transcriptPath('served'), 'utf8')) as Transcript)

  it('is the one of the recorded exchange, and valid', () => {
    expect(verifyReceipt(receipt)).toMatchObject({ charge: 9n, outputTokens: 6, pairNumber: 1n })
    expect(readReceipt(receipt)).toMatchObject({ outcome: 'settled', charge: 9n })
  })

  it('is shown byte by byte as it is', () => {
    const page = readFileSync(LEDGER_DOC, 'utf8')
    expect(withReceipt(page, receipt)).toBe(page)
  })
})
