// A program that signs and ends, without closing its principal.
import { createSignedFetch } from '@x/fetch'
import { InstancePrincipalsSecurityTokenSigner, SessionKeySupplier } from '@x/auth-federation'

const sessionKeySupplier = new SessionKeySupplier({ prepareNext: true })
const signer = new InstancePrincipalsSecurityTokenSigner({ sessionKeySupplier })
const response = await createSignedFetch(signer)(String(process.argv[2]))
await response.arrayBuffer()
process.stdout.write(String(response.status))
