// The control server: what a case script may ask of the emulator in the middle of a case, as POST <address>/<verb> with JSON.
import { logIn } from '@x-tools/emulated/log-in'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import type { Emulator } from '@x/emulator'
import { useArchive } from './archived-session.ts'
import { askSession, type Asked as AskedOfSession } from './ask-session.ts'

interface Asked {
  readonly [member: string]: unknown
}

/** By the emulator's name of the service. */
const LIFETIMES: Readonly<Record<string, (oci: Emulator, seconds: number) => void>> = {
  federation: ({ federation }, seconds) => (federation.lifetimeSeconds = seconds),
  resourcePrincipals: ({ resourcePrincipals }, seconds) => (resourcePrincipals.lifetimeSeconds = seconds),
  cluster: ({ cluster }, seconds) => (cluster.lifetimeSeconds = seconds),
  oauth: ({ oauth }, seconds) => (oauth.lifetimeSeconds = seconds),
  identityDomain: ({ identityDomain }, seconds) => (identityDomain.lifetimeSeconds = seconds),
  dataPlane: ({ dataPlane }, seconds) => (dataPlane.userTokenSeconds = seconds),
}

async function replaceSession(oci: Emulator, tokenFile: string, keyFile: string): Promise<void> {
  const old = await readFile(tokenFile, 'utf8')
  const { token, privateKeyPem } = oci.createSession()
  await writeFile(tokenFile, token)
  await writeFile(keyFile, privateKeyPem)
  oci.revoke(old.trim())
}

/** What each verb does; it yields what the script is answered. */
const VERBS: Readonly<Record<string, (oci: Emulator, asked: Asked) => unknown>> = {
  /** How many requests came to an endpoint: `{ method, path }`. */
  count: (oci, { method, path }) => oci.count(String(method), String(path)),
  /** How long the tokens live that are issued from now on, all or those of one service: `{ seconds, only? }`. */
  lifetime: (oci, { seconds, only }) => {
    for (const [service, set] of Object.entries(LIFETIMES)) {
      if (only === undefined || only === service) set(oci, Number(seconds))
    }
  },
  /** Gives the instance another certificate and key: `{ revokeOld? }`. */
  rotate: (oci, { revokeOld }) => oci.rotateCertificates({ revokeOld: revokeOld === true }),
  /** Revokes the token of the next request to a path before it is judged: `{ path }`. */
  'revoke-next': ({ faults }, { path }) =>
    faults.add({ match: { path: String(path) }, times: 1, effect: { revoke: true } }),
  /** Gives a profile another session in its files, and revokes the old one: `{ tokenFile, keyFile }`. */
  'replace-session': (oci, { tokenFile, keyFile }) => replaceSession(oci, String(tokenFile), String(keyFile)),
  /** Whether the last request had a header: `{ header }`. */
  sent: ({ requests }, { header }) => requests.at(-1)?.headers[String(header)] !== undefined,
  /** Imports an archive of a session, and has it sign a request: `{ archive }`. */
  'use-archive': (oci, { archive }) => useArchive(oci, String(archive)),
  /** Has `@x/session` do something with a session of the client: `{ act, home, profile, outputFile?, passphrase? }`. */
  session: (oci, asked) => askSession(oci, asked as unknown as AskedOfSession),
  /** Refuses a token from now on: `{ token }`. */
  revoke: (oci, { token }) => oci.revoke(String(token)),
  /** Logs in as a person does, and yields the address that the browser is sent to: `{ url }`. */
  'log-in': (oci, { url }) => logIn(oci, String(url)),
  /** Gives the resource another key, and replaces its files. */
  'renew-files': (oci) => oci.resourcePrincipals.renewFiles(),
}

export interface Control {
  /** Without a slash at the end. */
  readonly address: string
  close(): Promise<void>
}

/** Listens on loopback; one script at a time asks it. */
export async function startControl(oci: Emulator): Promise<Control> {
  let told = 0
  /** Why the emulator refused requests since the last time that a script asked. */
  function refusals(): readonly string[] {
    const news = oci.requests.slice(told)
    told = oci.requests.length
    return news.flatMap(({ reason }) => (reason === undefined ? [] : [reason]))
  }
  async function answer(request: IncomingMessage): Promise<unknown> {
    const verb = (request.url ?? '').slice(1)
    if (verb === 'refusals') return refusals()
    const act = VERBS[verb]
    if (act === undefined) throw new Error(`There is no verb "${verb}".`)
    return act(oci, (await json(request)) as Asked)
  }
  const server = createServer((request, response) => {
    void answer(request).then(
      async (result) => response.end(JSON.stringify((await result) ?? null)),
      (error: Error) => response.writeHead(400).end(JSON.stringify(error.message)),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
