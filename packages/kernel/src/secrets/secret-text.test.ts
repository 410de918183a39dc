import { expect, test } from 'vitest'
import { isKeyText, isSecretText, mayHoldKey } from './secret-text.ts'

const BASE64 = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj'
const JWT = 'eyJhbGciOiJSUzI1NiJ9.e30.x'

test.each([
  ['a PEM', '-----BEGIN RSA PRIVATE KEY-----'],
  ['a PEM in lower case', '-----begin rsa private key-----'],
  ['a PEM in a sentence', 'key: -----BEGIN PRIVATE KEY-----'],
  ['a PEM without blanks', '-----BEGINPRIVATEKEY-----'],
  ['the first line of a bare body', BASE64],
  ['a quoted bare body', `"${BASE64}"`],
  ['base64 of a PEM', btoa(`-----BEGIN PRIVATE KEY-----\n${BASE64}`)],
])('%s is the text of a key', (_, text) => {
  expect([isKeyText(text), isSecretText(text)]).toEqual([true, true])
})

test.each([
  ['a session token', 'ST$eyJ'],
  ['a session token in lower case', 'st$eyJ'],
  ['a JWT', JWT],
  ['a JWT behind a line break', `\n${JWT}`],
])('%s is a secret, but no key', (_, text) => {
  expect([isKeyText(text), isSecretText(text)]).toEqual([false, true])
})

test.each([
  ['an OCID', 'ocid1.user.oc1..aaaa'],
  ['a path', '~/.oci/MIIE.pem'],
  ['a name that begins like a JWT', 'eyJude'],
  ['a JWT in a sentence', `the token ${JWT}`],
  ['less than a line of base64', BASE64.slice(0, 60)],
])('%s is no secret', (_, text) => {
  expect(isSecretText(text)).toBe(false)
})

test.each([
  ['128 characters without a break', 'x'.repeat(128)],
  ['40 characters of three kinds', `a/${'Ab1x'.repeat(10)}/b`],
  ['short pieces of base64', 'Ab1/'.repeat(25)],
  ['the beginning of a bare body', BASE64.slice(0, 33)],
  ['what stands in a PEM', 'key PRIVATE KEY'],
])('%s may hold a key', (_, text) => {
  expect(mayHoldKey(text)).toBe(true)
})

test.each([
  ['127 characters without a break', 'x'.repeat(127)],
  ['39 characters of three kinds', 'Ab1'.repeat(13)],
  ['40 characters of two kinds', 'Ab'.repeat(20)],
  ['99 characters of base64 in short pieces', 'Ab1/'.repeat(25).slice(1)],
  ['100 characters without digits in short pieces', 'AbC/'.repeat(25)],
  ['the beginning of a bare body that is too short', BASE64.slice(0, 32)],
])('%s holds none', (_, text) => {
  expect(mayHoldKey(text)).toBe(false)
})
