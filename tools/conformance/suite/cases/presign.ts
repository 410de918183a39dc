// Addresses that carry their signature.
import type { Case, Context } from '../case.ts'

const group = 'presign'
const NOW = Date.UTC(2026, 10, 20, 12)
const ADDRESS = 'https://containerengine.us-phoenix-1.oraclecloud.com/cluster_request/ocid1.cluster.oc1.phx.aaaa'

async function presigned({ libraries, input }: Context, method = 'GET', expiresInSeconds = 240): Promise<URL> {
  const { createSigner, loadPrivateKey, presign } = libraries.signer
  const key = await loadPrivateKey(input.clearKey)
  const signer = createSigner(async () => ({ keyId: 'a/b/c', key }))
  return presign({ method, url: ADDRESS }, signer, { expiresInSeconds, now: () => NOW })
}

async function verdictAt(context: Context, now: number): Promise<string> {
  const { verifyRequest } = context.libraries.verify
  const received = { method: 'GET', url: await presigned(context), headers: {} }
  const options = { presigned: true, now: () => now }
  const verdict = await verifyRequest(received, async () => context.input.publicKey, options)
  return verdict.verified ? 'genuine' : verdict.reason
}

export const presignCases: readonly Case[] = [
  {
    group,
    name: 'the parts of an address',
    async observe(context) {
      const url = await presigned(context)
      return [url.origin + url.pathname, ...[...url.searchParams.keys()].sort()]
    },
    expected: [ADDRESS, 'authorization', 'date'],
  },
  {
    group,
    name: 'an address is genuine',
    observe: (context) => verdictAt(context, NOW),
    expected: 'genuine',
  },
  {
    group,
    name: 'an address expires',
    observe: (context) => verdictAt(context, NOW + 3_600_000),
    expected: 'clock-skew',
  },
  {
    group,
    name: 'a method that changes something is refused',
    observe: (context) => presigned(context, 'POST'),
    expected: { code: 'ERR_INVALID_ARGUMENT' },
  },
  {
    group,
    name: 'a longer life than the service allows is refused',
    observe: (context) => presigned(context, 'GET', 301),
    expected: { code: 'ERR_INVALID_ARGUMENT' },
  },
]
