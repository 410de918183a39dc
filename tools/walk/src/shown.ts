// What a run printed, without what is another in each run: folders, ports, keys, tokens and the ends of identifiers. Pure.

const REPLACED: readonly (readonly [pattern: RegExp, shown: string])[] = [
  [/http:\/\/(?:127\.0\.0\.1|localhost):\d+/g, 'http://127.0.0.1:8080'],
  [/(ocid1\.[a-z0-9]+\.[a-z0-9]+\.[a-z0-9-]*\.\w{8})\w+/g, '$1…'],
  [/\b[0-9a-f]{2}(?::[0-9a-f]{2}){15}\b/g, '…'],
  [/\b(eyJ\w{5})[\w-]+\.[\w-]+\.[\w-]+/g, '$1…'],
  [/^([\w+/]{24})[\w+/]{40}(?:\n[\w+/]+={0,2})*$/gm, '$1…'],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '…'],
  // The key in the address of a login, the presigned address for kubectl.
  [/(\bpublic_key=\w{12})\w+/g, '$1…'],
  [/("token": "\w{24})[\w+/=]{200,}/g, '$1…'],
  [/\b[0-9A-F]{32}(?:\/[0-9A-F]{32}){0,2}\b/g, '…'],
]

export const shown = (text: string, home: string): string =>
  REPLACED.reduce((rest, [pattern, by]) => rest.replaceAll(pattern, by), text.replaceAll(home, '~'))
