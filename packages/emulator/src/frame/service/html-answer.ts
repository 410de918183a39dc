// Answers with a page for people: it runs no script but its own, loads nothing from elsewhere, is kept by no cache and shown in no frame.
import { randomBytes } from 'node:crypto'
import type { Answer } from './answer.ts'

/** The headers of whatever a person looks at. */
export const HARDENING: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

export interface HtmlPage {
  readonly status: number
  /** The page, whose style sheet and script have this nonce. */
  readonly render: (nonce: string) => string
  /** Sources of a content security policy to which forms of the page may be sent, and whatever answers them may redirect. @defaultValue none */
  readonly formAction?: string | undefined
  /** Whether the page has a script, which may ask this emulator only, and may make no markup out of text. @defaultValue false */
  readonly hasScript?: boolean
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** Browsers that know trusted types then refuse `innerHTML` and the like. */
const NO_MARKUP = ["require-trusted-types-for 'script'", "trusted-types 'none'"]

export function htmlAnswer({ status, render, formAction = "'none'", hasScript = false, headers }: HtmlPage): Answer {
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    ...(hasScript ? [`script-src 'nonce-${nonce}'`, "connect-src 'self'", ...NO_MARKUP] : []),
    'img-src data:',
    "base-uri 'none'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
  ]
  const all = {
    ...HARDENING,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    ...headers,
  }
  return { status, headers: all, body: Buffer.from(render(nonce)) }
}
