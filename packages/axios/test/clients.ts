// The clients under test: the oldest and the newest supported axios, each with each adapter that Node has.
import { generateKeyPairSync } from 'node:crypto'
import { Signer } from '@x/signer'
import newest, { getAdapter, type AxiosInstance, type AxiosStatic, type CreateAxiosDefaults } from 'axios'
import lastWithoutTunnel, { getAdapter as getLastAdapterWithoutTunnel } from 'axios-1-16-0'
import firstWithTunnel, { getAdapter as getFirstAdapterWithTunnel } from 'axios-1-16-1'
import older, { getAdapter as getOlderAdapter } from 'axios-1-7'

export interface Client {
  readonly name: string
  readonly adapter: 'http' | 'fetch'
  /** A fresh instance. */
  create(defaults?: CreateAxiosDefaults): AxiosInstance
}

interface Version {
  readonly axios: AxiosStatic
  readonly adapterOf: typeof getAdapter
}

// An older axios is told its own adapters, since a package has one axios beside it and here that is the newest.
const asVersion = (axios: unknown, adapterOf: unknown): Version => ({ axios, adapterOf }) as Version
const newestVersion = asVersion(newest, getAdapter)
const oldestVersion = asVersion(older, getOlderAdapter)

const clientsOf = (...versions: readonly Version[]): readonly Client[] =>
  versions.flatMap(({ axios, adapterOf }) =>
    (['http', 'fetch'] as const).map((adapter) => ({
      name: `axios ${axios.VERSION}, ${adapter}`,
      adapter,
      create: (defaults) => axios.create({ proxy: false, adapter: adapterOf(adapter), ...defaults }),
    })),
  )

export const clients = clientsOf(newestVersion, oldestVersion)

/** Their http adapter hands an https request to an HTTP proxy in clear text; the newest and the oldest of them. */
export const clientsWithoutTunnel = clientsOf(asVersion(lastWithoutTunnel, getLastAdapterWithoutTunnel), oldestVersion)

/** Their http adapter opens a tunnel; the newest and the oldest of them. */
export const clientsWithTunnel = clientsOf(newestVersion, asVersion(firstWithTunnel, getFirstAdapterWithTunnel))

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
