// `ocix emulator`.
import { command } from '../../program/command.ts'

export const emulator = command({
  name: 'emulator',
  summary: 'start a local OCI that verifies each signature, to try things against',
  description:
    'Starts the command oci-emulator of @x/emulator, of the project at hand, or beside ocix: npm i -D @x/emulator. It prints its address and what leads clients to it; ocix is led there by --endpoint, or OCI_CLI_ENDPOINT. Behind the word conformance it judges a signer: the command behind -- is run.',
  operands: [
    { name: 'task', summary: 'conformance, or nothing', optional: true },
    {
      name: 'command',
      summary: 'of conformance, with its arguments, behind --',
      optional: true,
      variadic: true,
      isForeign: true,
    },
  ],
  options: {
    port: { placeholder: 'NUMBER', summary: 'port to listen on; 0 takes a free one' },
    host: { placeholder: 'ADDRESS', summary: '127.0.0.1 by default, ::1 or localhost' },
    tls: { summary: "serve HTTPS with a certificate of the emulator's own CA" },
    allowHost: { repeated: true, placeholder: 'NAME', summary: 'a further host name to answer to; may be repeated' },
    multiValuedSubject: { summary: 'certificates with all units in one part of the subject' },
    cors: { summary: 'allow every origin' },
    configDir: { placeholder: 'FOLDER', summary: 'where to write config and keys' },
    clockOffset: { placeholder: 'SECONDS', summary: 'how far its clock is ahead; --clock-offset=-600 is behind' },
    faults: { placeholder: 'FILE', summary: 'a JSON file of faults that it makes' },
    soft: { summary: 'let calls through that it would refuse, and say so' },
    upstream: { placeholder: 'URL', summary: 'pass what is genuine, and not its own, on to this service' },
  },
  examples: [
    { summary: 'An OCI at port 8080', line: 'ocix emulator --port 8080 --config-dir ./oci' },
    {
      summary: 'Ask it, in another terminal',
      line: 'ocix iam region list --endpoint http://127.0.0.1:8080 --config-file ./oci/config',
    },
    { summary: 'Judge a signer', line: 'ocix emulator conformance -- node my-driver.js' },
  ],
  run: () => import('./action.ts'),
})
