// The inspector's page as one document: its script and its style sheet are in it, tied to it by a nonce. Nothing of a request is.
import { escapeHtml } from '../../lib/escape-html.ts'
import type { Answer } from '../service/answer.ts'
import { htmlAnswer } from '../service/html-answer.ts'
import { PAGE_SCRIPT, PAGE_STYLE } from './page-assets.ts'

/** @param token - what the page says when it changes something */
export const answerPage = (token: string): Answer =>
  htmlAnswer({ status: 200, render: (nonce) => renderPage(token, nonce), hasScript: true })

const renderPage = (token: string, nonce: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>OCI emulator</title><link rel="icon" href="data:,">
<meta name="inspector-token" content="${escapeHtml(token)}">
<style nonce="${escapeHtml(nonce)}">${PAGE_STYLE}</style></head>
<body><noscript><p>The inspector needs a script. The same as JSON: <a href="/inspector/requests">/inspector/requests</a>.</p></noscript>
<script type="module" nonce="${escapeHtml(nonce)}">${PAGE_SCRIPT}</script></body></html>
`
