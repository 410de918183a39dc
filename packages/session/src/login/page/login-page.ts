// The page on which a login ends. It takes the answer out of its address before anything else, hands it to the program that began the
// login, and tells what came of it. All that is not ours reaches it as text.
import { SECRET_HEADER } from './judge-request.ts'

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f4f3f1, #1b1a19); color: light-dark(#201f1e, #f3f2f1); }
main { box-sizing: border-box; width: min(34rem, 100vw); padding: 2rem; border-radius: .75rem; border-top: .35rem solid #0a58a8; background: light-dark(#fff, #262524); }
main[data-state=done] { border-color: #1a7f37; }
main[data-state=failed] { border-color: #c42b1c; }
h1 { font-size: 1.35rem; margin: 0 0 .5rem; }
h1:focus { outline: none; }
p { margin: 0 0 .5rem; overflow-wrap: anywhere; }
p + p { font-size: .9rem; opacity: .8; }
`

const SCRIPT = `
const answer = location.hash.slice(1) || location.search.slice(1)
history.replaceState(null, '', '/')
addEventListener('hashchange', () => location.reload())
const show = ({ state, title, lines }) => {
  document.title = title + ' – OCI session'
  const main = document.querySelector('main')
  main.dataset.state = state
  const heading = document.querySelector('h1')
  heading.textContent = title
  const paragraphs = lines.map((line) => Object.assign(document.createElement('p'), { textContent: line }))
  document.querySelector('#told').replaceChildren(...paragraphs)
  main.setAttribute('aria-busy', 'false')
  heading.focus()
}
const failed = (title, line) => show({ state: 'failed', title, lines: [line] })
if (answer === '') failed('No login arrived in this window', 'Go on in the window of the login page, or open its address again. The program that asked for the login shows it.')
else fetch('/token', {
  method: 'POST',
  credentials: 'omit',
  headers: { 'content-type': 'application/json', '${SECRET_HEADER}': document.currentScript.dataset.secret },
  body: JSON.stringify({ answer }),
}).then(async (response) => {
  if (!response.headers.get('content-type')?.startsWith('application/json')) throw new Error('refused')
  show(await response.json())
}).catch(() => failed('The login did not arrive', 'The program that began the login does not take it any more. Begin again there.'))
`

/** @param nonce - of the content security policy, another for each page */
export const renderLoginPage = (secret: string, nonce: string): string =>
  `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Ending the login – OCI session</title><link rel="icon" href="data:,"><style nonce="${nonce}">${STYLE}</style></head>
<body><main aria-busy="true"><div role="status" aria-live="polite">
<h1 tabindex="-1">Ending the login</h1>
<div id="told"><p>The token is being checked and saved. This takes a moment.</p></div>
</div>
<noscript><p>This page needs JavaScript. Without it, copy the whole address of this page, and paste it where the login was begun.</p></noscript>
</main><script nonce="${nonce}" data-secret="${secret}">${SCRIPT}</script></body></html>
`

export const pagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
