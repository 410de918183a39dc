// Finds text that no encoding can carry.

/** False for a text with half a surrogate pair: UTF-8 has no form for it, and what is sent would be another text. */
export const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text)
