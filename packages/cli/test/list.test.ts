// `ocix session list`.
import { emulated } from '@x-tools/emulated'
import { expect, test } from 'vitest'
import { homes } from './kit/home.ts'

const oci = emulated()
const home = homes(oci)

test('the sessions of the file are listed as JSON, without a call', async () => {
  const before = oci().requests.length
  const { code, stdout, stderr } = await home().run('session list')
  expect([code, stderr, oci().requests.length]).toEqual([0, '', before])
  expect(JSON.parse(stdout)).toEqual([
    expect.objectContaining({ profile: 'SESSION', valid: true, source: 'local', user: oci().user }),
  ])
})

test('people at a terminal see a table', async () => {
  await home().loginAgain({ lifetimeSeconds: 900, sessionSeconds: 900 })
  const { stdout } = await home().run('session list', { isTTY: true })
  const [head = '', row = '', ...rest] = stdout.split('\n')
  expect(head.split(/ {2,}/)).toEqual(['PROFILE', 'VALID', 'LEFT', 'EXPIRES AT', 'REGION', 'PROBLEM'])
  expect(row).toMatch(/^SESSION {2}true {3}14 min {2}[-\d]+ [:\d]+ UTC {2}us-phoenix-1 {2}-$/)
  expect(rest).toEqual([''])
})

test('--query picks, --raw-output leaves out quotes, and a query that picks nothing says so', async () => {
  expect((await home().run(`session list --query '[?valid].profile'`)).stdout).toBe('[\n  "SESSION"\n]\n')
  expect((await home().run(`session list --query '[0].profile' --raw-output`)).stdout).toBe('SESSION\n')
  const nothing = await home().run(`session list --query 'x'`)
  expect([nothing.code, nothing.stdout]).toEqual([0, ''])
  expect(nothing.stderr).toContain('picks nothing')
})

test('a query that is none is 2', async () => {
  const { code, stdout, stderr } = await home().run(`session list --query '['`)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^Error: --query is no JMESPath/)
})

test('no file is no session, and the login is named', async () => {
  const { code, stdout, stderr } = await home().run('session list --config-file ~/nothing')
  expect([code, stdout]).toEqual([0, '[]\n'])
  expect(stderr).toBe('There are no sessions. Open one with: ocix session authenticate\n')
})

test('a faulty file is 5', async () => {
  await home().editConfig((text) => `${text}\nno delimiter\n`)
  const { code, stderr } = await home().run('session list')
  expect([code, stderr]).toEqual([5, expect.stringMatching(/^Error: /)])
})
