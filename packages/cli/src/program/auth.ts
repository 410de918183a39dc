// Who signs, as `--auth` and OCI_CLI_AUTH have it.

export const AUTHS = [
  'api_key',
  'security_token',
  'instance_principal',
  'instance_obo_user',
  'resource_principal',
  'oke_workload_identity',
] as const

export type Auth = (typeof AUTHS)[number]

export function readAuth(text: string): Auth {
  const auth = AUTHS.find((each) => each === text)
  if (auth) return auth
  throw new RangeError(
    text === 'pkcs11'
      ? 'A key in a PKCS#11 token signs through the library: examples/hsm of the repository shows how.'
      : `Give one of ${AUTHS.join(', ')}.`,
  )
}
