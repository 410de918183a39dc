// Takes the code blocks out of a README, so that what users copy is what is compiled and run.

export interface ReadmeBlock {
  /** Line of the opening fence, from 1. */
  readonly line: number
  readonly code: string
  /** `false` for a block that is only compiled. */
  readonly runs: boolean
}

/** The blocks fenced with three backticks and `ts`, or `ts no-run`. */
export function readmeBlocks(markdown: string): readonly ReadmeBlock[] {
  return [...markdown.matchAll(/^```ts( no-run)?\n(.*?)^```$/gms)].map((match) => ({
    line: markdown.slice(0, match.index).split('\n').length,
    code: String(match[2]),
    runs: match[1] === undefined,
  }))
}

/** What the `console.log` lines of a block claim to print, in order. */
export function expectedOutput(code: string): readonly string[] {
  return [...code.matchAll(/console\.log\(.*\) \/\/ → (.*)$/gm)].map((match) => String(match[1]).trim())
}

/** OCI's addresses: written out, or as an endpoint template. */
const OCI_ORIGIN = /https:\/\/[\w.-]+\.(?:oraclecloud|oraclegovcloud)\.com|https:\/\/[\w.{}-]+\.\{secondLevelDomain\}/g

/** A client that finds its address by itself. */
const OWN_ADDRESS = /new DataplaneClient\(\{/g

/** A client of Oracle's SDK, which finds its address by its region. */
const BY_REGION = /await setClientRegion\(.*\)$/gm

/** The module to run: OCI's addresses replaced by the emulator's. */
export const runnableModule = (code: string, emulatorUrl: string): string =>
  code
    .replaceAll(OCI_ORIGIN, emulatorUrl)
    .replaceAll(OWN_ADDRESS, `$& serviceEndpoint: '${emulatorUrl}',`)
    .replaceAll(BY_REGION, `Object.assign($&, { endpoint: '${emulatorUrl}' })`)
