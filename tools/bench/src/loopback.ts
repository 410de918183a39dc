// A server in another process, so that its work is not counted as the client's.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const CHILD = fileURLToPath(new URL('children/server.mjs', import.meta.url))

/** Runs `use` with the address of a server that lives as long. */
export async function withServer<T>(use: (origin: string) => Promise<T>): Promise<T> {
  const child = fork(CHILD, { execArgv: [] })
  try {
    const [port] = (await Promise.race([once(child, 'message'), failureOf(child)])) as [number]
    return await use(`http://127.0.0.1:${port}`)
  } finally {
    child.kill()
  }
}

async function failureOf(child: ReturnType<typeof fork>): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null]
  throw new Error(`The server ended with exit code ${code} before it listened.`)
}
