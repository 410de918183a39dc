// Every error that a package exports says in JSON what it is: in structured logs nothing else is left of it.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { packedPackages } from '../src/packed-packages.ts'

type ErrorClass = (abstract new (...args: never) => Error) & { readonly prototype: Error }

const isErrorClass = (value: unknown): value is ErrorClass =>
  typeof value === 'function' && value.prototype instanceof Error

const sources = packedPackages().flatMap(({ folder, manifest }) =>
  Object.values(manifest.exports ?? {}).flatMap((entry) => {
    const source =
      typeof entry === 'object' && entry !== null ? (Reflect.get(entry, '@x/source') as unknown) : undefined
    return typeof source === 'string' ? [pathToFileURL(join(folder, source)).href] : []
  }),
)
const modules = await Promise.all(sources.map((url) => import(url) as Promise<object>))
const classes = new Set(modules.flatMap((module) => Object.values(module).filter(isErrorClass)))

test('the classes are found', () => {
  const names = [...classes].map(({ name }) => name)
  expect(names).toEqual(
    expect.arrayContaining(['SigningError', 'ServiceError', 'InvalidRegionError', 'EmulatorStartError']),
  )
  expect(names.length).toBeGreaterThan(50)
})

test.each([...classes].map((each) => [each.name, each] as const))(
  '%s has JSON with its name, code and sentence',
  (name, each) => {
    const members = { name, code: 'ERR_X', message: 'It is broken. Mend it.' }
    // Not constructed, since each takes arguments of its own; its members are those of any of its instances.
    const error: unknown = Object.defineProperties(Object.create(each.prototype as object), {
      name: { value: name, enumerable: true },
      code: { value: members.code, enumerable: true },
      message: { value: members.message },
    })
    expect(JSON.parse(JSON.stringify(error))).toEqual(members)
  },
)
