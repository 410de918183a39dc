// What every object seems to have, after somebody merged hostile JSON into a prototype.

const shared = Object.getPrototypeOf({}) as Record<string, unknown>

/** Runs `work` while all objects seem to have `name`. */
export async function polluted<T>(name: string, value: unknown, work: () => Promise<T>): Promise<T> {
  shared[name] = value
  try {
    return await work()
  } finally {
    delete shared[name]
  }
}
