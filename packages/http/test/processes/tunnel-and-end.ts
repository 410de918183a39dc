// Calls through proxies and ends: a tunnel that is kept, one that never opened, and one that was given up are left.
import { createHttpClient } from '../../src/index.ts'

const [mute = '', ...proxies] = process.argv.slice(2)
const call = (proxy: string, signal?: AbortSignal): Promise<unknown> => {
  const http = createHttpClient({ env: {}, certBundleVerify: false, proxy })
  const request = http({ method: 'GET', url: 'https://service.invalid/' }, { signal })
  return request.then(
    ({ status }) => status,
    (error: Error) => error.name,
  )
}
const ends = [await call(mute, AbortSignal.timeout(50))]
for (const proxy of proxies) ends.push(await call(proxy))
process.stdout.write(`${ends.join(' ')}\n`)
