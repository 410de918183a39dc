// Principals that need Node's API, over real HTTP.
import { AbsentError } from '../host.ts'
import type { Case } from '../case.ts'
import { regionsUrl } from '../signers.ts'

export const principalCases: readonly Case[] = [
  {
    group: 'principals',
    name: 'an instance signs',
    async observe(context) {
      const { libraries, input } = context
      const { InstancePrincipalsSecurityTokenSigner } = libraries.federation ?? lacking()
      const signer = new InstancePrincipalsSecurityTokenSigner({ env: input.instance })
      const response = await libraries.signedFetch.createSignedFetch(signer)(regionsUrl(context))
      const region = await signer.region()
      await signer.close()
      return [response.status, region === input.identity.region]
    },
    expected: [200, true],
  },
]

function lacking(): never {
  throw new AbsentError('@x/auth-federation')
}
