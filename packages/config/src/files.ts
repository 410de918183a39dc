// Private files, written whole or not at all, and locks between processes.
// The public surface of @x/config/files; every export is listed by hand.
export { withFileLock, type LockOptions } from './files/file-lock.ts'
export {
  readTextFile,
  writePrivateFiles,
  type HomeOptions,
  type ReadTextFileOptions,
  type WritePrivateFilesOptions,
} from './files/private-files.ts'
export { replaceFiles, type PrivateFile } from './files/replace-files.ts'
export type { Environment } from '@x/kernel'
