// The same through axios: the instance signs whatever it sends.
import { signerFromConfig } from '@x/auth-federation'
import { attachSigner } from '@x/axios'
import { loadConfig } from '@x/config'
import { endpointFor } from '@x/config/regions'
import axios from 'axios'

const config = await loadConfig()
const signer = await signerFromConfig(config)

const endpoint = endpointFor('https://identity.{region}.{secondLevelDomain}', config.require('region'))
const http = axios.create({ baseURL: endpoint })
attachSigner(http, signer)
const response = await http.get('/20160918/regions')
console.log(response.status, response.data)
