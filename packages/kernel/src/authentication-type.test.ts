import { expect, test } from 'vitest'
import { authenticationTypeOf, type DecidingFields } from './authentication-type.ts'

const standingIn = (profile: string): Pick<DecidingFields, 'origin'> => ({ origin: () => ({ kind: 'file', profile }) })
const token = { securityTokenFile: '/t' }
const user = { user: 'u' }

test.each<[string, DecidingFields, string]>([
  ['what is written wins over a token', { ...token, authenticationType: 'api_key' }, 'api_key'],
  ['what is written is left as it is', { authenticationType: 'nonsense' }, 'nonsense'],
  ['a token is a session', token, 'security_token'],
  ['a token beside a user is a session', { ...token, ...user }, 'security_token'],
  ['an empty token is there', { securityTokenFile: '' }, 'security_token'],
  ['without a token it is an API key', user, 'api_key'],
  ['nothing is an API key', {}, 'api_key'],
  ['a token of the profile itself', { ...token, ...user, profile: 'A', ...standingIn('A') }, 'security_token'],
  [
    'an inherited token leaves the user to sign',
    { ...token, ...user, profile: 'A', ...standingIn('DEFAULT') },
    'api_key',
  ],
  ['an inherited token, and no user', { ...token, profile: 'A', ...standingIn('DEFAULT') }, 'security_token'],
  [
    'the token of [DEFAULT] itself',
    { ...token, ...user, profile: 'DEFAULT', ...standingIn('DEFAULT') },
    'security_token',
  ],
  [
    'a token from the environment',
    { ...token, ...user, profile: 'A', origin: () => ({ kind: 'environment' }) },
    'security_token',
  ],
])('%s', (_, config, type) => {
  expect(authenticationTypeOf(config)).toBe(type)
})
