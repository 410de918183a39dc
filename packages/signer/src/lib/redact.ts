// What may be shown of a secret.

/** Shows who, not the secret: a session token is itself the key id. */
export function redactKeyId(keyId: string): string {
  return keyId.replace(/^(ST\$|.*\/|).*/s, '$1<redacted>')
}

/** Has `JSON.stringify` and `util.inspect` show something else; reading the members does not change. */
export function printedAs<T extends object>(value: T, shown: () => object): T {
  return Object.defineProperties(value, {
    toJSON: { value: shown },
    [Symbol.for('nodejs.util.inspect.custom')]: { value: shown },
  })
}
