// A program that signs as whatever it is, and ends without closing its principal.
import { createSignedFetch } from '@x/fetch'
import { defaultSigner } from '@x/auth-federation'

const response = await createSignedFetch(await defaultSigner())(String(process.argv[2]))
await response.arrayBuffer()
process.stdout.write(String(response.status))
