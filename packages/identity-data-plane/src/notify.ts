// Calls whoever listens; a listener's trouble is its own.

/** Called at once; what it throws, now or later, changes nothing. */
export function notify<T>(listener: (value: T) => unknown, value: T): void {
  const told = async (): Promise<unknown> => listener(value)
  told().catch(() => {})
}
