// The examples of Oracle's own documentation, translated: what its readers type first.
import { readFile } from 'node:fs/promises'
import { attachSigner } from '@x/axios'
import { loadConfig } from '@x/config'
import { endpointFor } from '@x/config/regions'
import { createSignedFetch } from '@x/fetch'
import { loadPrivateKeyFromFile, SecurityTokenSigner, Signer } from '@x/signer'
import axios from 'axios'

const IDENTITY = 'https://identity.{region}.{secondLevelDomain}'

// Raw requests: a signer from values, or from the config file; the result is raw, (de)serialise it yourself.
export const literal = new Signer({
  tenancy: 'ocid1.tenancy.oc1..aaaa',
  user: 'ocid1.user.oc1..bbbb',
  fingerprint: '20:3b:…',
  privateKeyFile: '~/.oci/oci_api_key.pem',
  passphrase: 'hunter2',
})
const config = await loadConfig({ file: '~/.oci/config' })
const signer = new Signer({
  tenancy: config.require('tenancy'),
  user: config.require('user'),
  fingerprint: config.require('fingerprint'),
  privateKeyFile: config.require('keyFile'),
  passphrase: config.passphrase,
})
const endpoint = endpointFor(IDENTITY, config.require('region'))
const url = `${endpoint}/20160918/regions`

const http = axios.create()
attachSigner(http, signer)
await http.get(url)
const user = { compartmentId: config.tenancy, name: 'TestUser', description: 'Created with a raw request' }
const made = await http.post<{ id: string }>(`${endpoint}/20160918/users/`, user)
console.log(made.data.id) // a status outside 2xx throws

const signed = await signer.sign({ method: 'GET', url })
await fetch(signed.url, signed)

// A session token written by the CLI.
const demo = await loadConfig({ profile: 'SESSION' })
const token = await readFile(demo.require('securityTokenFile'), 'utf8')
const session = new SecurityTokenSigner({ token, privateKey: await loadPrivateKeyFromFile(demo.require('keyFile')) })
const subscriptions = `/20160918/tenancies/${demo.require('tenancy')}/regionSubscriptions`
await createSignedFetch(session)(endpointFor(IDENTITY, demo.require('region')) + subscriptions)
