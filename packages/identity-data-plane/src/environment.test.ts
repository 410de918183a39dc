import { afterEach, expect, test, vi } from 'vitest'
import { runtimeEnvironment } from './environment.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

test('the environment is that of the process', () => {
  vi.stubEnv('OCI_REGION', 'fra')
  expect(runtimeEnvironment()['OCI_REGION']).toBe('fra')
})

test('the environment is empty where there is no process, as in a browser', () => {
  vi.stubGlobal('process', undefined)
  const environment = runtimeEnvironment()
  vi.unstubAllGlobals()
  expect(environment).toEqual({})
})
