// What a person may type next, in another terminal, at the emulator that goes on running.
import { fileURLToPath } from 'node:url'

const OCIX = fileURLToPath(new URL('../../../packages/cli/dist/main.js', import.meta.url))

const COMMANDS = ['ocix session list', 'ocix whoami --profile SESSION', 'ocix iam region list'] as const

/** Where a person's shell is another one than bash, which most are near enough to. */
type Platform = NodeJS.Platform

/** @returns lines to print */
export function commandsToTry(
  url: string,
  configFile: string,
  platform: Platform = process.platform,
): readonly string[] {
  const variables = Object.entries({
    OCI_CLI_ENDPOINT: url,
    OCI_CLI_CONFIG_FILE: configFile,
    OCI_CONFIG_FILE: configFile,
  })
  const setUp = platform === 'win32' ? inPowerShell(variables) : inShell(variables)
  return [
    `Config file, with the profiles DEFAULT and SESSION: ${configFile}`,
    platform === 'win32' ? 'In another terminal, with PowerShell:' : 'In another terminal:',
    ...[...setUp, ...COMMANDS].map((line) => `  ${line}`),
  ]
}

type Variables = readonly (readonly [name: string, value: string])[]

const inShell = (variables: Variables): readonly string[] => [
  `export ${variables.map(([name, value]) => `${name}='${value.replaceAll("'", String.raw`'\''`)}'`).join(' ')}`,
  `ocix() { node '${OCIX.replaceAll("'", String.raw`'\''`)}' "$@"; }`,
]

const inPowerShell = (variables: Variables): readonly string[] => [
  variables.map(([name, value]) => `$env:${name} = '${value.replaceAll("'", "''")}'`).join('; '),
  `function ocix { node '${OCIX.replaceAll("'", "''")}' @args }`,
]
