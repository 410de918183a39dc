// Every public function and class refuses an option that it does not know and names the one that was meant. A configuration is data.
import { createScopedToken, DataplaneClient, UserSecurityTokenSigner, writeDatabaseToken } from '@x/identity-data-plane'
import { expect, test } from 'vitest'
import { keys } from './support.ts'

const refused = (name: string, nearest: string): unknown =>
  expect.objectContaining({
    name: 'TypeError',
    code: 'ERR_INVALID_ARGUMENT',
    message: `There is no option "${name}". Did you mean \`${nearest}\`?`,
  })

const signer = { sign: () => Promise.reject(new Error('nothing is signed')) }
const publicKey = keys.publicKeyPem
const client = new DataplaneClient({ signer, region: 'phx' })

type Call = (options: never) => unknown
const make: Call = (options: object) => new DataplaneClient({ signer, region: 'phx', ...options })
const calls: readonly (readonly [name: string, call: Call, unknown: string, nearest: string])[] = [
  ['DataplaneClient', make, 'timeout', 'timeoutMs'],
  ['DataplaneClient', make, 'service_endpoint', 'serviceEndpoint'],
  ['DataplaneClient', make, 'endpoint', 'serviceEndpoint'],
  ['DataplaneClient', make, 'retry_strategy', 'retryStrategy'],
  ['DataplaneClient', make, 'circuit_breaker_callback', 'circuitBreakerCallback'],
  ['DataplaneClient', make, 'circuitBreaker', 'circuitBreakerStrategy'],
  [
    'DataplaneClient',
    make,
    'client_level_realm_specific_endpoint_template_enabled',
    'realmSpecificEndpointTemplateEnabled',
  ],
  ['DataplaneClient', make, 'allow_control_chars', 'allowControlChars'],
  [
    'generateScopedAccessToken',
    (options) => client.generateScopedAccessToken({ scope: 's', publicKey: 'p' }, options),
    'opc_request_id',
    'opcRequestId',
  ],
  [
    'generateUserSecurityToken',
    (options) => client.generateUserSecurityToken({ publicKey: 'p' }, options),
    'checkSession',
    'checkSessionExpiration',
  ],
  ['createScopedToken', (options) => createScopedToken(client, options), 'scopes', 'scope'],
  ['writeDatabaseToken', (options) => writeDatabaseToken(client, options), 'db_token_folder', 'folder'],
  [
    'UserSecurityTokenSigner',
    (options: object) => new UserSecurityTokenSigner({ client, ...options }),
    'session_expiration_in_minutes',
    'sessionExpirationInMinutes',
  ],
]

test.each(calls.map(([name, call, unknown, nearest]) => [name, unknown, nearest, call] as const))(
  '%s refuses the option %s and names %s',
  async (_, unknown, nearest, call) => {
    const run = async (): Promise<unknown> => call({ [unknown]: 'x' } as never)
    await expect(run()).rejects.toThrow(refused(unknown, nearest) as Error)
  },
)

test('a configuration may have members of the caller’s own', async () => {
  const own = new DataplaneClient({ signer, region: 'phx', config: { timeout: 1 } as object })
  await expect(own.generateScopedAccessToken({ scope: 's', publicKey })).rejects.toThrow('nothing is signed')
})
