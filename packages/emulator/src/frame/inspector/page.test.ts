import { expect, test } from 'vitest'
import type { RecordedRequest } from '../records/recorder.ts'
import { escapeHtml } from '../../lib/escape-html.ts'
import { renderPage } from './page.ts'

const HOSTILE = `"><script>alert(1)</script>&'`

const record: RecordedRequest = {
  number: 1,
  at: 0,
  realAt: 0,
  durationMs: 1,
  method: HOSTILE,
  path: HOSTILE,
  target: HOSTILE,
  headers: { [HOSTILE]: HOSTILE },
  bodyBytes: 3,
  verdict: 'refused',
  reason: 'signature-mismatch',
  explanation: HOSTILE,
  remedy: undefined,
  signingString: HOSTILE,
  signedString: undefined,
  caller: undefined,
  claims: undefined,
  difference: { line: 2, header: HOSTILE, expected: HOSTILE, actual: HOSTILE },
  keyId: HOSTILE,
  user: HOSTILE,
  status: 401,
  requestId: HOSTILE,
  fault: { status: 503, message: HOSTILE },
}

test('escapes everything that came from a request', () => {
  const page = renderPage([record], 'nonce')
  expect(page).not.toContain('<script')
  expect(page).not.toContain(`'`.concat('&'))
  expect(page.split(escapeHtml(HOSTILE)).length - 1).toBeGreaterThanOrEqual(10)
})

test('loads nothing from elsewhere and runs no script', () => {
  const page = renderPage([record], 'nonce')
  expect(page).not.toMatch(/https?:\/\/|<script|<link[^>]+href="(?!data:)|\son\w+=/)
})

test('shows the newest request first', () => {
  const page = renderPage(
    [
      { ...record, target: '/first' },
      { ...record, target: '/second' },
    ],
    'n',
  )
  expect(page.indexOf('/second')).toBeLessThan(page.indexOf('/first'))
})

test('says so when there is no request yet', () => {
  expect(renderPage([], 'n')).toContain('No request yet')
})
