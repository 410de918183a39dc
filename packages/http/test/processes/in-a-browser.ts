// What a browser's bundle would do: the same program under the browser's export condition.
import { createHttpClient, isHttpError } from '../../src/index.ts'

const [, , origin = ''] = process.argv
const http = createHttpClient()
const settled = async (path: string, maxResponseBytes?: number): Promise<unknown> => {
  const request = { method: 'POST', url: origin + path, headers: { 'x-one': '1' }, body: 'ü' }
  return http(request, { maxResponseBytes }).then(
    ({ status, headers, body }) => ({ status, type: headers['content-type'], text: new TextDecoder().decode(body) }),
    (error: unknown) => (isHttpError(error) ? error.code : error),
  )
}
const refused = (options: Parameters<typeof createHttpClient>[0]): unknown => {
  try {
    return createHttpClient(options)
  } catch (error) {
    return isHttpError(error) && 'option' in error ? [error.code, error.option] : error
  }
}
const controller = new AbortController()
setTimeout(() => controller.abort(new Error('enough')), 20)
const silent = { method: 'GET', url: `${origin}/silent` }
const aborted = http(silent, { signal: controller.signal }).catch((error: Error) => error.message)

process.stdout.write(
  JSON.stringify({
    echo: await settled('/echo'),
    redirect: await settled('/redirect'),
    tooLarge: await settled('/echo', 1),
    broken: await settled('/broken'),
    refusedConnection: await createHttpClient()({ method: 'GET', url: 'http://127.0.0.1:1/' }).catch(
      (error: unknown) => isHttpError(error) && error.code,
    ),
    aborted: await aborted,
    options: [
      refused({ certBundleVerify: false }),
      refused({ proxy: 'http://h' }),
      refused({ clientCertificate: { certificateFile: 'a', privateKeyFile: 'b' } }),
    ],
  }),
  () => process.exit(0),
)
