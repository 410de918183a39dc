// Logs in with a browser, and leaves a profile that signs with an API key.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Session } from '@x/session'
import type { Context } from '../../../program/context.ts'
import { makeApiKey, newKeyFiles, type ApiKey } from '../profile/api-key.ts'
import { newPassphrase } from '../profile/passphrase.ts'
import { sayNext } from '../../say-next.ts'
import { askPlace, type ProfilePlace } from '../profile/place.ts'
import { writeProfile } from '../profile/write-profile.ts'
import type { BootstrapOptions } from './bootstrap-options.ts'
import { logIn } from './log-in.ts'
import { upload, type Uploaded } from './upload.ts'

/** All questions but one come before the browser; that one comes where a user has too many keys. */
export async function run(context: Context<BootstrapOptions>): Promise<void> {
  const place = await askPlace(context)
  const files = await newKeyFiles(place, context.options)
  const passphrase = await newPassphrase(context)
  // Its mode is 0700.
  const folder = await mkdtemp(join(tmpdir(), 'ocix-bootstrap-'))
  try {
    const session = await logIn(folder, context)
    const key = await makeApiKey(files, passphrase)
    const uploaded = await upload(session, key, context)
    try {
      context.signal.throwIfAborted()
      await writeProfile(place, session, key, context)
    } catch (error) {
      await uploaded.undo()
      throw error
    }
    await tell({ place, session, key, uploaded }, context)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Made {
  readonly place: ProfilePlace
  readonly session: Session
  readonly key: ApiKey
  readonly uploaded: Uploaded
}

async function tell({ place, session, key, uploaded }: Made, context: Context<BootstrapOptions>): Promise<void> {
  const { root, say, give } = context
  const { user, tenancy, region } = session
  const { configFile, profile } = place
  const { fingerprint, keyFile } = key
  say(`The API key ${fingerprint} is uploaded, and the profile ${profile} signs with it.`, 'green')
  say(`Configuration: ${configFile}. Private key: ${keyFile}`)
  await sayNext(context, 'ocix whoami', place)
  if (root.output === undefined && root.query === undefined) return
  const deletedKey = uploaded.removed?.fingerprint
  await give({ configFile, profile, user, tenancy, region, fingerprint, keyFile, ...(deletedKey && { deletedKey }) })
}
