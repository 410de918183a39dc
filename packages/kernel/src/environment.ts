// The environment variables of the process, where there are any.

/** Names of variables to values, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Empty in browsers, and wherever reading it is not allowed. */
export function processEnvironment(): Environment {
  try {
    const env: unknown = globalThis.process?.env
    return typeof env === 'object' && env !== null ? (env as Environment) : {}
  } catch {
    return {}
  }
}
