import { oneLine } from '../terminal.js'
import type { Statement, StatementRow } from './figures.js'

type Cell = (row: StatementRow, statement: Statement) => string

const model = (statement: Statement, digest: string): Statement['models'][number] | undefined =>
  statement.models.find((known) => known.digest === digest)

/** Columns in their order; names are an interface to scripts. */
const COLUMNS: Readonly<Record<string, Cell>> = {
  day: ({ day }) => day,
  direction: ({ direction }) => direction,
  organisation: ({ orgName }) => text(orgName),
  organisation_id: ({ orgId }) => text(orgId),
  peer: ({ peer }) => text(peer ?? ''),
  model: (row, statement) => text(model(statement, row.model)?.name ?? ''),
  model_digest: (row) => row.model,
  architecture: (row, statement) => text(model(statement, row.model)?.architecture ?? ''),
  quantisation: (row, statement) => text(model(statement, row.model)?.quantisation ?? ''),
  requests: ({ requests }) => String(requests),
  attested_requests: ({ attested }) => String(attested),
  prompt_tokens: ({ promptTokens }) => promptTokens,
  cached_tokens: ({ cachedTokens }) => cachedTokens,
  output_tokens: ({ outputTokens }) => outputTokens,
  charge: ({ charge }) => charge,
}

/**
 * The settled rows of a statement as RFC 4180 has it: comma, CRLF, quotes doubled. What is not settled is left out, since
 * whoever adds up a column would count it.
 */
export function statementCsv(statement: Statement): string {
  const lines = statement.rows.map((row) => Object.values(COLUMNS).map((cell) => cell(row, statement)))
  return [Object.keys(COLUMNS), ...lines].map((cells) => `${cells.join(',')}\r\n`).join('')
}

// What a spreadsheet takes for a formula, at the begin of a cell or where one with another separator would begin it.
const FORMULA = /(^|[;,\t|"])(\s*)(?=[=+\-@＝＋－＠])/g

/** A quoted cell whose text, of a peer, no spreadsheet will run: formulas get the apostrophe that makes them text. */
function text(value: string): string {
  return `"${oneLine(value).replace(FORMULA, "$1$2'").replaceAll('"', '""')}"`
}
