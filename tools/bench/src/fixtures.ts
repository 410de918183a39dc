// What every measurement signs, and what it signs with.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { SignableRequest } from '@x/signer'

/** Of the size that OCI's console makes. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

export const keyObject: KeyObject = privateKey
export const apiKey = {
  tenancy: `ocid1.tenancy.oc1..${'a'.repeat(60)}`,
  user: `ocid1.user.oc1..${'b'.repeat(60)}`,
  fingerprint: '20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34',
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
}

export const getRequest = {
  method: 'GET',
  url: 'https://iaas.us-phoenix-1.oraclecloud.com/20160918/instances?compartmentId=ocid1.compartment.oc1..aaaa&limit=50',
} satisfies SignableRequest
