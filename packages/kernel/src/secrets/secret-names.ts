// Which names of headers, fields, parameters and keys of a file hold secrets. @x/retry publishes it with its documentation.

const REST = '[-_]+'
/** What a name ends in once its case, hyphens and underscores are gone, so that every spelling of it is caught. */
const SECRET_END =
  /(?:token|secret|password|passwd|passphrase|privatekey|privatekeypem|publickey|podkey|keycontent|authorization|cookie|apikey|securitycontext|rawcredential)$/
/** Families of headers: `x-token`, `x-token-…`, `x-authorization`, `x-authorization-…`, `x-key-…` but not `x-key`. */
const SECRET_START = /* @__PURE__ */ new RegExp(`^x${REST}(?:(?:token|authorization)(?:${REST}|$)|key${REST})`)

/** True when what stands under `name` must not be shown, in every spelling and behind every prefix. */
export function isSecretName(name: string): boolean {
  const lower = name.toLowerCase()
  return SECRET_END.test(lower.replaceAll(/[^a-z0-9]/g, '')) || SECRET_START.test(lower)
}
