// Renders the pages of the login: no script, no outside resource, everything escaped, usable by keyboard and screen reader.
import { escapeHtml } from '../../lib/escape-html.ts'

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; accent-color: #0a66c2; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f4f3f1, #1b1a19); }
main { box-sizing: border-box; width: min(26rem, 100vw); padding: 2rem; border-radius: .75rem; background: light-dark(#fff, #262524); }
h1 { font-size: 1.35rem; margin: 0 0 .25rem; }
.note { margin: 0 0 1.25rem; opacity: .75; font-size: .9rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0 0 1.25rem; font-size: .9rem; }
dt { opacity: .75; } dd { margin: 0; overflow-wrap: anywhere; }
label { display: block; margin: .75rem 0 .25rem; font-weight: 600; }
input { box-sizing: border-box; width: 100%; font: inherit; padding: .5rem .6rem; border: 1px solid #8a8886; border-radius: .4rem; }
.alert { padding: .6rem .8rem; border-radius: .4rem; background: light-dark(#fdeceb, #4a1f1c); color: light-dark(#8f1d15, #ffc9c4); }
.buttons { display: flex; gap: .75rem; margin-top: 1.5rem; }
button { font: inherit; padding: .5rem 1.2rem; border-radius: .4rem; border: 1px solid #8a8886; background: none; color: inherit; cursor: pointer; }
button.main { border-color: #0a58a8; background: #0a58a8; color: #fff; }
:focus-visible { outline: 3px solid light-dark(#0a58a8, #8ec5ff); outline-offset: 2px; }
`

/** What the form says of itself. */
export interface LoginForm {
  /** Where it is sent. */
  readonly action: string
  /** Is its own alone, and is good for one time. */
  readonly page: string
  readonly tenancyName: string
  readonly identityProvider: string | undefined
  readonly redirectUri: string
  /** What was tried before, and why it failed; `undefined` the first time. */
  readonly failed?: { readonly userName: string; readonly explanation: string } | undefined
}

export function renderLogin(form: LoginForm, nonce: string): string {
  const {
    action,
    page,
    tenancyName,
    identityProvider = 'none, a user of the tenancy itself',
    redirectUri,
    failed,
  } = form
  const alert = failed && `<p class="alert" role="alert" id="failure">${escapeHtml(failed.explanation)}</p>`
  const wrong = failed ? ' aria-invalid="true" aria-describedby="failure"' : ''
  return htmlOf({
    nonce,
    title: failed === undefined ? 'Sign in: OCI emulator' : 'Error: sign in: OCI emulator',
    content: `<h1>Sign in</h1>
<p class="note">To an emulator of Oracle Cloud Infrastructure on this machine. It is no page of Oracle’s.</p>
<dl><dt>Tenancy</dt><dd>${escapeHtml(tenancyName)}</dd>
<dt>Identity provider</dt><dd>${escapeHtml(identityProvider)}</dd>
<dt>Then back to</dt><dd>${escapeHtml(redirectUri)}</dd></dl>
${alert ?? ''}
<form method="post" action="${escapeHtml(action)}">
<input type="hidden" name="page" value="${escapeHtml(page)}">
<label for="user-name">User name</label>
<input id="user-name" name="user_name" value="${escapeHtml(failed?.userName ?? '')}" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="255" required autofocus${wrong}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="255" required${wrong}>
<div class="buttons"><button class="main" name="decision" value="sign-in">Sign in</button>
<button name="decision" value="deny" formnovalidate>Deny</button></div>
</form>`,
  })
}

/** @param explanation - what is wrong, in sentences */
export const renderFailure = (explanation: string, reason: string, nonce: string): string =>
  htmlOf({
    nonce,
    title: 'Login refused: OCI emulator',
    content: `<h1>The login was refused</h1>
<p class="alert" role="alert">${escapeHtml(explanation)}</p>
<p>Reason: <code>${escapeHtml(reason)}</code>. Close this page and begin again where you came from.</p>`,
  })

const htmlOf = ({ nonce, title, content }: Record<'nonce' | 'title' | 'content', string>): string =>
  `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><style nonce="${escapeHtml(nonce)}">${STYLE}</style></head>
<body><main>
${content}
</main></body></html>
`
