// What a call comes to, value or error, so that one expectation can hold either.
export async function outcomeOf(work: Promise<unknown> | (() => unknown)): Promise<unknown> {
  try {
    return await (typeof work === 'function' ? work() : work)
  } catch (error) {
    return error
  }
}
