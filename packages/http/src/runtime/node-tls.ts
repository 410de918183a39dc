// Reads what TLS needs from files and refuses what would fail later in other words.
import type { AgentOptions } from 'node:https'
import { decodeText, identityCheck } from '@x/kernel'
import { TlsMaterialError } from '../errors/option-errors.ts'
import { safeCause } from '../report/safe-cause.ts'
import type { ClientCertificate, TlsSettings } from './transport.ts'

/**
 * @throws {@link TlsMaterialError} `ERR_TLS_MATERIAL`
 */
export async function readTlsOptions(settings: TlsSettings): Promise<AgentOptions> {
  const { certBundleVerify, clientCertificate } = settings
  const [tls, crypto] = await Promise.all([import('node:tls'), import('node:crypto')])
  const options: AgentOptions = { minVersion: 'TLSv1.2', checkServerIdentity: identityCheck(tls, crypto) }
  if (certBundleVerify === false) options.rejectUnauthorized = false
  if (typeof certBundleVerify === 'string') {
    options.ca = await readCertificates('certBundleVerify', certBundleVerify, settings)
    // Who names a CA means it, also where NODE_TLS_REJECT_UNAUTHORIZED has the rest of the process trust anybody.
    options.rejectUnauthorized = true
  }
  return clientCertificate === undefined ? options : { ...options, ...(await readPair(clientCertificate, settings)) }
}

async function readPair(client: ClientCertificate, settings: TlsSettings): Promise<AgentOptions> {
  const { certificateFile, privateKeyFile, passphrase } = client
  const [cert, key, { createSecureContext }] = await Promise.all([
    readCertificates('clientCertificate.certificateFile', certificateFile, settings),
    readText('clientCertificate.privateKeyFile', privateKeyFile, settings),
    import('node:tls'),
  ])
  const pair = { cert, key, ...(passphrase !== undefined && { passphrase }) }
  try {
    createSecureContext(pair)
  } catch (error) {
    const where = { option: 'clientCertificate.privateKeyFile', path: privateKeyFile }
    throw new TlsMaterialError('invalid', where, { cause: safeCause(error) })
  }
  return pair
}

async function readCertificates(option: string, path: string, settings: TlsSettings): Promise<string> {
  const text = await readText(option, path, settings)
  // Node takes a bundle without any certificate, and then trusts nobody.
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new TlsMaterialError('invalid', { option, path })
  return text
}

async function readText(option: string, path: string, { readFile = readNodeFile }: TlsSettings): Promise<string> {
  try {
    return decodeText(await readFile(path))
  } catch (error) {
    throw new TlsMaterialError('unreadable', { option, path }, { cause: safeCause(error) })
  }
}

const readNodeFile = async (path: string): Promise<Uint8Array> => (await import('node:fs/promises')).readFile(path)
