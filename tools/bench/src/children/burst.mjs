// Many first signatures at once as one principal: node burst.mjs <principal> <url> <count>, led to the emulator by the environment.
// It prints how many keys were made and how long it took, in milliseconds.
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { PRINCIPALS } from './principals.mjs'

const [, , principal, url, count] = process.argv

// Counted below all of our code, so that none is missed, whoever makes it.
let keys = 0
crypto.generateKeyPair = new Proxy(crypto.generateKeyPair, {
  apply(generate, self, args) {
    keys++
    return Reflect.apply(generate, self, args)
  },
})
syncBuiltinESMExports()

const makeSigner = await PRINCIPALS[principal]()
const start = performance.now()
const signer = await makeSigner({ url })
const request = { method: 'GET', url: `${url}/20160918/regions` }
const signed = await Promise.all(Array.from({ length: Number(count) }, () => signer.sign(request)))
const spentMs = performance.now() - start

const keyIds = new Set(signed.map(({ headers }) => /keyId="([^"]+)"/.exec(headers.authorization)?.[1]))
if (keyIds.size !== 1 || keyIds.has(undefined)) throw new Error('Not every request was signed with the same token.')
process.stdout.write(JSON.stringify({ keys, spentMs }), () => process.exit())
