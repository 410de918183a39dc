// Both vector files, request by request.
import type { RequestSigner } from '@x/signer'
import type { Case, Context } from '../case.ts'
import { fromBase64 } from '../bytes.ts'
import type { DocumentedCase, Input, PemKey, RecordedCase } from '../input.ts'

const group = 'vectors'

/** The recorded ones as they are, those with an encrypted key once more with it in clear, and the documented ones. */
export const vectorCases = ({ recorded, recordedKeys, clearKeys, documented }: Input): readonly Case[] => [
  ...recorded.map((vector) => recordedCase(vector, `${vector.name} with its key ${vector.key}`, recordedKeys)),
  ...recorded
    .filter(({ key }) => key in clearKeys)
    .map((vector) => recordedCase(vector, `${vector.name} with its key in clear`, clearKeys)),
  ...documented.filter(({ sign }) => sign).map(documentedCase),
]

function recordedCase(vector: RecordedCase, name: string, keys: Readonly<Record<string, PemKey>>): Case {
  const { method, url, headers, body, signBodyHeaders, expected } = vector
  return {
    group,
    name,
    async observe(context) {
      const signed = await recordedSigner(vector, keys[vector.key], context).sign(
        { method, url, headers, body: body === null ? null : fromBase64(body) },
        { bodySigning: signBodyHeaders ? 'sign' : 'exclude' },
      )
      return [signed.signingString, signed.headers['authorization']]
    },
    expected: [expected.signingString, expected.authorization],
  }
}

function recordedSigner(vector: RecordedCase, key: PemKey | undefined, { libraries }: Context): RequestSigner {
  const { SecurityTokenSigner, Signer } = libraries.signer
  const { token = '', tenancy = '', user = '', fingerprint = '' } = vector
  const options = { privateKey: key?.pem ?? '', passphrase: key?.passphrase }
  return vector.signer === 'security-token'
    ? new SecurityTokenSigner({ token, ...options })
    : new Signer({ tenancy, user, fingerprint, ...options })
}

function documentedCase(vector: DocumentedCase): Case {
  const { method, url, headers, body, keyId, signedHeaders, key } = vector
  return {
    group,
    name: vector.name,
    async observe({ libraries }) {
      const { createSigner, loadPrivateKey } = libraries.signer
      const loaded = await loadPrivateKey(key.pem, key.passphrase)
      const genericHeaders = signedHeaders.filter((name) => /^\(|date|host/.test(name))
      const signer = createSigner(async () => ({ keyId, key: loaded }), { genericHeaders, requireHost: false })
      const signed = await signer.sign({ method, url, headers, body })
      return [signed.signingString, /signature="([^"]*)"/.exec(signed.headers['authorization'] ?? '')?.[1]]
    },
    expected: [vector.signingString, vector.signature],
  }
}
