// What a person may type next, in another terminal, at the emulator that goes on running.
import { fileURLToPath } from 'node:url'
import type { Emulator } from '@x/emulator'

const OCIX = fileURLToPath(new URL('../../../packages/cli/dist/main.js', import.meta.url))

export const COMMANDS = [
  'ocix session list',
  'ocix whoami --profile SESSION',
  'ocix iam region list',
  'ocix session refresh --profile SESSION',
  'ocix doctor',
] as const

export const commandsToTry = (oci: Emulator, configFile: string): readonly string[] => [
  'In another terminal:',
  `  export OCI_CLI_ENDPOINT=${oci.url} OCI_CLI_CONFIG_FILE=${configFile} OCI_CONFIG_FILE=${configFile}`,
  `  alias ocix='node ${OCIX}'`,
  ...COMMANDS.map((command) => `  ${command}`),
]
