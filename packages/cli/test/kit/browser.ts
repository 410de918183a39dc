// A browser, by hand: it arrives at the page of a login, or is a program that notes what it is told to open.
import { chmod, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** A free port, for a login that has to be told one. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { readonly port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** Does what our page does in a browser, with the address that it has. @returns what the page is told */
export async function arrive(port: number, address: string): Promise<string> {
  const page = await ask(port, { method: 'GET', path: '/' })
  const secret = /data-secret="([^"]+)"/.exec(page)?.[1] ?? ''
  const body = JSON.stringify({ answer: new URL(address).hash.slice(1) })
  const headers = {
    origin: 'http://localhost:8181',
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
    'x-login-secret': secret,
  }
  return ask(port, { method: 'POST', path: '/token', headers, body })
}

function ask(
  port: number,
  { body = '', headers = {}, ...to }: { method: string; path: string; body?: string; headers?: Record<string, string> },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const all = { host: 'localhost:8181', 'content-length': `${Buffer.byteLength(body)}`, ...headers }
    const sent = request({ host: '127.0.0.1', port, ...to, headers: all, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => (text += part))
      response.on('error', reject)
      response.on('end', () => resolve(text))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** A program for BROWSER that writes the address which it is told to open. */
export async function browserThatNotes(folder: string): Promise<{ readonly program: string; readonly note: string }> {
  const [program, note] = [join(folder, 'browser.cjs'), join(folder, 'opened.txt')]
  await writeFile(
    program,
    `#!${process.execPath}\nrequire('node:fs').writeFileSync(${JSON.stringify(note)}, process.argv.at(-1))\n`,
  )
  await chmod(program, 0o755)
  return { program, note }
}
