// Reads what the caller gave, and nothing that was slipped into a prototype which all objects share.

/** A member of `object` itself. */
export function own<T extends object, K extends keyof T>(object: T, name: K): T[K] | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

/** Whether `object` or its class has the method `name`; one that every object would have does not count. */
export function hasMethod<K extends string>(
  object: object,
  name: K,
): object is Record<K, (...args: never[]) => unknown> {
  for (let holder: object | null = object; holder !== null; holder = Object.getPrototypeOf(holder) as object | null) {
    if (!Object.hasOwn(holder, name)) continue
    const shared = holder !== object && Object.getPrototypeOf(holder) === null
    return !shared && typeof (object as Record<string, unknown>)[name] === 'function'
  }
  return false
}

export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
