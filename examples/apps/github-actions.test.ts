// The workflow by GitHub's own parser, and its variables by what reads them.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { tokenExchangeFromEnvironment } from '@x/auth-federation'
import { beforeAll, expect, test } from 'vitest'

const file = fileURLToPath(new URL('../github-actions/oci-regions.yml', import.meta.url))
let content: string
beforeAll(async () => void (content = await readFile(file, 'utf8')))

const errorsOf = (text: string): readonly string[] =>
  parseWorkflow({ name: 'oci-regions.yml', content: text }, new NoOperationTraceWriter())
    .context.errors.getErrors()
    .map(({ message }) => message)

test('the workflow is one by GitHub’s own parser', () => {
  expect(errorsOf(content)).toEqual([])
  expect(errorsOf(content.replace('id-token: write', 'id-token: full'))).not.toEqual([])
})

test('its job may ask for a token, and for nothing else than reading the repository', () => {
  expect(/^permissions:\n((?: {2}.*\n)+)/m.exec(content)?.[1]?.replaceAll(/ #.*/g, '')).toBe(
    '  contents: read\n  id-token: write\n',
  )
})

test('its variables are all that the signer needs of the job', () => {
  const names = [...content.matchAll(/^ +(OCI_TOKEN_EXCHANGE_\w+):/gm)].map(([, name]) => String(name))
  const values = names.map((name) => [name, name.endsWith('URL') ? 'https://idcs.example.com' : 'value'])
  // GitHub gives these to a job with id-token: write.
  const own = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://github.example.com', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'token' }
  const read = (given: object) => tokenExchangeFromEnvironment({ ...own, ...given } as Record<string, string>)
  expect(read(Object.fromEntries(values))).toBeDefined()
  for (const missing of names.filter((name) => /DOMAIN|CLIENT_ID/.test(name)))
    expect(() => read(Object.fromEntries(values.filter(([name]) => name !== missing)))).toThrow(missing)
})
