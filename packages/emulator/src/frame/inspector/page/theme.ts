// Light or dark: as the machine has it, until the reader chooses.

const KEY = 'oci-emulator-theme'

export function restoreTheme(): void {
  const chosen = stored()
  if (chosen !== undefined) document.documentElement.dataset['theme'] = chosen
}

export function switchTheme(): void {
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches
  const chosen =
    (document.documentElement.dataset['theme'] ?? (isDark ? 'dark' : 'light')) === 'dark' ? 'light' : 'dark'
  document.documentElement.dataset['theme'] = chosen
  try {
    localStorage.setItem(KEY, chosen)
  } catch {
    // A browser that keeps nothing keeps no theme either.
  }
}

function stored(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined
  } catch {
    return undefined
  }
}
