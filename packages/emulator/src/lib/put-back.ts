// Puts settings back that a test has changed.

/** @returns what gives these members the values again that they have now */
export function putBack<Settings extends object, Name extends keyof Settings>(
  settings: Settings,
  names: readonly Name[],
): () => void {
  const start = names.map((name) => [name, settings[name]] as const)
  return () => {
    for (const [name, value] of start) settings[name] = value
  }
}
