// Asks a language model outside OCI as the instance that the program runs on: no key of that service is stored anywhere.
//
// The service has to trust the identity domain: the issuer of its tokens, their audience, and the instance as subject. With the
// package openai, what is yielded here goes in as a function:
//
//   new OpenAI({ baseURL, apiKey: accessToken }) // a service that takes the token as it is
//   new OpenAI({ workloadIdentity: { identityProviderId, serviceAccountId, provider: { tokenType: 'jwt', getToken: accessToken } } })
import { identityDomainToken, InstancePrincipalsSecurityTokenSigner } from '@x/auth-federation'

const signer = new InstancePrincipalsSecurityTokenSigner()
const accessToken = identityDomainToken(signer, {
  domainUrl: 'https://idcs-0123456789abcdef.identity.oraclecloud.com',
})

const ask = async (token: string): Promise<Response> =>
  fetch(`${process.env['OPENAI_BASE_URL']}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'gpt-oss-120b', messages: [{ role: 'user', content: 'Who am I to you?' }] }),
  })

const token = await accessToken()
let response = await ask(token)
// A token may be revoked before its end.
if (response.status === 401) response = await ask(await accessToken({ rejected: token }))

const { choices } = (await response.json()) as { choices: { message: { content: string } }[] }
console.log(choices[0]?.message.content)
