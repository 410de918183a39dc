// `sendSigned` of @x/signer over node:http, which sends exactly what it is told.
import { request as openRequest } from 'node:http'
import type { Emulator } from '@x/emulator'
import { sendSigned, Signer, type SignedRequest } from '@x/signer'
import { bodyOf } from './asked-body.ts'
import type { SendCase } from './play.ts'

export function bareClient(oci: Emulator): SendCase {
  const signer = signerOf(oci)
  return (asked) => {
    const { method, url, headers, bodyUnsigned } = asked
    const request = {
      method,
      url,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      body: bodyOf(asked),
    }
    return sendSigned(request, signer, send, { bodySigning: bodyUnsigned ? 'exclude' : 'sign' })
  }
}

export const signerOf = ({ tenancy, user, apiKey }: Emulator): Signer =>
  new Signer({ tenancy, user, fingerprint: apiKey.fingerprint, privateKey: apiKey.pem })

/** Sends a signed request over node:http. */
export function send({ method, url, headers, body }: SignedRequest): Promise<Response> {
  return new Promise((resolve, reject) => {
    const sent = openRequest(
      url,
      { method, headers: Object.fromEntries(new Headers(headers)), agent: false },
      (answer) => {
        answer.resume()
        answer.once('end', () =>
          resolve(
            new Response(null, { status: answer.statusCode ?? 0, headers: answer.headers as Record<string, string> }),
          ),
        )
      },
    )
    sent.once('error', reject)
    void bytesOf(body).then((bytes) => {
      // With GET and DELETE Node states no length by itself, and the body would be taken for another request.
      if (bytes.length > 0 && !sent.hasHeader('content-length')) sent.setHeader('content-length', bytes.length)
      sent.end(bytes)
    }, reject)
  })
}

const bytesOf = async (body: SignedRequest['body']): Promise<Buffer> =>
  Buffer.from(await new Response(body as BodyInit | null).arrayBuffer())
