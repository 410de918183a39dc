// Finds Chromium on this machine and opens a page in it.
import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

type Found = { readonly executable: string } | { readonly missing: string }

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function findChromium(env: NodeJS.ProcessEnv = process.env, exists = existsSync): Found {
  const { CHROMIUM_PATH: executable = '/usr/bin/chromium' } = env
  if (exists(executable)) return { executable }
  return { missing: `no Chromium at ${executable}; install it (apt-get install chromium) or set CHROMIUM_PATH` }
}

/** @param more - flags of the caller's */
export const openChromium = (executablePath: string, more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath, args: [...FLAGS, ...more] })
