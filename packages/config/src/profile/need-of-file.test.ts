import { expect, test } from 'vitest'
import { explicitLayer, type Layer } from './layers.ts'
import { needOfFile } from './need-of-file.ts'

const nothing: Layer = new Map()
const region = explicitLayer({ region: 'phx' })
const key = { tenancy: 't', user: 'u', fingerprint: 'f', keyFile: 'k' }
const apiKey = explicitLayer(key)

test.each([
  ['required where nothing is known', false, nothing, nothing, nothing, 'required'],
  ['not needed below a whole API key', false, explicitLayer({ ...key, region: 'phx' }), nothing, nothing, 'none'],
  ['not needed where OCI_REGION completes the API key', false, apiKey, region, nothing, 'none'],
  ['required where the API key lacks its region', false, apiKey, nothing, nothing, 'required'],
  ['optional where Terraform has the region', false, apiKey, nothing, region, 'optional'],
  ['optional where Terraform has the key', false, nothing, region, apiKey, 'optional'],
  ['required where Terraform has a part', false, nothing, nothing, apiKey, 'required'],
  ['required where somebody asked for it', true, apiKey, region, nothing, 'required'],
] as const)('the file is %s', (_, asked, above, ofRegion, terraform, need) => {
  expect(needOfFile(asked, above, { region: ofRegion, terraform })).toBe(need)
})

test.each(['tenancy', 'user', 'fingerprint', 'keyFile'] as const)(
  'an API key without its %s needs the file',
  (name) => {
    const above = explicitLayer({ ...key, [name]: undefined })
    expect(needOfFile(false, above, { region, terraform: nothing })).toBe('required')
  },
)

test('a key given as text is a key', () => {
  const above = explicitLayer({ ...key, keyFile: undefined, keyContent: 'pem' })
  expect(needOfFile(false, above, { region, terraform: nothing })).toBe('none')
})
