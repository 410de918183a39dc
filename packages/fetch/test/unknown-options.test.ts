// createSignedFetch refuses an option that it does not know, at the first call, and names the one that was meant. What fetch is told
// is fetch's.
import { createSignedFetch, type SignedFetchOptions } from '@x/fetch'
import { createSigner } from '@x/signer'
import { expect, test, vi } from 'vitest'

const URL_TEXT = 'https://iaas.us-phoenix-1.oraclecloud.com/20160918/instances'
const key = { sign: async (data: Uint8Array) => data }
const signer = createSigner(async () => ({ keyId: 't/u/f', key }))

test.each([
  ['clock_skew', 'clockSkew'],
  ['refresh', 'refreshOn401'],
  ['body', 'bodySigning'],
])('the option %s is refused, and %s named; nothing is sent', async (unknown, nearest) => {
  const send = vi.fn<typeof fetch>(async () => new Response('sent'))
  const signedFetch = createSignedFetch(signer, { fetch: send, [unknown]: true } as SignedFetchOptions)
  await expect(signedFetch(URL_TEXT)).rejects.toThrow(
    expect.objectContaining({
      name: 'TypeError',
      code: 'ERR_INVALID_ARGUMENT',
      message: `There is no option "${unknown}". Did you mean \`${nearest}\`?`,
    }) as Error,
  )
  expect(send).not.toHaveBeenCalled()
})

test('what is undefined is no option, and what fetch is told may have any member', async () => {
  const send = vi.fn<typeof fetch>(async () => new Response('sent'))
  const signedFetch = createSignedFetch(signer, { fetch: send, clock_skew: undefined } as SignedFetchOptions)
  expect(await (await signedFetch(URL_TEXT, { clock_skew: true } as object)).text()).toBe('sent')
  expect(send.mock.calls[0]?.[1]).toMatchObject({ clock_skew: true })
})
