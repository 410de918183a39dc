// The clients under test: the oldest and the newest supported axios, each with each adapter that Node has.
import { generateKeyPairSync } from 'node:crypto'
import { Signer } from '@x/signer'
import newest, { getAdapter, type AxiosInstance, type AxiosStatic, type CreateAxiosDefaults } from 'axios'
import older, { getAdapter as getOlderAdapter } from 'axios-1-7'

export interface Client {
  readonly name: string
  readonly adapter: 'http' | 'fetch'
  /** A fresh instance. */
  create(defaults?: CreateAxiosDefaults): AxiosInstance
}

// The older axios is told its own adapters, since a package has one axios beside it and here that is the newest.
const versions = [
  { axios: newest, adapterOf: getAdapter },
  { axios: older as unknown as AxiosStatic, adapterOf: getOlderAdapter as unknown as typeof getAdapter },
]

export const clients: readonly Client[] = versions.flatMap(({ axios, adapterOf }) =>
  (['http', 'fetch'] as const).map((adapter) => ({
    name: `axios ${axios.VERSION}, ${adapter}`,
    adapter,
    create: (defaults) => axios.create({ proxy: false, adapter: adapterOf(adapter), ...defaults }),
  })),
)

const pair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

export const { privateKey, publicKey } = pair

export const signer = new Signer({
  tenancy: 'ocid1.tenancy.oc1..aaaa',
  user: 'ocid1.user.oc1..bbbb',
  fingerprint: '20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34',
  privateKey,
})
