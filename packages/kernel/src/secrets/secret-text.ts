// Which texts are secrets by their looks, whatever they are called: keys and tokens.

/** How PEM in base64 begins, and how the body of a PEM or DER in base64 does. */
const KEY_IN_BASE64 = /^\W*(?:LS0t|MI[A-Z])[\w+/=-]{60}/
const TOKEN = /^\s*(?:ST\$|eyJ[\w-]+\.)/i

/** True for the text of a key, in PEM or in base64. */
export function isKeyText(text: string): boolean {
  return /-----BEGIN/i.test(text) || KEY_IN_BASE64.test(text)
}

/** True for the text of a key or a token. */
export function isSecretText(text: string): boolean {
  return isKeyText(text) || TOKEN.test(text)
}

/** Something in the text may be a part of a key: it looks like base64 or hexadecimal. Some names of files do, too. */
export function mayHoldKey(text: string): boolean {
  const runs = text.match(/[\w+=-]{40,}/g) ?? []
  return (
    runs.some((run) => run.length >= 128 || isMixed(run)) ||
    (/^[\w+/=-]{100,}$/.test(text) && isMixed(text)) ||
    /PRIVATE KEY|(?:LS0t|MI[A-Z])[\w+/=-]{30}/.test(text)
  )
}

const isMixed = (text: string): boolean => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)
