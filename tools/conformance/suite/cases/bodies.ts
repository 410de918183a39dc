// Every kind of body, signed and sent with the runtime's fetch to a service that checks its hash and its length.
import type { Case } from '../case.ts'
import { arrived, bodyKinds, type BodyKind } from '../bodies.ts'
import { signerOf, type Echo } from '../signers.ts'

export const bodyCases: readonly Case[] = bodyKinds.map(({ name, make, type, arrives }: BodyKind): Case => ({
  group: 'bodies',
  name,
  async observe(context) {
    const { libraries, host, input } = context
    const request = { method: 'POST', url: `${input.identity.origin}/echo`, body: make(host) ?? null }
    const response = await libraries.signer.sendSigned(request, signerOf(context), ({ url, ...init }) =>
      fetch(url, init as RequestInit),
    )
    return { status: response.status, ...arrived((await response.json()) as Echo) }
  },
  expected: { status: 200, type, arrives },
}))
