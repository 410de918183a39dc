import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { commandsToTry } from './commands-to-try.ts'

const URL = 'http://127.0.0.1:1'

it('names the config file and three commands', () => {
  const lines = commandsToTry(URL, '/home/me/.oci/config', 'linux')
  expect(lines[0]).toContain('/home/me/.oci/config')
  expect(lines.filter((line) => /^ {2}ocix [a-z]/.test(line))).toHaveLength(3)
})

it.skipIf(process.platform === 'win32')(
  'sets variables that a shell reads as they are meant, whatever the path is',
  () => {
    const [, , variables = ''] = commandsToTry(URL, "/home/it's $HOME/config", 'linux')
    const seen = execFileSync('/bin/sh', ['-c', `${variables}; printf '%s %s' "$OCI_CLI_ENDPOINT" "$OCI_CONFIG_FILE"`])
    expect(String(seen)).toBe(`${URL} /home/it's $HOME/config`)
  },
)

it('speaks PowerShell on Windows', () => {
  const lines = commandsToTry(URL, String.raw`C:\it's\config`, 'win32').join('\n')
  expect(lines).toContain(String.raw`$env:OCI_CONFIG_FILE = 'C:\it''s\config'`)
  expect(lines).toMatch(/function ocix \{ node '.*main\.js' @args \}/)
})
