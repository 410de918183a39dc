// The documentation's raw requests, as a reader types them: list, create, and the same with fetch.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axios from 'axios'
import { expect, test } from 'vitest'
import { attachSigner } from '@x/axios'
import { loadConfig } from '@x/config'
import { Signer } from '@x/signer'
import { emulated } from '@x-tools/emulated'

const oci = emulated()

test('raw requests are accepted, and a status outside 2xx throws', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'axios-'))
  const endpoint = oci().url

  const config = await loadConfig({ file: await oci().configFile(folder) })
  const signer = new Signer({
    tenancy: config.require('tenancy'),
    user: config.require('user'),
    fingerprint: config.require('fingerprint'),
    privateKeyFile: config.require('keyFile'),
    passphrase: config.passphrase,
  })
  const http = axios.create()
  attachSigner(http, signer)
  const url = `${endpoint}/20160918/users/${config.user}`
  expect((await http.get<{ id: string }>(url)).data.id).toBe(oci().user)

  const details = { compartmentId: config.tenancy, name: 'TestUser', description: 'Created with a raw request' }
  const made = await http.post<{ id: string; name: string }>(`${endpoint}/20160918/users/`, details)
  expect(made.data).toMatchObject({ name: 'TestUser', id: expect.stringMatching(/^ocid1\.user\./) as string })
  await expect(http.get(`${endpoint}/20160918/users/ocid1.user.oc1..none`)).rejects.toMatchObject({ status: 404 })

  const signed = await signer.sign({ method: 'GET', url })
  expect((await fetch(signed.url, signed)).status).toBe(200)
  await rm(folder, { recursive: true })
})
