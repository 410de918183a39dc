// A session token, as `oci session authenticate` writes it, instead of an API key.
import { readFile } from 'node:fs/promises'
import { loadConfig } from '@x/config'
import { endpointFor } from '@x/config/regions'
import { createSignedFetch } from '@x/fetch'
import { loadPrivateKeyFromFile, SecurityTokenSigner } from '@x/signer'

const config = await loadConfig({ profile: 'SESSION' })
const token = await readFile(config.require('securityTokenFile'), 'utf8')
const privateKey = await loadPrivateKeyFromFile(config.require('keyFile'))
const signer = new SecurityTokenSigner({ token, privateKey })

const signedFetch = createSignedFetch(signer)
const endpoint = endpointFor('https://identity.{region}.{secondLevelDomain}', config.require('region'))
const response = await signedFetch(`${endpoint}/20160918/regions`)
console.log(response.status, await response.json())
