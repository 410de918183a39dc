// `ocix setup repair-file-permissions`.
import { command } from '../../../program/command.ts'

export const repairFilePermissions = command({
  name: 'repair-file-permissions',
  summary: 'make a file readable and writable by you alone',
  options: { file: { placeholder: 'PATH', required: true, summary: 'a file of yours, or a link to one' } },
  examples: [{ summary: 'The configuration file', line: 'ocix setup repair-file-permissions --file ~/.oci/config' }],
  run: () => import('./action.ts'),
})
