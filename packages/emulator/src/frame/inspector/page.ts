// Renders the inspector page: one HTML document without scripts or outside resources, everything escaped.
import { escapeHtml } from '../../lib/escape-html.ts'
import type { RecordedRequest } from '../records/recorder.ts'

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h1 { font-size: 1.3rem; }
details { border-top: 1px solid #8886; padding: .4rem 0; }
summary { cursor: pointer; display: flex; gap: 1rem; align-items: baseline; }
code, pre { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
summary code { flex: 1; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .5rem 0 1rem; }
dt { opacity: .7; } dd { margin: 0; } pre { margin: 0; }
.accepted { color: #2a8a3e; } .refused { color: #c7342b; } .faulted { color: #b07400; } .unsigned { opacity: .7; }
del, ins { text-decoration: none; display: block; } del::before { content: "signed   "; } ins::before { content: "received "; }
`

/** @param nonce - ties the style sheet to the page's content security policy */
export function renderPage(records: readonly RecordedRequest[], nonce: string): string {
  const rows = records.toReversed().map(renderRecord).join('\n')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>OCI emulator</title><link rel="icon" href="data:,"><style nonce="${escapeHtml(nonce)}">${STYLE}</style></head>
<body><h1>OCI emulator: the last ${records.length} requests</h1>
<p>Newest first. Reload to see more; the same as JSON: <a href="/inspector/requests">/inspector/requests</a>.</p>
<main>${rows === '' ? '<p>No request yet.</p>' : rows}</main></body></html>
`
}

function renderRecord(record: RecordedRequest): string {
  const { verdict, status, method, target, at } = record
  return `<details><summary><time>${escapeHtml(new Date(at).toISOString())}</time>
<b class="${verdict}">${verdict}</b><span>${status === 0 ? 'closed' : status}</span>
<code>${escapeHtml(`${method} ${target}`)}</code></summary><dl>${renderDetails(record)}</dl></details>`
}

function renderDetails(record: RecordedRequest): string {
  const { difference } = record
  const headers = Object.entries(record.headers).map(([name, value]) => `${name}: ${value}`)
  const rows: readonly (readonly [term: string, text: string | undefined])[] = [
    ['reason', record.reason],
    ['explanation', record.explanation],
    ['fault', record.fault && JSON.stringify(record.fault)],
    ['caller', record.user],
    ['key id', record.keyId],
    ['signing string', record.signingString],
    ['headers', headers.join('\n')],
    ['body', `${record.bodyBytes} bytes`],
    ['opc-request-id', record.requestId],
  ]
  const shown = rows.map(([term, text]) =>
    text === undefined ? '' : `<dt>${term}</dt><dd><pre>${escapeHtml(text)}</pre></dd>`,
  )
  if (difference === undefined) return shown.join('\n')
  const { line, actual, expected } = difference
  const lines = `<del>${escapeHtml(actual)}</del><ins>${escapeHtml(expected)}</ins>`
  return `${shown.join('\n')}<dt>difference, line ${line}</dt><dd><pre>${lines}</pre></dd>`
}
