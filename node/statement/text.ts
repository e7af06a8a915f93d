import { table, type Column } from '../columns.js'
import { amount, modelLabel, notes, peerLabel, percent, periodText, title, type Statement } from './figures.js'

const right = (heading: string): Column => ({ title: heading, align: 'right' })

/** A statement as tables for a terminal. */
export function statementText(statement: Statement): string {
  const parts = [
    `${title(statement)}\n${periodText(statement)}; amounts in work units`,
    statement.rows.length === 0
      ? 'nothing was settled in this period'
      : [organisationTable(statement), rowTable(statement)].join('\n\n'),
  ]
  if (statement.unsettled.length > 0) parts.push(unsettledTable(statement))
  return [...parts, ...notes(statement)].join('\n\n')
}

function organisationTable({ organisations, total }: Statement): string {
  const lines = [...organisations, { orgName: 'all', ...total }]
  return table(
    [
      { title: 'ORGANISATION' },
      right('REQUESTS'),
      right('OF THEM ATTESTED'),
      right('CONTRIBUTED'),
      right('CONSUMED'),
      right('BALANCE'),
    ],
    lines.map(({ orgName, contributed, consumed, balance }) => {
      const requests = contributed.requests + consumed.requests
      return [
        orgName,
        amount(requests),
        percent(contributed.attested + consumed.attested, requests),
        amount(contributed.charge),
        amount(consumed.charge),
        amount(balance),
      ]
    }),
  )
}

function rowTable(statement: Statement): string {
  return table(
    [
      { title: 'DAY' },
      { title: 'DIRECTION' },
      { title: 'ORGANISATION' },
      { title: 'PEER' },
      { title: 'MODEL' },
      right('REQUESTS'),
      right('PROMPT'),
      right('CACHED'),
      right('OUTPUT'),
      right('CHARGE'),
    ],
    statement.rows.map((row) => [
      row.day,
      row.direction,
      row.orgName,
      peerLabel(row),
      modelLabel(statement, row.model),
      amount(row.requests),
      amount(row.promptTokens),
      amount(row.cachedTokens),
      amount(row.outputTokens),
      amount(row.charge),
    ]),
  )
}

function unsettledTable({ unsettled }: Statement): string {
  return table(
    [{ title: 'NOT SETTLED' }, { title: 'DIRECTION' }, { title: 'ORGANISATION' }, right('REQUESTS'), right('CHARGE')],
    unsettled.map(({ state, direction, orgName, requests, charge }) => [
      state,
      direction,
      orgName,
      amount(requests),
      amount(charge),
    ]),
  )
}
