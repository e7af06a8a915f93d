import { defineConfig } from 'vitest/config'
import mutation from './stryker.config.json' with { type: 'json' }

/**
 * The tests that look at the rules of ledger, membership and policy one by one, for `npm run coverage:ledger` and
 * `npm run mutation`. Both look at the same files: those that decide by what they are given, with no clock, network or
 * disk of their own. What they read and write goes through the step of the writer that they are handed.
 */
export default defineConfig({
  test: {
    include: [
      'test/unit/ledger/**/{acceptance,accounts,admission,chain,commitment,evidence,gaps,grants}.test.ts',
      'test/unit/ledger/**/{judge-statement,open,position,price,receipt,receipt-reasons,standing,terms}.test.ts',
      'test/property/ledger-price.test.ts',
      'test/unit/membership/{bundle,chain,delegation,revocations,seats}.test.ts',
      'test/unit/policy/*.test.ts',
    ],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: {
      provider: 'v8',
      include: mutation.mutate,
      reporter: ['text'],
      thresholds: { perFile: true, branches: 100 },
    },
  },
})
