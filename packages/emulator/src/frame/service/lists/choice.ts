// Reads a query parameter that can only be one of a few words.

/**
 * @returns the word, `undefined` when the parameter is not there; `{ wrong }` says what is wrong with one that is something else, or that
 * is there more than once
 */
export function choiceOf<Word extends string>(
  query: URLSearchParams,
  name: string,
  words: readonly Word[],
): Word | undefined | { readonly wrong: string } {
  const given = query.getAll(name)
  if (given.length === 0) return undefined
  const word = given.length === 1 ? words.find((each) => each === given[0]) : undefined
  return word ?? { wrong: `${name} must be one of ${words.join(', ')}` }
}
