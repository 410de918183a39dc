// Signs as whatever it is and renews, while every synchronous call that could stop the event loop reports itself. It closes nothing.
import crypto from 'node:crypto'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const called: string[] = []

function watch(module: object, names: readonly string[]): void {
  const functions = module as Record<string, (...values: unknown[]) => unknown>
  for (const name of names) {
    const original = functions[name] as (...values: unknown[]) => unknown
    functions[name] = (...values) => {
      called.push(name)
      return original.apply(module, values)
    }
  }
  syncBuiltinESMExports()
}

// Key generation and derivation from the start; files once the modules, which the runtime reads so, are loaded.
watch(crypto, ['generateKeyPairSync', 'generateKeySync', 'pbkdf2Sync', 'scryptSync', 'hkdfSync'])
const { createSignedFetch } = await import('@x/fetch')
const { defaultSigner } = await import('@x/auth-federation')
let nowMs = Date.now()
const signer = await defaultSigner({ now: () => nowMs })
const url = String(process.argv[2])
const { status } = await createSignedFetch(signer)(url)
watch(fs, ['readFileSync', 'openSync', 'statSync', 'existsSync', 'writeFileSync', 'readdirSync', 'accessSync'])
nowMs += 11_000
await signer.refresh()
await signer.sign({ method: 'GET', url })
process.stdout.write(JSON.stringify({ status, called }))
