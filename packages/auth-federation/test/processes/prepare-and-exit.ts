// A program that ends while its principal makes a key ahead, without closing it.
import { createSignedFetch } from '@x/fetch'
import { InstancePrincipalsSecurityTokenSigner, SessionKeySupplier } from '@x/auth-federation'

const sessionKeySupplier = new SessionKeySupplier({ prepareNext: true })
const signer = new InstancePrincipalsSecurityTokenSigner({ sessionKeySupplier })
const response = await createSignedFetch(signer)(String(process.argv[2]))
await response.arrayBuffer()
process.stdout.write(String(response.status))
