import { expect, it } from 'vitest'
import { versionIn, versionOf } from './tool.ts'

it.each([
  ['go version go1.26.8 linux/amd64', '1.26.8'],
  ['v20.20.2\n', '20.20.2'],
  ['javac 17.0.15', '17.0.15'],
  ['no number', undefined],
])('finds the version in %j', (text, version) => {
  expect(versionIn(text)).toBe(version)
})

it('knows a tool that the machine lacks, or that does not do what it has to', () => {
  expect(versionOf({ name: 'none', probe: ['/no/such/program'] })).toBeUndefined()
  expect(versionOf({ name: 'old', probe: [process.execPath, '-e', 'process.exit(1)'] })).toBeUndefined()
  expect(versionOf({ name: 'node', probe: [process.execPath, '--version'] })).toBe(process.versions.node)
})
