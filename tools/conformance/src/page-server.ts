// Serves a bundle and an empty page on loopback, under a policy as strict as a careful site's: no eval, no inline script.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface PageServer {
  readonly url: string
  close(): Promise<void>
}

const POLICY = "default-src 'none'; script-src 'self'; connect-src http://127.0.0.1:*"
const pageWith = (script: string): string =>
  `<!doctype html><title>The suite in a browser</title><script type="module" src="${script}"></script>`

/** @param script - the one of `files` that the page loads */
export async function servePage(files: ReadonlyMap<string, string>, script: string): Promise<PageServer> {
  const server = createServer(({ url = '' }, response) => {
    const file = files.get(url)
    const type = file === undefined ? 'text/html' : 'text/javascript'
    response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(file ?? pageWith(script))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
