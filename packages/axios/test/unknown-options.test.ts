// Both functions refuse an option that they do not know and name the one that was meant.
import axios, { type AxiosAdapter } from 'axios'
import { attachSigner, signingInterceptor } from '@x/axios'
import { expect, test } from 'vitest'

const signer = { sign: () => Promise.reject(new Error('nothing is signed')) }
type Call = (options: never) => unknown
const attach: Call = (options) => attachSigner(axios.create(), signer, options)
const intercept: Call = (options) => signingInterceptor(signer, options)

test.each([
  ['attachSigner', attach, 'refresh_on_401', 'refreshOn401'],
  ['attachSigner', attach, 'body', 'bodySigning'],
  ['signingInterceptor', intercept, 'body_sign', 'bodySigning'],
  ['signingInterceptor', intercept, 'clock_skew', 'clockSkew'],
])('%s refuses the option %s', (_, call, unknown, nearest) => {
  expect(() => call({ [unknown]: true } as never)).toThrow(
    expect.objectContaining({
      name: 'TypeError',
      code: 'ERR_INVALID_ARGUMENT',
      message: `There is no option "${unknown}". Did you mean \`${nearest}\`?`,
    }),
  )
})

test('an instance that was refused an option is not signed, and takes a signer yet', async () => {
  const adapter: AxiosAdapter = async (config) => ({
    config,
    data: 'unsigned',
    status: 200,
    statusText: '',
    headers: {},
  })
  const instance = axios.create({ adapter, baseURL: 'https://service.invalid' })
  expect(() => attachSigner(instance, signer, { x: 1 } as never)).toThrow('There is no option "x".')
  expect(await instance.get('/a')).toMatchObject({ data: 'unsigned' })
  attachSigner(instance, signer)
  await expect(instance.get('/a')).rejects.toThrow('nothing is signed')
})
