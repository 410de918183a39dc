import { describe, expect, it } from 'vitest'
import { speak } from './speak.ts'

const said = (program: string, variables: Record<string, string> = {}) =>
  speak({ file: process.execPath, args: ['-e', program], variables: { OWN: 'own' } }, variables)

describe('a case script', () => {
  it('tells its cases, whatever a library prints between them', async () => {
    const program = `console.log('loading'); console.log(JSON.stringify({ case: 'a', status: 200 })); console.log('{"case":"b","error":"no"}')`
    expect(await said(program)).toEqual({
      lines: [
        { case: 'a', status: 200 },
        { case: 'b', error: 'no' },
      ],
    })
  })

  it('has its variables, those of its client, and none of OCI’s of this process', async () => {
    process.env['OCI_CLI_PROFILE'] = 'mine'
    const { OWN, GIVEN, OCI_CLI_PROFILE } = { OWN: 'own', GIVEN: 'given', OCI_CLI_PROFILE: undefined }
    const program = `const { OWN, GIVEN, OCI_CLI_PROFILE } = process.env; console.log(JSON.stringify({ case: JSON.stringify({ OWN, GIVEN, OCI_CLI_PROFILE }) }))`
    try {
      const { lines } = await said(program, { GIVEN })
      expect(JSON.parse(lines[0]!.case)).toEqual({ OWN, GIVEN, OCI_CLI_PROFILE })
    } finally {
      delete process.env['OCI_CLI_PROFILE']
    }
  })

  it.each([
    [
      'console.log("{\\"case\\":\\"a\\"}"); console.error("why"); process.exit(3)',
      'it told of 1 cases and ended with exit code 3:\nwhy',
    ],
    ['console.log("nothing")', 'it told of no case and ended with exit code 0:\nnothing'],
    ['process.kill(process.pid, "SIGKILL")', 'it told of no case and ended with stopped by SIGKILL'],
  ])('that breaks down says how: %s', async (program, broken) => {
    expect((await said(program)).broken).toBe(broken)
  })

  it('that cannot be started says why', async () => {
    const { broken } = await speak({ file: '/no/such/program', args: [] }, {})
    expect(broken).toMatch(/^it told of no case and ended with .*ENOENT/)
  })
})
