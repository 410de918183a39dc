// Finds Chromium on this machine and opens a page in it.
import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

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

/** The path of Chromium, or why there is none. */
export type Found = { readonly executablePath: string } | { readonly missing: string }

export function findChromium(env: NodeJS.ProcessEnv = process.env, exists = existsSync): Found {
  const { CHROMIUM_PATH: executablePath = '/usr/bin/chromium' } = env
  if (exists(executablePath)) return { executablePath }
  return { missing: `no Chromium at ${executablePath}; install it (apt-get install chromium) or set CHROMIUM_PATH` }
}

export const openChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: FLAGS })
