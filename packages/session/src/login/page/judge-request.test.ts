import { describe, expect, test } from 'vitest'
import { judgeRequest, type PageVerdict } from './judge-request.ts'

type Change = Readonly<Record<string, string | readonly string[] | undefined>>

const SECRET = 'a-secret'
const VISIT = { host: 'localhost:8181', 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' }
const SENT = {
  host: 'localhost:8181',
  origin: 'http://localhost:8181',
  'sec-fetch-site': 'same-origin',
  'sec-fetch-dest': 'empty',
  'content-type': 'application/json',
  'content-length': '65536',
  'x-login-secret': SECRET,
}

function judge(method: string, target: string, headers: Change): PageVerdict {
  const all = Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? [value] : value])
  return judgeRequest({ method, target, headers: Object.fromEntries(all) }, SECRET)
}

describe('a visit', () => {
  test.each<[string, PageVerdict, string, string, Change]>([
    ['of a browser that was sent here', 'page', 'GET', '/', VISIT],
    ['with a query', 'page', 'GET', '/?error=x', VISIT],
    ['by the address', 'page', 'GET', '/', { ...VISIT, host: '127.0.0.1:8181' }],
    ['of a browser that tells nothing', 'page', 'GET', '/', { host: 'localhost:8181' }],
    ['under a foreign name', 421, 'GET', '/', { ...VISIT, host: 'evil.example:8181' }],
    ['under no name', 421, 'GET', '/', { ...VISIT, host: undefined }],
    ['under two names', 421, 'GET', '/', { ...VISIT, host: ['localhost:8181', 'evil.example'] }],
    ['at another port', 421, 'GET', '/', { ...VISIT, host: 'localhost:80' }],
    ['without a port', 421, 'GET', '/', { ...VISIT, host: 'localhost' }],
    ['of a frame', 403, 'GET', '/', { ...VISIT, 'sec-fetch-dest': 'iframe' }],
    ['of a script', 403, 'GET', '/', { ...VISIT, 'sec-fetch-dest': 'empty' }],
    ['at another path', 404, 'GET', '/favicon.ico', VISIT],
    ['at another path, with a token', 404, 'GET', '/whatever?security_token=x', VISIT],
    ['with an absolute address', 404, 'GET', 'http://localhost:8181/', VISIT],
    ['that posts', 405, 'POST', '/', SENT],
    ['that asks for the token by GET', 405, 'GET', '/token?security_token=x', VISIT],
  ])('%s is answered with %s', (_, verdict, method, target, headers) => {
    expect(judge(method, target, headers)).toBe(verdict)
  })
})

describe('an answer', () => {
  test.each<[string, PageVerdict, Change]>([
    ['of the page', 'answer', {}],
    ['of the page by its address', 'answer', { host: '127.0.0.1:8181', origin: 'http://127.0.0.1:8181' }],
    ['of a browser that tells little', 'answer', { 'sec-fetch-site': undefined }],
    ['under a foreign name', 421, { host: 'evil.example:8181', origin: 'http://evil.example:8181' }],
    ['of another page', 403, { origin: 'https://evil.example' }],
    ['of the other name of this machine', 403, { origin: 'http://127.0.0.1:8181' }],
    ['of a page over https', 403, { origin: 'https://localhost:8181' }],
    ['of a page at another port', 403, { origin: 'http://localhost:9000', 'sec-fetch-site': 'same-site' }],
    ['of a page without a name', 403, { origin: 'null' }],
    ['of nobody', 403, { origin: undefined }],
    ['of two', 403, { origin: ['http://localhost:8181', 'http://localhost:8181'] }],
    ['from another site', 403, { 'sec-fetch-site': 'cross-site' }],
    ['from the same site', 403, { 'sec-fetch-site': 'same-site' }],
    ['from an address that was typed', 403, { 'sec-fetch-site': 'none' }],
    ['with the secret of another login', 403, { 'x-login-secret': 'another' }],
    ['without the secret', 403, { 'x-login-secret': undefined }],
    ['with an empty secret', 403, { 'x-login-secret': '' }],
    ['with the secret twice', 403, { 'x-login-secret': [SECRET, SECRET] }],
    ['as a form', 415, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['as text, which needs no preflight', 415, { 'content-type': 'text/plain' }],
    ['of unknown length', 411, { 'content-length': undefined }],
    ['that is too long', 413, { 'content-length': '65537' }],
    ['whose length is none', 413, { 'content-length': 'x' }],
  ])('%s is answered with %s', (_, verdict, change) => {
    expect(judge('POST', '/token', { ...SENT, ...change })).toBe(verdict)
  })
})
