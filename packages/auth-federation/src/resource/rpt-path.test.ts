// The path under which the service behind a resource hands out its tokens.
import { describe, expect, test, vi } from 'vitest'
import {
  DefaultRptPathProvider,
  EnvRptPathProvider,
  ImdsRptPathProvider,
  StringRptPathProvider,
  type RptPathProvider,
} from './rpt-path.ts'

const PATH = 'OCI_RESOURCE_PRINCIPAL_RPT_PATH'
const ID = 'OCI_RESOURCE_PRINCIPAL_RPT_ID'
const LEAF = '_FOR_LEAF_RESOURCE'

const metadataWith = (text: string) => ({ baseUrl: 'http://imds', text: vi.fn(async () => text) })
const pathOf = (provider: RptPathProvider): Promise<string> => provider.getPath({ signal: undefined })

describe('a path that is known', () => {
  test.each(['/a/b', '/20180711/resourcePrincipalToken/ocid1.x.oc1..a', '/a%2Fb'])('may be %s', async (path) => {
    expect(await pathOf(new StringRptPathProvider(path))).toBe(path)
  })

  test.each(['', 'a', 'https://host/a', '/a b', '/a?b', '/a#b', '/a\r\nb', '/{id}', '/%zz', undefined as never])(
    'is not %j',
    (path) => {
      expect(() => new StringRptPathProvider(path)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARGUMENT' }))
    },
  )
})

describe('that of the instance', () => {
  test('has its id, in lower case and as one segment', async () => {
    const metadata = metadataWith(' OCID1.Instance.oc1..A/../x?y\n')
    expect(await pathOf(new ImdsRptPathProvider({ metadata }))).toBe(
      '/20180711/resourcePrincipalToken/ocid1.instance.oc1..a%2F..%2Fx%3Fy',
    )
    expect(metadata.text).toHaveBeenCalledExactlyOnceWith('/instance/id', { signal: undefined })
  })

  test.each(['', ' ', '..', '.', '\uD800'])('is none with the id %j', async (id) => {
    await expect(pathOf(new ImdsRptPathProvider({ metadata: metadataWith(id) }))).rejects.toMatchObject({
      code: 'ERR_INSTANCE_METADATA_UNAVAILABLE',
    })
  })
})

describe('that of the environment', () => {
  test('has the id in the place of {id}', async () => {
    const env = { [PATH]: '/x/{id}/{id}', [ID]: 'a/b' }
    expect(await pathOf(new EnvRptPathProvider({ env }))).toBe('/x/a%2Fb/a%2Fb')
  })

  test('needs no id where it has no place for one', async () => {
    expect(await pathOf(new EnvRptPathProvider({ env: { [PATH]: '/x' } }))).toBe('/x')
  })

  test('is read anew each time', async () => {
    const env = { [PATH]: '/x' }
    const provider = new EnvRptPathProvider({ env })
    env[PATH] = '/y'
    expect(await pathOf(provider)).toBe('/y')
  })

  test.each([
    [{}, [PATH, ID]],
    [{ [PATH]: '/x/{id}' }, [ID]],
    [{ [PATH]: '/x/{id}', [ID]: ' ' }, [ID]],
    [{ [ID]: 'a' }, [PATH]],
    [{ [PATH]: ' ', [ID]: 'a' }, [PATH]],
  ])('lacks what %o lacks', async (env, names) => {
    await expect(pathOf(new EnvRptPathProvider({ env }))).rejects.toMatchObject({ code: 'ERR_MISSING_INPUT', names })
  })

  test.each([
    [{ [PATH]: 'x', [ID]: 'a' }, PATH, 'not-a-path'],
    [{ [PATH]: '/{other}', [ID]: 'a' }, PATH, 'not-a-path'],
    [{ [PATH]: '/{id}', [ID]: '..' }, ID, 'not-an-id'],
  ])('refuses %o', async (env, variable, reason) => {
    const expected = { code: 'ERR_RESOURCE_INPUT', variable, reason }
    await expect(pathOf(new EnvRptPathProvider({ env }))).rejects.toMatchObject(expected)
    const metadata = metadataWith('a')
    await expect(pathOf(new DefaultRptPathProvider({ env, metadata }))).rejects.toMatchObject(expected)
  })

  test('of the innermost resource of a chain has a suffix', async () => {
    const env = { [PATH]: '/other', [PATH + LEAF]: '/x/{id}', [ID + LEAF]: 'a' }
    expect(await pathOf(new EnvRptPathProvider({ env, childResource: true }))).toBe('/x/a')
    expect(await pathOf(new DefaultRptPathProvider({ env, childResource: true }))).toBe('/x/a')
  })
})

describe('what is taken by default', () => {
  test.each([
    [{}, '/20180711/resourcePrincipalToken/i', 1],
    [{ [ID]: 'a' }, '/20180711/resourcePrincipalToken/a', 0],
    [{ [PATH]: '/x/{id}' }, '/x/i', 1],
    [{ [PATH]: '/x' }, '/x', 0],
    [{ [PATH]: '/x/{id}', [ID]: 'a' }, '/x/a', 0],
  ])('of %o is %s, and the instance is asked %i times (B22)', async (env, path, questions) => {
    const metadata = metadataWith('I')
    expect(await pathOf(new DefaultRptPathProvider({ env, metadata }))).toBe(path)
    expect(metadata.text).toHaveBeenCalledTimes(questions)
  })
})
