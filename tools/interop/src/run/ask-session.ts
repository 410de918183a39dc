// What a case script may ask `@x/session` for, with the files that the client uses.
import { readFile } from 'node:fs/promises'
import { loadConfig } from '@x/config'
import type { Emulator } from '@x/emulator'
import { createSignedFetch } from '@x/fetch'
import {
  authenticateWithCredentials,
  exportSession,
  listSessions,
  refreshSession,
  SessionTokenSigner,
  terminateSession,
  validateSession,
} from '@x/session'
import { SecurityTokenSigner } from '@x/signer'
import { sessionPlace } from './session-place.ts'

export interface Asked {
  readonly act: string
  readonly profile: string
  /** What `~` means. */
  readonly home: string
  readonly outputFile?: string | undefined
  /** Of the private key; the profile keeps it. */
  readonly passphrase?: string | undefined
}

type Act = (oci: Emulator, asked: Asked & ReturnType<typeof sessionPlace>) => Promise<unknown>

/** Of programs that run on while the client changes their files: one for each session. */
const running = new Map<string, SessionTokenSigner>()

const ACTS: Readonly<Record<string, Act>> = {
  /** Opens a session with the API key, in place of another. */
  authenticate: async (oci, { profile, passphrase, env }) => {
    const config = await loadConfig({ profile: 'DEFAULT', env })
    const how = { profile, region: oci.region, overwrite: true, passphrase, storePassphrase: passphrase !== undefined }
    return authenticateWithCredentials({ config, ...how, env })
  },
  list: async (_, { env }) => (await listSessions({ env })).map(({ profile }) => profile),
  validate: (_, { profile, env }) => validateSession({ profile, env }),
  refresh: (_, { profile, env }) => refreshSession({ profile, env }),
  export: (_, { profile, outputFile = '', env }) =>
    exportSession({ profile, outputFile, includePassphrase: true, env }),
  terminate: (_, { profile, env }) => terminateSession({ profile, env }),
  /** Yields the status of a call, as every other that signs. */
  sign: (oci, { profile, env }) => call(oci, SessionTokenSigner.fromProfile({ profile, env })),
  'sign-on': (oci, { profile, home, env }) => {
    const known = running.get(`${home} ${profile}`) ?? SessionTokenSigner.fromProfile({ profile, env })
    running.set(`${home} ${profile}`, known)
    return call(oci, known)
  },
  /** With the files read by hand, as OCI's documentation does it in Python. */
  'sign-by-hand': async (oci, { profile, env }) => {
    const config = await loadConfig({ profile, env })
    const [token, privateKey] = await Promise.all(
      (['securityTokenFile', 'keyFile'] as const).map((key) => readFile(config.require(key), 'utf8')),
    )
    return call(oci, new SecurityTokenSigner({ token: token!, privateKey: privateKey! }))
  },
}

const call = async (oci: Emulator, signer: SessionTokenSigner | SecurityTokenSigner): Promise<number> =>
  (await createSignedFetch(signer)(`${oci.url}/20160918/regions`)).status

/** @returns what the function yields, or `{ code, reason, message }` of its error */
export async function askSession(oci: Emulator, asked: Asked): Promise<unknown> {
  const act = ACTS[asked.act]
  if (act === undefined) throw new Error(`Nobody can ask a session to "${asked.act}".`)
  try {
    return (await act(oci, { ...asked, ...sessionPlace(oci, asked.home) })) ?? null
  } catch (error) {
    const { code, reason, message } = error as Error & Readonly<Record<'code' | 'reason', unknown>>
    return { code, reason, message }
  }
}
