// An API key: one that is made, or one that lies in a file.
import { createPublicKey, generateKeyPair } from 'node:crypto'
import { access, readFile, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { PrivateFile } from '@x/config/files'
import { loadPrivateKey, publicKeyFingerprint } from '@x/signer'
import type { Context } from '../../../program/context.ts'
import { SetupError } from '../setup-error.ts'
import type { NewKeyOptions } from './options.ts'
import { givenPassphrase } from './passphrase.ts'
import { besideConfig, type ProfilePlace } from './place.ts'

export interface ApiKey {
  readonly keyFile: string
  /** SubjectPublicKeyInfo, PEM. */
  readonly publicKeyPem: string
  readonly fingerprint: string
  /** To be written with the profile; empty for a key that is there already. Secret. */
  readonly files: readonly PrivateFile[]
  /** Secret. */
  readonly passphrase: string | undefined
}

/** OCI's command line looks for this line behind the key, and warns where it is missing. */
const LABEL = 'OCI_API_KEY'

export interface NewKeyFiles {
  readonly keyFile: string
  readonly publicKeyFile: string
}

/** @throws {@link SetupError} `ERR_SETUP` `key-exists` */
export async function newKeyFiles(
  place: ProfilePlace,
  { keyName }: Pick<NewKeyOptions, 'keyName'>,
): Promise<NewKeyFiles> {
  const ofProfile = place.profile === 'DEFAULT' ? '' : `_${place.profile}`
  const name = (keyName ?? `oci_api_key${ofProfile}`).replaceAll(/[^\w.@-]/g, '_')
  const files = {
    keyFile: besideConfig(place, `${name}.pem`),
    publicKeyFile: besideConfig(place, `${name}_public.pem`),
  }
  for (const file of Object.values(files)) if (await isThere(file)) throw new SetupError('key-exists', file)
  return files
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

/** RSA of 2048 bits. */
export async function makeApiKey(
  { keyFile, publicKeyFile }: NewKeyFiles,
  passphrase: string | undefined,
): Promise<ApiKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const encryption = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem', ...encryption }) as string
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }) as string
  const files = [
    { path: publicKeyFile, content: publicKeyPem },
    { path: keyFile, content: pem + LABEL },
  ]
  return { keyFile, publicKeyPem, fingerprint: await publicKeyFingerprint(publicKeyPem), files, passphrase }
}

/** @throws {@link SetupError} `ERR_SETUP` `no-key`, `not-a-file`, InvalidPrivateKeyError `ERR_INVALID_PRIVATE_KEY` */
export async function existingApiKey(keyFile: string, context: Context<NewKeyOptions>): Promise<ApiKey> {
  const pem = await readKeyFile(keyFile)
  const given = await givenPassphrase(context)
  const opened = await loadPrivateKey(pem, given)
    .then((key) => ({ key, passphrase: given }))
    .catch(async (error: unknown) => {
      if ((error as { readonly code?: unknown }).code !== 'ERR_MISSING_PASSPHRASE') throw error
      const passphrase = await context.ask.secret({
        message: 'Passphrase of the private key',
        flag: '--passphrase-file PATH',
      })
      return { key: await loadPrivateKey(pem, passphrase), passphrase }
    })
  const der = Buffer.from(opened.key.publicKey())
  const publicKeyPem = createPublicKey({ key: der, format: 'der', type: 'spki' }).export({
    type: 'spki',
    format: 'pem',
  }) as string
  const fingerprint = await publicKeyFingerprint(publicKeyPem)
  return { keyFile, publicKeyPem, fingerprint, files: [], passphrase: opened.passphrase }
}

/** Of no pipe and no device, which might never end. */
async function readKeyFile(file: string): Promise<string> {
  const status = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' || error.code === 'ENOTDIR' ? new SetupError('no-key', file, { cause: error }) : error
  })
  if (!status.isFile()) throw new SetupError('not-a-file', file)
  return readFile(file, 'utf8')
}
