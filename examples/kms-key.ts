// A private key that never leaves its vault: any object that signs will do. Here node:crypto stands for the remote service.
import { createPrivateKey, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { loadConfig } from '@x/config'
import { endpointFor } from '@x/config/regions'
import { createSignedFetch } from '@x/fetch'
import { Signer, type SigningKey } from '@x/signer'

const config = await loadConfig()
const vault = createPrivateKey(await readFile(config.require('keyFile')))

const remoteKey: SigningKey = {
  // With a real KMS: send SHA-256(data) as the digest, with RSASSA-PKCS1-v1_5 and SHA-256 as the algorithm.
  sign: async (data) => sign('sha256', data, vault),
}
const signer = Signer.fromConfig(config, { privateKey: remoteKey })

const signedFetch = createSignedFetch(signer)
const endpoint = endpointFor('https://identity.{region}.{secondLevelDomain}', config.require('region'))
const response = await signedFetch(`${endpoint}/20160918/regions`)
console.log(response.status, await response.json())
