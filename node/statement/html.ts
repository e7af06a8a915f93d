import { html, Html } from './html-template.js'
import { printable } from '../terminal.js'
import {
  amount,
  modelLabel,
  notes,
  peerLabel,
  percent,
  periodText,
  sharesBy,
  title,
  type Share,
  type Statement,
} from './figures.js'

const STYLE = new Html(`
:root { color-scheme: light dark; --ink: #1a1a1a; --soft: #5c5c5c; --line: #d8d8d8; --paper: #fff; --shade: #f5f5f3 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e6; --soft: #a8a8a4; --line: #444; --paper: #1b1b1a; --shade: #262624 }
}
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.6rem; line-height: 1.25; margin-bottom: 0 }
h2 { font-size: 1.1rem; margin: 2.2rem 0 .4rem }
p, dd, caption { max-width: 45rem }
.period, caption, dt { color: var(--soft) }
dl { display: flex; flex-wrap: wrap; gap: 1rem 3rem; margin: 1.5rem 0 }
dd { margin: 0; font-size: 1.5rem; font-variant-numeric: tabular-nums }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums }
caption { text-align: left; padding-bottom: .4rem }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
th { font-weight: 600 }
.number { text-align: right; white-space: nowrap }
tfoot td { font-weight: 600 }
.notes { background: var(--shade); padding: .6rem 1rem }
@media print {
  :root { --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --shade: #fff }
  body { margin: 0; max-width: none; font-size: 10pt }
  tr, dl { break-inside: avoid } thead { display: table-header-group } .scroll { overflow: visible }
}
`)

/** A statement as one page that needs nothing else: no script, no network, printable, light and dark. */
export function statementHtml(statement: Statement): string {
  const { total } = statement
  const requests = total.contributed.requests + total.consumed.requests
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${clean(title(statement))}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${name(title(statement))}</h1>
<p class="period">${periodText(statement)}${coop(statement)}</p>
<dl>
<div><dt>done for others</dt><dd>${amount(total.contributed.charge)}</dd></div>
<div><dt>done by others for this node</dt><dd>${amount(total.consumed.charge)}</dd></div>
<div><dt>balance</dt><dd>${amount(total.balance)}</dd></div>
<div><dt>requests</dt><dd>${amount(requests)}</dd></div>
</dl>
<p>Amounts are work units. One unit is what a million parameters of a model do for one piece of a word (token) of its
answer; reading the question costs a fraction of that. By the prices that a co-op begins with, a model of 8 billion
parameters that reads a page and answers with a paragraph does about 3 million units. Units are not money, and they measure
work, not time: a fast machine and a slow one get the same for the same answer. <em>Contributed</em> is what this node did
for others, <em>consumed</em> what others did for it. A positive balance means that it gave more than it took.</p>
<p>Every amount comes from receipts that both sides have signed. Days are those on which the asking side says it asked.
${attested(statement)}</p>
${notes(statement).map((note) => html`<p class="notes">${note}</p>`)}
${organisations(statement)}
${shares(
  'By model',
  'Model',
  sharesBy(statement, ({ model }) => modelLabel(statement, model)),
)}
${shares(
  'By peer',
  'Peer',
  sharesBy(statement, (row) => `${peerLabel(row)} (${row.orgName})`),
)}
${shares(
  'By day',
  'Day',
  sharesBy(statement, ({ day }) => day),
)}
${unsettled(statement)}
${details(statement)}
</body>
</html>
`
  return page.markup
}

function coop({ node }: Statement): Html {
  return node.coopName === undefined ? html`` : html`, in ${name(node.coopName)}`
}

function attested({ total: { contributed, consumed } }: Statement): string {
  const count = contributed.attested + consumed.attested
  if (count === 0) return 'Both sides have counted every token.'
  const part = percent(count, contributed.requests + consumed.requests)
  return `Of ${part} of the requests the tokens are the word of the serving side alone, because its engine does not show them.`
}

function organisations({ organisations: lines, total }: Statement): Html {
  const cells = ({ contributed, consumed, balance }: Statement['total']): Html[] =>
    numbers([contributed.requests + consumed.requests, contributed.charge, consumed.charge, balance])
  return section(
    'By organisation',
    ['Organisation', 'Requests', 'Contributed', 'Consumed', 'Balance'],
    1,
    lines.map(({ orgName, ...totals }) => [html`<td>${name(orgName)}</td>`, ...cells(totals)]),
    [html`<td>all</td>`, ...cells(total)],
  )
}

function shares(heading: string, column: string, lines: readonly Share[]): Html {
  return section(
    heading,
    [column, 'Requests', 'Contributed', 'Consumed'],
    1,
    lines.map(({ label, requests, contributed, consumed }) => [
      html`<td>${name(label)}</td>`,
      ...numbers([requests, contributed, consumed]),
    ]),
  )
}

function unsettled({ unsettled: lines }: Statement): Html {
  return section(
    'Not settled, in no sum',
    ['State', 'Direction', 'Organisation', 'Requests', 'Charge'],
    3,
    lines.map(({ state, direction, orgName, requests, charge }) => [
      html`<td>${state}</td><td>${direction}</td><td>${name(orgName)}</td>`,
      ...numbers([requests, charge]),
    ]),
  )
}

function details(statement: Statement): Html {
  return section(
    'All rows',
    ['Day', 'Direction', 'Organisation', 'Peer', 'Model', 'Requests', 'Prompt', 'Cached', 'Output', 'Charge'],
    5,
    statement.rows.map((row) => [
      html`<td>${row.day}</td><td>${row.direction}</td><td>${name(row.orgName)}</td><td>${name(peerLabel(row))}</td>`,
      html`<td>${name(modelLabel(statement, row.model))}</td>`,
      ...numbers([row.requests, row.promptTokens, row.cachedTokens, row.outputTokens, row.charge]),
    ]),
  )
}

/** A heading with a table; nothing when there are no rows. The first `texts` columns hold text, the others numbers. */
function section(
  heading: string,
  columns: readonly string[],
  texts: number,
  rows: readonly (readonly Html[])[],
  foot: readonly Html[] = [],
): Html {
  if (rows.length === 0) return html``
  const heads = columns.map((column, index) =>
    index < texts ? html`<th scope="col">${column}</th>` : html`<th scope="col" class="number">${column}</th>`,
  )
  return html`<h2>${heading}</h2>
<div class="scroll"><table>
<thead><tr>${heads}</tr></thead>
<tbody>
${rows.map((cells) => html`<tr>${cells}</tr>\n`)}</tbody>
${foot.length === 0 ? [] : html`<tfoot><tr>${foot}</tr></tfoot>\n`}</table></div>`
}

function numbers(values: readonly (string | number | bigint)[]): Html[] {
  return values.map((value) => html`<td class="number">${amount(value)}</td>`)
}

/** A name of others: apart from the direction of the text around it. */
function name(text: string): Html {
  return html`<bdi>${clean(text)}</bdi>`
}

function clean(text: string): string {
  return printable(text)
}
