// Python code blocks of documents: compiled by whatever Python there is, and run by one that has Oracle's SDK.
import { execFile, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** What `npm run interop` has installed, if it ran here, and the machine's own. */
const PYTHONS = [fileURLToPath(new URL('../../interop/.tools/python/bin/python', import.meta.url)), 'python3']

const says = (python: string, code: string): boolean => spawnSync(python, ['-c', code]).status === 0

/** A Python, or `undefined` where this machine has none. */
export const findPython = (): string | undefined => PYTHONS.find((python) => says(python, 'import sys'))

/** A Python that has Oracle's SDK and requests, or `undefined`. */
export const findPythonWithOci = (): string | undefined =>
  PYTHONS.find((python) =>
    says(python, 'import sys, importlib.util as u; sys.exit(not (u.find_spec("oci") and u.find_spec("requests")))'),
  )

export interface PythonBlock {
  /** Line of the opening fence, from 1. */
  readonly line: number
  readonly code: string
  /** `false` for a block that is only compiled. */
  readonly runs: boolean
}

/** The blocks fenced with three backticks and `python`, or `python no-run`. */
export function pythonBlocks(markdown: string): readonly PythonBlock[] {
  return [...markdown.matchAll(/^```python( no-run)?\n(.*?)^```$/gms)].map((match) => ({
    line: markdown.slice(0, match.index).split('\n').length,
    code: String(match[2]),
    runs: match[1] === undefined,
  }))
}

/** What the `print(…)  # → text` lines of a block claim to print, in order. */
export const expectedLines = (code: string): readonly string[] =>
  [...code.matchAll(/^ *print\(.*\) {2}# → (.*)$/gm)].map((match) => String(match[1]).trim())

/** The code with the emulator in the place of OCI: addresses, and the arguments by which Oracle's SDK is told them. */
export const runnablePython = (code: string, emulatorUrl: string): string =>
  code
    .replaceAll(/https:\/\/[\w.-]+\.oraclecloud\.com/g, emulatorUrl)
    .replaceAll(
      'InstancePrincipalsSecurityTokenSigner()',
      `InstancePrincipalsSecurityTokenSigner(federation_endpoint="${emulatorUrl}/v1/x509")`,
    )
    .replaceAll(
      /= (?:oci\.identity\.IdentityClient|DataplaneClient)\((?:config|\{[^}]*\})/g,
      `$&, service_endpoint="${emulatorUrl}"`,
    )

/** @returns what it printed @throws where it ended with another code than 0, with what it said */
export async function runPython(python: string, code: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const { stdout } = await promisify(execFile)(python, ['-W', 'ignore', '-B', '-c', code], { env, timeout: 60_000 })
  return stdout
}
