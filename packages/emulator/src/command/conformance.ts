// A conformance run: says what to send, or has a program send it, and reports.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import type { Emulator } from '../emulator.ts'
import { reportText } from '../services/conformance/report-text.ts'

/** What a program needs to take part, as variables of its environment. */
export function driverVariables(oci: Emulator, config: string): Readonly<Record<string, string>> {
  const folder = dirname(config)
  return {
    OCI_EMULATOR_URL: oci.url,
    OCI_CONFIG_FILE: config,
    OCI_TENANCY: oci.tenancy,
    OCI_USER: oci.user,
    OCI_FINGERPRINT: oci.apiKey.fingerprint,
    OCI_KEY_FILE: join(folder, 'oci_api_key.pem'),
    ...(oci.ca !== undefined && { OCI_EMULATOR_CA: join(folder, 'ca.pem') }),
  }
}

export function describeRun(oci: Emulator, config: string): string {
  const lines = Object.entries(driverVariables(oci, config)).map(([name, value]) => `  ${name}=${value}`)
  return `Conformance suite for OCI signers at ${oci.url} (Ctrl+C ends it and prints the report)

${lines.join('\n')}

Sign and send, one after the other, the requests of
  ${oci.url}/conformance/cases
What became of them until now
  curl -H 'accept: text/plain' ${oci.url}/conformance/report
`
}

/** Runs a program to its end, or until this one is interrupted, with these variables beside those of this process. */
export function runDriver(
  [command = '', ...args]: readonly string[],
  variables: Readonly<Record<string, string>>,
  interrupted: Promise<void>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...variables } })
    void interrupted.then(() => child.kill())
    child.once('error', (cause) => {
      const message = `"${command}" cannot be run: ${cause.message}. Give a command that is on this machine.`
      reject(new Error(message, { cause }))
    })
    child.once('close', (code) => resolve(code ?? 1))
  })
}

/**
 * Prints the report.
 *
 * @returns 0 when the signer conforms
 */
export function report(oci: Emulator): number {
  const { conforms, ...rest } = oci.conformance.report()
  process.stdout.write(reportText({ conforms, ...rest }))
  return conforms ? 0 : 1
}
