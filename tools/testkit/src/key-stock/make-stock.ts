// Makes the RSA keys that tests use up, once for all runs: a key takes 100 ms to make, and the tests ask for thousands.
import { generateKeyPair } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** PKCS#8 in DER, as base64. */
    keyStock: readonly string[]
  }
}

/** More than any test compares with each other, since they come again. */
const SIZE = 64
const FILE = fileURLToPath(new URL('../../../../node_modules/.cache/test-keys.json', import.meta.url))

export async function setup(project: TestProject): Promise<void> {
  project.provide('keyStock', keptStock() ?? keep(await makeStock()))
}

function keptStock(): readonly string[] | undefined {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as readonly string[]
  } catch {
    return undefined // there is none yet
  }
}

function keep(stock: readonly string[]): readonly string[] {
  mkdirSync(dirname(FILE), { recursive: true })
  writeFileSync(FILE, JSON.stringify(stock), { mode: 0o600 })
  return stock
}

async function makeStock(): Promise<readonly string[]> {
  const made = Array.from({ length: SIZE }, () => promisify(generateKeyPair)('rsa', { modulusLength: 2048 }))
  return (await Promise.all(made)).map(({ privateKey }) =>
    privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  )
}
