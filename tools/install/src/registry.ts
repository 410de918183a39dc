// A registry on loopback that has the tarballs and nothing else: siblings are found by the ranges that users get.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import type { PackedPackage } from '../../packed/src/packed-packages.ts'
import { run } from './run.ts'

export interface Registry {
  readonly url: string
  close(): Promise<void>
}

/** What a client of a registry has to know of a package. */
export function packument(
  manifest: { readonly name: string; readonly version: string },
  tarball: Buffer,
  url: string,
): object {
  const { name, version } = manifest
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`
  const shasum = createHash('sha1').update(tarball).digest('hex')
  return {
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { ...manifest, dist: { tarball: url, integrity, shasum } } },
  }
}

/** The manifest as it was packed: with ranges in the place of `workspace:`. */
async function packedManifest(tarball: string): Promise<{ readonly name: string; readonly version: string }> {
  const text = await run('tar', ['-xzOf', tarball, 'package/package.json'], { cwd: join(tarball, '..') })
  return JSON.parse(text) as { name: string; version: string }
}

export async function startRegistry(packages: readonly PackedPackage[]): Promise<Registry> {
  const pages = new Map<string, (origin: string) => string | Buffer>()
  for (const { name, tarball } of packages) {
    const [manifest, bytes] = [await packedManifest(tarball), readFileSync(tarball)]
    const path = `/tarballs/${basename(tarball)}`
    pages.set(`/${name}`, (origin) => JSON.stringify(packument(manifest, bytes, origin + path)))
    pages.set(path, () => bytes)
  }
  const server = createServer((request, response) => {
    const page = pages.get(decodeURIComponent(String(request.url)))
    response.statusCode = page ? 200 : 404
    response.end(page?.(`http://${request.headers.host}`) ?? '{"error":"not found"}')
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}
