// What may be shown of a secret.

/** Shows who, not the secret: a session token is itself the key id. */
export function redactKeyId(keyId: string): string {
  return keyId.startsWith('ST$') ? 'ST$<redacted>' : keyId.split('/').slice(0, -1).join('/') + '/<redacted>'
}
