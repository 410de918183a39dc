// Run as a process of its own: signs with the session of a profile until its token is a fresh one, and prints the answers before and
// after. It closes nothing: a signer must not keep a process alive.
import { SessionTokenSigner, type SessionSignerOptions } from '../../src/index.ts'

const { options, url, freshFrom } = JSON.parse(process.argv[2] ?? '') as {
  readonly options: SessionSignerOptions
  readonly url: string
  /** When a fresh token ends, epoch milliseconds. */
  readonly freshFrom: number
}
const signer = SessionTokenSigner.fromProfile(options)
const renewed = new Promise<void>((resolve) => {
  signer.on('refresh', ({ expiresAt }) => expiresAt >= freshFrom && resolve())
})

async function ask(): Promise<number> {
  const { headers } = await signer.sign({ method: 'GET', url })
  return (await fetch(url, { headers: headers as Record<string, string> })).status
}

const before = await ask()
await renewed
process.stdout.write(JSON.stringify([before, await ask()]))
