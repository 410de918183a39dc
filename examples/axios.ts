// The same through axios: the instance signs whatever it sends.
import { attachSigner } from '@x/axios'
import { loadConfig } from '@x/config'
import { endpointFor } from '@x/config/regions'
import { Signer } from '@x/signer'
import axios from 'axios'

const config = await loadConfig()
const signer = Signer.fromConfig(config)

const endpoint = endpointFor('https://identity.{region}.{secondLevelDomain}', config.require('region'))
const http = axios.create({ baseURL: endpoint })
attachSigner(http, signer)
const response = await http.get('/20160918/regions')
console.log(response.status, response.data)
