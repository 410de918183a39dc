// Which names a session may have, for whoever types one.

/** @returns what is wrong with it */
export const problemOfName = (name: string): string | undefined =>
  /^[\w.@-]{1,255}$/.test(name) && !/^\.\.?$/.test(name) ? undefined : 'Letters, digits, ".", "_", "-" and "@".'
