// `ocix raw-request`.
import { command } from '../../program/command.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export const rawRequest = command({
  name: 'raw-request',
  summary: 'sign one request, send it, and print what was answered',
  description:
    'Prints { data, headers, status } as JSON. --query picks from the answer itself, --raw-output and --output table print the data alone, and what is no text goes to a pipe as it is. A signature goes to hosts of OCI by https, to this machine, and to the host of --endpoint; it follows no redirect. Ends with 4 for a 401, 6 for a 429 or 5xx, 1 for any other 4xx.',
  options: {
    httpMethod: {
      placeholder: 'METHOD',
      choices: METHODS,
      read: readMethod,
      required: true,
      summary: 'in any case',
    },
    targetUri: {
      placeholder: 'URI',
      required: true,
      summary: 'the whole address, or a path at --endpoint',
    },
    requestHeaders: { placeholder: 'JSON', summary: 'an object of further headers, or file://PATH of one' },
    requestBody: {
      placeholder: 'TEXT',
      mayBeEmpty: true,
      summary: 'sent as it is, as application/json unless a header says otherwise; file://PATH or - (stdin) for bytes',
    },
    outputFile: {
      placeholder: 'PATH',
      summary: 'where the body goes, byte for byte, where it is no refusal; - is stdout',
    },
  },
  examples: [
    {
      summary: 'Any operation of any service',
      line: 'ocix raw-request --http-method GET --target-uri https://identity.eu-zurich-1.oraclecloud.com/20160918/regions',
    },
    {
      summary: 'One name of the answer, without quotes',
      line: "ocix raw-request --http-method GET --target-uri https://… --query '[0].name' --raw-output",
    },
    {
      summary: 'What was signed, and with what the service compares it',
      line: 'ocix raw-request --http-method POST --target-uri https://… --request-body file://body.json --debug',
    },
    {
      summary: 'Bytes into a file',
      line: 'ocix raw-request --http-method GET --target-uri https://objectstorage.… --output-file object.bin',
    },
  ],
  run: () => import('./action.ts'),
})

function readMethod(text: string): (typeof METHODS)[number] {
  const method = METHODS.find((each) => each === text.trim().toUpperCase())
  if (method) return method
  throw new RangeError(`Give one of ${METHODS.join(', ')}.`)
}
