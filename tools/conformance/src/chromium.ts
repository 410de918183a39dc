// Finds Chromium on this machine and opens a page in it.
import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'
import type { Found } from './runtimes.ts'

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

export const openChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: FLAGS })
