// Expands `~` the way OCI's files mean it: `~` and `~/…` only, never `~user`, never `$VAR`.

/**
 * @param home - the home directory
 * @param windows - whether `~\…` is a path, too
 */
export function expandHome(path: string, home: string, windows: boolean): string {
  if (path === '~') return home
  const expands = path.startsWith('~/') || (windows && path.startsWith('~\\'))
  return expands ? home.replace(/[\\/]+$/, '') + path.slice(1) : path
}
