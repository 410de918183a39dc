// A step of a job of GitHub Actions without a stored key of OCI's: the job's own token is exchanged. Nothing is written to disk.
//
//   jobs:
//     regions:
//       runs-on: ubuntu-latest
//       permissions:
//         contents: read
//         id-token: write # lets the job ask GitHub for its token
//       steps:
//         - uses: actions/checkout@v5
//         - uses: actions/setup-node@v5
//         - run: npm ci
//         - run: npx tsx keyless-github-actions.ts
//           env:
//             OCI_TOKEN_EXCHANGE_DOMAIN_URL: ${{ vars.OCI_DOMAIN_URL }} # https://idcs-….identity.oraclecloud.com
//             OCI_TOKEN_EXCHANGE_CLIENT_ID: ${{ vars.OCI_CLIENT_ID }}
//             OCI_TOKEN_EXCHANGE_CLIENT_SECRET: ${{ secrets.OCI_CLIENT_SECRET }} # of no use without a token of this repository
//             OCI_TOKEN_EXCHANGE_AUDIENCE: https://cloud.oracle.com # the one that the trust in the domain names
//             OCI_TOKEN_EXCHANGE_REGION: us-phoenix-1
import { tokenExchangeFromEnvironment, TokenExchangeSigner } from '@x/auth-federation'
import { endpointFor } from '@x/config/regions'
import { createSignedFetch } from '@x/fetch'

const signer = new TokenExchangeSigner(tokenExchangeFromEnvironment())

const signedFetch = createSignedFetch(signer)
const endpoint = endpointFor('https://identity.{region}.{secondLevelDomain}', String(await signer.region()))
const response = await signedFetch(`${endpoint}/20160918/regions`)
console.log(response.status, await response.json())
